using System.Text.Json;
using JobDating.AllInOne;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// The 2023 scenario with somebody erased and two entries made one. Its facts are said again: once as they are, once with all copies written anew, once with the copies of
/// Outcomes emptied. Each time everything stands as before, and nobody is written to.
/// </summary>
public sealed class SayAgainTests
{
    private const string CandidatesSql = $"SELECT {SaveCandidates.Columns} FROM candidate WHERE code IN @Codes ORDER BY code";

    /// <summary>What Outcomes copies, and what it has made of the copies.</summary>
    private static readonly string[] _copies =
        ["edition", "site", "establishment", "attendance", "offer", "structure", "person", "registration", "workshop", "workshop_attendance", "interview", "mobility_visit", "press_article", "figure_day", "group_day", "company", "person_merge"];

    private static readonly string[] _codes = ["C0010", "C0011", "C0012"];

    [Fact]
    public async Task Said_again_in_any_way_nothing_has_changed()
    {
        await using var house = await TestHouse.StartAsync();
        using var demo = new WrittenDemo();
        await house.ImportAsync(demo.Folder);
        await ChangeAsync(house);
        var before = await Dump.AllAsync(house);
        var bilan = await BilanAsync();

        foreach (var anew in (bool[])[false, true])
        {
            var said = new Dictionary<string, int>();
            await SayAllAgain.RunAsync(house.App.Services, Commands.Services(), anew, (kind, rows) => said[kind] = rows, CancellationToken.None);
            Assert.Equal(before, await Dump.AllAsync(house));
            Assert.True(said["candidates"] > 1000 && said["erased"] == 2 && said["merges"] == 1 && said["interviews"] > 900, string.Join(' ', said));
            Assert.All(said.Where(kind => kind.Key is not ("wishes" or "access")), kind => Assert.True(kind.Value > 0, $"Nothing was said of {kind.Key}."));
        }

        await EmptyAsync(house.Outcomes, _copies);
        await SayAllAgain.RunAsync(house.App.Services, Commands.Services(), anew: false, (_, _) => { }, CancellationToken.None);
        Assert.Equal(bilan, await BilanAsync());
        Assert.Empty((await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);

        async Task<string> BilanAsync() => JsonSerializer.Serialize(await house.BilanAsync("2023", new LocalDate(2023, 11, 30)), Json.Options);
    }

    /// <summary>One is erased, of two one is made.</summary>
    private static async Task ChangeAsync(TestHouse house)
    {
        var people = await house.Registration.QueryAsync<SaveCandidates.Row>(CandidatesSql, new { Codes = _codes }, CancellationToken.None);
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            Assert.Equal(1, await EraseCandidates.ApplyAsync(tx, [people[0].Id], CancellationToken.None));
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.SettleAsync();
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await MergeCandidates.ApplyAsync(tx, people[1], people[2], new HashSet<string>(), CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.SettleAsync();
    }

    private static async Task EmptyAsync(Database database, IReadOnlyList<string> tables)
    {
        await using var tx = await database.BeginAsync(Actor.Command("test"), CancellationToken.None);
        foreach (var table in tables)
            await tx.ExecuteAsync($"DELETE FROM {table}", null, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
