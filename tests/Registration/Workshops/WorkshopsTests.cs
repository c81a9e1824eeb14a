using System.Net;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>Workshops from the coordinator's screen to the rows, the messages and the bilan. The clock stands at 10:00 in Paris on 15 January 2024.</summary>
public sealed class WorkshopsTests : IAsyncLifetime
{
    private const string WorkshopsSql = "SELECT code, starts_at, CASE WHEN cancelled_at IS NULL THEN 0 ELSE 1 END AS cancelled FROM workshop ORDER BY code";

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
    public async Task A_cancelled_workshop_takes_nobody_does_not_count_and_can_be_put_back()
    {
        var workshop = await _here.CreateWorkshopAsync(audience: "employers");
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
        var workshop = await _here.CreateWorkshopAsync(id: id);
        Assert.Equal(workshop, await _here.CreateWorkshopAsync(id: id, name: "Autre"));
        Assert.Equal("2024-01-15-cv", Assert.Single(await WorkshopsAsync()).Code);

        (await _here.PostAsync($"{workshop}/edit", CoordinatorsHouse.WorkshopForm("CV et entretien", version: "1"))).Dispose();
        using var stale = await _here.PostAsync($"{workshop}/edit", CoordinatorsHouse.WorkshopForm("Tout autre chose", version: "1"));
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
        var workshop = await _here.CreateWorkshopAsync();
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
            (await _here.PostAsync("/registration/editions/2024/workshops/new", CoordinatorsHouse.WorkshopForm($"Étape {day}", date: $"{day}/02/2024", id: Guid.CreateVersion7()))).Dispose();
            (await _here.PostAsync("/registration/editions/2024/workshops/new", CoordinatorsHouse.WorkshopForm($"Étape {day}", date: $"{day}/02/2024", id: Guid.CreateVersion7()))).Dispose();
        }
        foreach (var sort in (string[])["next", "date", "name"])
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
    public async Task What_comes_next_stands_first_and_the_past_after_it()
    {
        foreach (var (name, date) in new[] { ("Avant-hier", "08/01/2024"), ("Autrefois", "03/01/2024"), ("Bientôt", "15/01/2024"), ("Plus tard", "20/06/2024") })
            await _here.CreateWorkshopAsync(name, date: date, id: Guid.CreateVersion7());
        _here.House.Clock.Reset(NodaTime.Instant.FromUtc(2024, 1, 10, 8, 0));
        Assert.Equal("Bientôt, Plus tard, Avant-hier, Autrefois", await NamesAsync(""));
        Assert.Equal("Bientôt, Plus tard", await NamesAsync("?when=coming"));
        Assert.Equal("Avant-hier, Autrefois", await NamesAsync("?when=past"));
        Assert.Equal("Autrefois, Avant-hier, Bientôt, Plus tard", await NamesAsync("?sort=date&direction=up"));

        async Task<string> NamesAsync(string query) =>
            string.Join(", ", System.Text.RegularExpressions.Regex.Matches(await _here.ReadAsync($"/registration/editions/2024/workshops{query}"), "<th scope=\"row\"><a [^>]*>([^<]*)").Select(match => match.Groups[1].Value));
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

    private Task<IReadOnlyList<Workshop>> WorkshopsAsync() => _here.House.Registration.QueryAsync<Workshop>(WorkshopsSql, null, CancellationToken.None);
}
