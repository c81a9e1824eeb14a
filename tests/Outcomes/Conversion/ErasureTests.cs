using System.Text.Json;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Conversion;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Tests.AllInOne;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Conversion;

/// <summary>People of the 2023 tour are erased at random, some at a time: no bilan and no page of conversion moves, as of any date.</summary>
public sealed class ErasureTests(ITestOutputHelper output)
{
    private const string CandidatesSql = "SELECT id FROM candidate WHERE erased_at IS NULL ORDER BY code";

    private const string NamedSql = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL AND (last_name <> '' OR first_name <> '' OR email IS NOT NULL)";

    private static readonly LocalDate[] _dates = [new(2023, 1, 31), new(2023, 3, 14), new(2023, 4, 11), new(2023, 7, 14), new(2023, 10, 10), new(2023, 11, 30), new(2024, 1, 15), new(2030, 1, 1)];

    [Theory, EachEngine]
    public async Task Erasing_people_moves_no_figure_of_any_date(Engine engine)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(engine);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        var before = await FiguresAsync(house);
        Assert.Contains(before, line => line.StartsWith("2023-11-30 Age/55 ", StringComparison.Ordinal));
        var left = (await house.Registration.QueryAsync<Guid>(CandidatesSql, new { }, CancellationToken.None)).ToArray();
        random.Shuffle(left);

        // A few, then many, then everybody.
        foreach (var many in (int[])[1, 40, 300, left.Length])
        {
            var some = left.Take(many).ToArray();
            left = left[some.Length..];
            foreach (var chunk in some.Chunk(200))
            {
                await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
                Assert.Equal(chunk.Length, await EraseCandidates.ApplyAsync(tx, chunk, CancellationToken.None));
                await tx.CommitAsync(CancellationToken.None);
            }
            await house.SettleAsync();

            Assert.Equal(before, await FiguresAsync(house));
            Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        }
        Assert.Empty(left);
        Assert.Equal(0, await house.Outcomes.QueryFirstOrDefaultAsync<int>(NamedSql, new { }, CancellationToken.None));
    }

    /// <summary>Every bilan with what stands around it, every step and every group, as of each date: a line each.</summary>
    internal static async Task<List<string>> FiguresAsync(TestHouse house)
    {
        var edition = (await ReadBilan.FindAsync(house.Outcomes, "2023", CancellationToken.None))!;
        var lines = new List<string>();
        foreach (var date in _dates)
        {
            lines.Add($"{date:uuuu-MM-dd} {JsonSerializer.Serialize(await house.BilanAsync("2023", date), Json.Options)}");
            lines.Add($"{date:uuuu-MM-dd} {JsonSerializer.Serialize(await BilanDetails.ReadAsync(house.Outcomes, edition, date, CancellationToken.None), Json.Options)}");
            var overview = await ShowConversion.OverviewAsync(house.Outcomes, edition, date, CancellationToken.None);
            lines.Add($"{date:uuuu-MM-dd} {overview.Total.Deep} {string.Join(' ', overview.DaysToHire)}");
            foreach (var by in Grouping.All)
                lines.AddRange((await ReadGroups.RunAsync(house.Outcomes, edition, by, date, CancellationToken.None)).Select(line => $"{date:uuuu-MM-dd} {by.Kind}/{line.Key} {line}"));
        }
        return lines;
    }
}
