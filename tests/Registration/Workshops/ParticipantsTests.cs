using System.Net;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>Who is on the list of a workshop and who attended, from the coordinator's screen to the rows and the bilan. The clock stands at 10:00 in Paris on 15 January 2024.</summary>
public sealed class ParticipantsTests : IAsyncLifetime
{
    private const string RowsSql = "SELECT workshop_id, participant, version, attended, structure, CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn FROM workshop_attendance ORDER BY participant";

    private sealed record Attendance
    {
        public Guid WorkshopId { get; init; }
        public required string Participant { get; init; }
        public int Version { get; init; }
        public bool Attended { get; init; }
        public string? Structure { get; init; }
        public bool Withdrawn { get; init; }
    }

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync() => _here = await CoordinatorsHouse.StartAsync();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Fact]
    public async Task A_candidate_who_attends_is_prepared_in_the_bilan()
    {
        var workshop = await _here.CreateWorkshopAsync();
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
        var workshop = await _here.CreateWorkshopAsync();
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
        var workshop = await _here.CreateWorkshopAsync(capacity: "1");
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
        var workshop = await _here.CreateWorkshopAsync(capacity: "1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => _here.PostAsync($"{workshop}/participants", new() { ["codes"] = at % 2 == 0 ? "C0001" : "C0002" })));

        Assert.Single(await RowsAsync());
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Unknown_codes_are_named_and_nobody_is_added()
    {
        var workshop = await _here.CreateWorkshopAsync();
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
        var workshop = await _here.CreateWorkshopAsync();
        (await _here.PostAsync($"{workshop}/participants", new() { ["codes"] = new JobDating.Registration.Prints.BadgeCode("2024", "C0002").ToString() })).Dispose();
        Assert.Equal("C0002", Assert.Single(await RowsAsync()).Participant);
    }

    [Fact]
    public async Task Who_is_withdrawn_gives_the_place_back_and_may_be_put_back()
    {
        var workshop = await _here.CreateWorkshopAsync(capacity: "1");
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
        var workshop = await _here.CreateWorkshopAsync(audience: "employers");
        (await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "  Jeanne  Dupont ", ["structure"] = "Acme", ["attended"] = "true" })).Dispose();

        var row = Assert.Single(await RowsAsync());
        Assert.Equal(("Jeanne Dupont", "Acme", true), (row.Participant, row.Structure, row.Attended));
        using var same = await _here.PostAsync($"{workshop}/participants", new() { ["name"] = "Jeanne Dupont", ["structure"] = "Globex" });
        Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
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
}
