using System.Net;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>Workshops from the coordinator's screen to the rows, the messages and the bilan. The clock stands at 10:00 in Paris on 15 January 2024.</summary>
public sealed class WorkshopsTests : IAsyncLifetime
{
    private const string RowsSql = "SELECT workshop_id, participant, version, attended, structure, CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn FROM workshop_attendance ORDER BY participant";
    private const string WorkshopsSql = "SELECT code, starts_at, CASE WHEN cancelled_at IS NULL THEN 0 ELSE 1 END AS cancelled FROM workshop ORDER BY code";

    private sealed record Attendance
    {
        public Guid WorkshopId { get; init; }
        public required string Participant { get; init; }
        public int Version { get; init; }
        public bool Attended { get; init; }
        public string? Structure { get; init; }
        public bool Withdrawn { get; init; }
    }

    private sealed record Workshop
    {
        public required string Code { get; init; }
        public Instant StartsAt { get; init; }
        public bool Cancelled { get; init; }
    }

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync() => _here = await CoordinatorsHouse.StartAsync();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Fact]
    public async Task A_candidate_who_attends_is_prepared_in_the_bilan()
    {
        var workshop = await CreateAsync();
        await _here.House.SettleAsync();
        Assert.Equal(0, (await _here.House.BilanAsync("2024")).Total.Prepared);

        using (var added = await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001\nC0002" }))
            Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        await _here.House.SettleAsync();
        Assert.Equal(0, (await _here.House.BilanAsync("2024")).Total.Prepared);

        using (var noted = await TickAsync(workshop, ("C0001", 1, false, true), ("C0002", 1, false, false)))
            Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        await _here.House.SettleAsync();
        Assert.Equal(1, (await _here.House.BilanAsync("2024")).Total.Prepared);

        using (var undone = await TickAsync(workshop, ("C0001", 2, true, false)))
            Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        await _here.House.SettleAsync();
        Assert.Equal(0, (await _here.House.BilanAsync("2024")).Total.Prepared);
    }

    [Fact]
    public async Task Two_people_who_tick_the_same_page_lose_nothing()
    {
        var workshop = await CreateAsync();
        (await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001\nC0002" })).Dispose();

        // Both opened the page when nobody was ticked.
        (await TickAsync(workshop, ("C0001", 1, false, true), ("C0002", 1, false, false))).Dispose();
        (await TickAsync(workshop, ("C0001", 1, false, false), ("C0002", 1, false, true))).Dispose();
        Assert.All(await RowsAsync(), row => Assert.True(row.Attended));

        // One unticks Ada and ticks her again; the other, who saw her ticked before all that, unticks her: told, and nothing written.
        (await TickAsync(workshop, ("C0001", 2, true, false))).Dispose();
        (await TickAsync(workshop, ("C0001", 3, false, true))).Dispose();
        using var late = await TickAsync(workshop, ("C0001", 2, true, false), ("C0002", 2, true, false));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Lovelace Ada : quelqu’un d’autre a changé cette ligne", await CoordinatorsHouse.TextAsync(late));
        Assert.All(await RowsAsync(), row => Assert.True(row.Attended));
    }

    [Fact]
    public async Task A_full_workshop_says_so_and_a_walk_in_is_added_all_the_same()
    {
        var workshop = await CreateAsync(capacity: "1");
        (await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001" })).Dispose();

        using var full = await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0002" });
        Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);
        Assert.Contains("L’atelier est complet", await CoordinatorsHouse.TextAsync(full));
        Assert.Single(await RowsAsync());

        using var walkIn = await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0002", ["attended"] = "true" });
        Assert.Equal(HttpStatusCode.SeeOther, walkIn.StatusCode);
        Assert.True((await RowsAsync())[1].Attended);
    }

    [Fact]
    public async Task The_last_place_goes_to_one_of_many_who_ask_at_once()
    {
        var workshop = await CreateAsync(capacity: "1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => _here.PostAsync($"{workshop}/participants", new() { ["codes"] = at % 2 == 0 ? "C0001" : "C0002" })));

        Assert.Single(await RowsAsync());
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Unknown_codes_are_named_and_nobody_is_added()
    {
        var workshop = await CreateAsync();
        using var answer = await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001\nC9999\n<script>" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("C9999, &lt;script&gt;", html);
        Assert.Contains("C0001\nC9999\n<script></textarea>", WebUtility.HtmlDecode(html).ReplaceLineEndings("\n"));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_badge_that_is_scanned_into_the_list_is_its_candidate()
    {
        var workshop = await CreateAsync();
        (await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = new JobDating.Registration.Prints.BadgeCode("2024", "C0002").ToString() })).Dispose();
        Assert.Equal("C0002", Assert.Single(await RowsAsync()).Participant);
    }

    [Fact]
    public async Task Who_is_withdrawn_gives_the_place_back_and_may_be_put_back()
    {
        var workshop = await CreateAsync(capacity: "1");
        (await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001" })).Dispose();
        (await TickAsync(workshop, 0, ("C0001", 1, false, false))).Dispose();
        Assert.True(Assert.Single(await RowsAsync()).Withdrawn);

        using var other = await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0002" });
        Assert.Equal(HttpStatusCode.SeeOther, other.StatusCode);
        using var back = await _here.PostAsync($"{workshop}/participants", new() { ["code"] = "C0001" });
        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        (await TickAsync(workshop, 0, ("C0002", 1, false, false))).Dispose();
        using var again = await _here.PostAsync($"{workshop}/participants", new() { ["code"] = "C0001" });
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.False((await RowsAsync())[0].Withdrawn);
    }

    [Fact]
    public async Task An_employers_participant_is_a_name_and_a_structure()
    {
        var workshop = await CreateAsync(audience: "employers");
        (await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "  Jeanne  Dupont ", ["structure"] = "Acme", ["attended"] = "true" })).Dispose();

        var row = Assert.Single(await RowsAsync());
        Assert.Equal(("Jeanne Dupont", "Acme", true), (row.Participant, row.Structure, row.Attended));
        using var same = await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "Jeanne Dupont", ["structure"] = "Globex" });
        Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_workshop_takes_nobody_does_not_count_and_can_be_put_back()
    {
        var workshop = await CreateAsync(audience: "employers");
        (await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "1" })).Dispose();
        Assert.True(Assert.Single(await WorkshopsAsync()).Cancelled);
        await _here.House.SettleAsync();
        Assert.Equal(0, await HeldAsync());

        using var refused = await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "Jeanne" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        (await _here.PostAsync($"{workshop}/reinstatement", [])).Dispose();
        Assert.False(Assert.Single(await WorkshopsAsync()).Cancelled);
        await _here.House.SettleAsync();
        Assert.Equal(1, await HeldAsync());

        (await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "Jeanne", ["attended"] = "true" })).Dispose();
        using var held = await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "3" });
        Assert.Equal(HttpStatusCode.Conflict, held.StatusCode);
        Assert.Contains("cet atelier a eu lieu", await CoordinatorsHouse.TextAsync(held));
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_workshop_and_a_stale_one_overwrites_nothing()
    {
        var id = Guid.CreateVersion7();
        var workshop = await CreateAsync(id: id);
        Assert.Equal(workshop, await CreateAsync(id: id, name: "Autre"));
        Assert.Equal("2024-01-15-cv", Assert.Single(await WorkshopsAsync()).Code);

        (await _here.PostAsync($"{workshop}/edit", Form("CV et entretien", version: "1"))).Dispose();
        using var stale = await _here.PostAsync($"{workshop}/edit", Form("Tout autre chose", version: "1"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var html = await CoordinatorsHouse.TextAsync(stale);
        Assert.Contains("Tout autre chose", html);
        Assert.Contains("name=\"version\" value=\"2\"", html);
        Assert.Contains("CV et entretien", await _here.ReadAsync(workshop));
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_with_what_was_typed()
    {
        using var answer = await _here.PostAsync("/registration/editions/2024/workshops/new", new() { ["name"] = "", ["audience"] = "nobody", ["date"] = "31/03/2024", ["time"] = "2h30", ["capacity"] = "abc" });
        var html = await CoordinatorsHouse.TextAsync(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("<a href=\"#name\">", html);
        Assert.Contains("Il n’est jamais 2h30 ce jour-là", html);
        Assert.Contains("value=\"abc\"", html);
        Assert.Contains("value=\"2h30\"", html);
        Assert.Empty(await WorkshopsAsync());
    }

    [Fact]
    public async Task A_workshop_is_cloned_to_other_dates_once_however_often_it_is_sent()
    {
        var workshop = await CreateAsync();
        var fields = new Dictionary<string, string> { ["date0"] = "16/01/2024", ["time0"] = "9h30", ["id0"] = Guid.CreateVersion7().ToString(), ["date1"] = "16/01/2024", ["time1"] = "14h", ["id1"] = Guid.CreateVersion7().ToString(), ["time2"] = "9h30" };
        (await _here.PostAsync($"{workshop}/clone", fields)).Dispose();
        (await _here.PostAsync($"{workshop}/clone", fields)).Dispose();

        Assert.Equal(["2024-01-15-cv", "2024-01-16-cv", "2024-01-16-cv-2"], (await WorkshopsAsync()).Select(row => row.Code));
        var csv = await _here.Browser.GetStringAsync("/registration/editions/2024/workshops.csv?search=cv&when=coming");
        Assert.Equal(3, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task The_list_goes_on_where_its_page_ended_and_finds_without_accents()
    {
        foreach (var day in Enumerable.Range(1, 28))
        {
            (await _here.PostAsync("/registration/editions/2024/workshops/new", Form($"Étape {day}", date: $"{day}/02/2024", id: Guid.CreateVersion7()))).Dispose();
            (await _here.PostAsync("/registration/editions/2024/workshops/new", Form($"Étape {day}", date: $"{day}/02/2024", id: Guid.CreateVersion7()))).Dispose();
        }
        foreach (var sort in (string[])["date", "name"])
        {
            var first = await _here.ReadAsync($"/registration/editions/2024/workshops?search=etape&sort={sort}&direction=up");
            var next = System.Text.RegularExpressions.Regex.Match(first, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value;
            var second = await _here.ReadAsync(next);
            Assert.Equal(50, Count(first));
            Assert.Equal(6, Count(second));
            Assert.DoesNotContain("rel=\"next\"", second);
        }

        static int Count(string html) => System.Text.RegularExpressions.Regex.Count(html, "<th scope=\"row\">");
    }

    [Fact]
    public async Task An_unknown_workshop_and_edition_are_404()
    {
        foreach (var path in (string[])[$"/registration/workshops/{Guid.NewGuid()}", $"/registration/workshops/{Guid.NewGuid()}/edit", $"/registration/workshops/{Guid.NewGuid()}/attendance-sheet", "/registration/editions/atlantis/workshops"])
        {
            using var answer = await _here.Browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<int> HeldAsync() => (await JobDating.Outcomes.Bilan.BilanDetails.ReadAsync(_here.House.Outcomes, (await EditionAsync())!, new LocalDate(2024, 1, 20), CancellationToken.None)).Workshops.Held;

    private Task<JobDating.Outcomes.Bilan.ReadBilan.Edition?> EditionAsync() =>
        _here.House.Outcomes.QueryFirstOrDefaultAsync<JobDating.Outcomes.Bilan.ReadBilan.Edition>("SELECT id, code, name, time_zone FROM edition", null, CancellationToken.None);

    private static Dictionary<string, string> Form(string name = "CV", string audience = "candidates", string date = "15/01/2024", string capacity = "", string? version = null, Guid? id = null)
    {
        var form = new Dictionary<string, string> { ["name"] = name, ["audience"] = audience, ["date"] = date, ["time"] = "9h30", ["place"] = "Hôtel de ville", ["capacity"] = capacity };
        if (version is not null)
            form["version"] = version;
        if (id is { } known)
            form["id"] = known.ToString();
        return form;
    }

    private async Task<string> CreateAsync(string name = "CV", string audience = "candidates", string capacity = "", Guid? id = null)
    {
        using var answer = await _here.PostAsync("/registration/editions/2024/workshops/new", Form(name, audience, capacity: capacity, id: id));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private Task<HttpResponseMessage> TickAsync(string workshop, params (string Participant, int Version, bool Was, bool Is)[] lines) => TickAsync(workshop, null, lines);

    private Task<HttpResponseMessage> TickAsync(string workshop, int? withdraw, params (string Participant, int Version, bool Was, bool Is)[] lines)
    {
        var form = new Dictionary<string, string>();
        if (withdraw is { } leaving)
            form["withdraw"] = $"{leaving}";
        foreach (var (line, at) in lines.Select((line, at) => (line, at)))
        {
            (form[$"participant{at}"], form[$"version{at}"], form[$"was{at}"]) = (line.Participant, $"{line.Version}", line.Was ? "true" : "false");
            if (line.Is)
                form[$"attended{at}"] = "true";
        }
        return _here.PostAsync($"{workshop}/attendance", form);
    }

    private Task<IReadOnlyList<Attendance>> RowsAsync() => _here.House.Registration.QueryAsync<Attendance>(RowsSql, null, CancellationToken.None);

    private Task<IReadOnlyList<Workshop>> WorkshopsAsync() => _here.House.Registration.QueryAsync<Workshop>(WorkshopsSql, null, CancellationToken.None);
}
