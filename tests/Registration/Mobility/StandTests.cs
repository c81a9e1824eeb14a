using System.Net;
using System.Text.RegularExpressions;
using JobDating.Tests.Registration.Workshops;
using Xunit;

namespace JobDating.Tests.Registration.Mobility;

/// <summary>The mobility adviser's desk at Ronchin on its day: three letters, one tap.</summary>
public sealed partial class StandTests : IAsyncLifetime
{
    private const string Stand = "/registration/mobility/stand/2024/ronchin";

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync() => _here = await CoordinatorsHouse.StartAsync();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Fact]
    public async Task A_visit_is_noted_in_two_taps_once_and_taken_back_and_the_bilan_follows()
    {
        var found = await _here.Browser.GetStringAsync($"{Stand}?find=Hop");
        var button = Button().Match(found).Groups[1].Value;
        Assert.StartsWith("diagnosis C", button, StringComparison.Ordinal);
        var id = Guid.CreateVersion7();
        foreach (var press in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, await NoteAsync(button, id));
        await _here.House.SettleAsync();
        Assert.Equal(1, (await _here.House.BilanAsync("2024")).Total.MobilityVisits);
        Assert.Contains("Passages : 1", await _here.ReadAsync(Stand), StringComparison.Ordinal);

        var visit = (await _here.House.Registration.QueryAsync<Guid>("SELECT id FROM mobility_visit", null, CancellationToken.None))[0];
        foreach (var press in Enumerable.Range(0, 2))
            using (var undone = await _here.PostAsync($"{Stand}/undo", new() { ["visit"] = $"{visit}" }))
                Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        await _here.House.SettleAsync();
        Assert.Equal(0, (await _here.House.BilanAsync("2024")).Total.MobilityVisits);
        // The page of before, sent once more, does not bring it back.
        await NoteAsync(button, id);
        Assert.Contains("Passages : 0", await _here.ReadAsync(Stand), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_on_another_day_nor_for_nobody_nor_at_a_site_that_is_not()
    {
        using (var unknown = await _here.PostAsync(Stand, new() { ["visit"] = "diagnosis C9999" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        using (var nonsense = await _here.PostAsync(Stand, new() { ["visit"] = "dance C0001" }))
            Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        using (var nowhere = await _here.Browser.GetAsync("/registration/mobility/stand/2024/nowhere"))
            Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        _here.House.Clock.Advance(NodaTime.Duration.FromDays(1));
        Assert.Equal(HttpStatusCode.Conflict, await NoteAsync("diagnosis C0001", Guid.CreateVersion7()));
    }

    private async Task<HttpStatusCode> NoteAsync(string visit, Guid id)
    {
        using var answer = await _here.PostAsync(Stand, new() { ["visit"] = visit, ["id"] = $"{id}" });
        return answer.StatusCode;
    }

    [GeneratedRegex("<button class=\"quiet\" name=\"visit\" value=\"([^\"]*)\"")]
    private static partial Regex Button();
}
