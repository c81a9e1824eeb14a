using System.Net;
using JobDating.Tests.Registration.Workshops;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Mobility;

/// <summary>Visits to the mobility stand from the coordinator's screen to the bilan. It is 10:00 on the site's day.</summary>
public sealed class MobilityVisitsTests : IAsyncLifetime
{
    private const string RowsSql = "SELECT id, version, candidate_id, visited_at, outcome FROM mobility_visit ORDER BY visited_at";

    private sealed record Visit
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid CandidateId { get; init; }
        public Instant VisitedAt { get; init; }
        public string? Outcome { get; init; }
    }

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync() => _here = await CoordinatorsHouse.StartAsync();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    private string List => $"/registration/sites/{_here.SiteId}/mobility-visits";

    [Fact]
    public async Task A_visit_is_noted_once_changed_and_deleted_and_the_bilan_follows()
    {
        var id = Guid.CreateVersion7();
        foreach (var press in Enumerable.Range(0, 2))
            using (var noted = await NoteAsync("C0001", "9h30", id))
                Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        var visit = Assert.Single(await RowsAsync());
        Assert.Equal((id, await _here.CandidateAsync("C0001"), Instant.FromUtc(2024, 1, 15, 8, 30)), (visit.Id, visit.CandidateId, visit.VisitedAt));
        await _here.House.SettleAsync();
        Assert.Equal(1, (await _here.House.BilanAsync("2024")).Total.MobilityVisits);

        using (var changed = await _here.PostAsync($"/registration/mobility-visits/{id}", new() { ["version"] = "1", ["time"] = "9h45", ["outcome"] = "accompanied" }))
            Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        using (var stale = await _here.PostAsync($"/registration/mobility-visits/{id}", new() { ["version"] = "1", ["time"] = "9h50", ["outcome"] = "diagnosis" }))
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("accompanied", Assert.Single(await RowsAsync()).Outcome);

        using (var removed = await _here.PostAsync($"/registration/mobility-visits/{id}/removal", new() { ["version"] = "2" }))
            Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        await _here.House.SettleAsync();
        Assert.Equal(0, (await _here.House.BilanAsync("2024")).Total.MobilityVisits);
    }

    [Fact]
    public async Task The_same_person_at_the_same_time_is_noted_already()
    {
        (await NoteAsync("C0001", "9h30", Guid.CreateVersion7())).Dispose();
        using var again = await NoteAsync("C0001", "9h30", Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("Ce passage est déjà noté", await CoordinatorsHouse.TextAsync(again));
    }

    [Fact]
    public async Task Without_a_time_on_the_day_it_is_now_and_an_unknown_code_is_answered_at_its_field()
    {
        (await NoteAsync("C0002", "", Guid.CreateVersion7())).Dispose();
        Assert.InRange(Assert.Single(await RowsAsync()).VisitedAt, TestHouse.Start, TestHouse.Start + Duration.FromMinutes(5));

        using var unknown = await NoteAsync("C9999", "9h", Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        var html = await CoordinatorsHouse.TextAsync(unknown);
        Assert.Contains("<a href=\"#code\">", html);
        Assert.Contains("value=\"9h\"", html);
    }

    [Fact]
    public async Task The_list_filters_by_outcome_and_gives_a_csv()
    {
        (await NoteAsync("C0001", "9h30", Guid.CreateVersion7(), "accompanied")).Dispose();
        (await NoteAsync("C0002", "9h40", Guid.CreateVersion7())).Dispose();

        Assert.Equal(["C0001,Lovelace,Ada,2024-01-15T09:30,accompanied"], (await _here.Browser.GetStringAsync($"{List}.csv?outcome=accompanied")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.Equal(["C0002,Hopper,Grace,2024-01-15T09:40,"], (await _here.Browser.GetStringAsync($"{List}.csv?outcome=unknown")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.Contains("Hopper Grace", await _here.ReadAsync(List));
    }

    private Task<HttpResponseMessage> NoteAsync(string code, string time, Guid id, string outcome = "") =>
        _here.PostAsync(List, new() { ["id"] = id.ToString(), ["code"] = code, ["time"] = time, ["outcome"] = outcome }, List);

    private Task<IReadOnlyList<Visit>> RowsAsync() => _here.House.Registration.QueryAsync<Visit>(RowsSql, null, CancellationToken.None);
}
