using System.Text.Json;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// 1. A coordinator imports a small edition in which every liberty of the format stands. 2. Its figures are those counted by hand, on the day and
/// the day after. 3. She exports it: the same archive, tidied. 4. A colleague imports that elsewhere: same figures, same export.
/// 5. She imports it again at home: nothing changes.
/// </summary>
public sealed class RoundTripTests
{
    private static readonly LocalDate EndOfNovember = new(2023, 11, 30);

    [Theory, EachEngine]
    public async Task An_edition_comes_in_is_counted_and_goes_out_the_same(Engine engine)
    {
        using var archive = AwkwardArchive.Write();
        await using var house = await TestHouse.StartAsync(engine);
        var check = await house.ImportAsync(archive.Folder);
        Assert.Equal(0, check.Errors);

        var bilan = await house.BilanAsync("2023", EndOfNovember);
        Assert.Equal((3, 3, 1), (bilan.Total.Registered, bilan.Total.Received, bilan.Total.Prepared));
        Assert.Equal((2, 1), (bilan.Total.EstablishmentsPresent, bilan.Total.CompaniesPresent));
        Assert.Equal((3, 2, 1), (bilan.Total.InterviewsHeld, bilan.Total.CandidatesInterviewed, bilan.Total.Conclusive));
        Assert.Equal((2, 1, 0), (bilan.Total.Hires, bilan.Total.TrainingEntries, bilan.Total.ToSettle));
        Assert.Equal((1, 1, 3, 2), (bilan.Total.Asked, bilan.Total.Answered, bilan.Total.MobilityVisits, bilan.Total.PressArticles));
        Assert.Equal(["ronchin", "tourcoing"], bilan.Sites.Select(site => site.Code));
        Assert.Equal((2, 1, 2, 1, 2), (bilan.Sites[0].Received, bilan.Sites[0].Prepared, bilan.Sites[0].EstablishmentsPresent, bilan.Sites[0].CompaniesPresent, bilan.Sites[0].Hires));
        Assert.Equal((2, 1, 1, 1, 1), (bilan.Sites[1].Received, bilan.Sites[1].Prepared, bilan.Sites[1].EstablishmentsPresent, bilan.Sites[1].InterviewsHeld, bilan.Sites[1].TrainingEntries));
        // A minute after midnight the employer has denied it: one hire fewer, one person to settle.
        var after = (await house.BilanAsync("2023", EndOfNovember.PlusDays(1))).Total;
        Assert.Equal((1, 1), (after.Hires, after.ToSettle));
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);

        using var exported = await Exported.FromAsync(house, "2023");
        foreach (var (file, rows) in AwkwardArchive.Expected)
            Assert.Equal([$"{file}: {rows[0]}", .. rows[1..]], [$"{file}: {exported.Header(file)}", .. exported.Rows(file)]);
        Assert.Equal(AwkwardArchive.Expected.Count, Directory.EnumerateFiles(exported.Folder).Count());

        await using var elsewhere = await TestHouse.StartAsync(engine);
        Assert.Equal((0, 0), await elsewhere.ImportAsync(exported.Folder) is var clean ? (clean.Errors, clean.Notices - check.Notices + 1) : default);
        Assert.Equal(JsonSerializer.Serialize(bilan, Json.Options), JsonSerializer.Serialize(await elsewhere.BilanAsync("2023", EndOfNovember), Json.Options));
        using var again = await Exported.FromAsync(elsewhere, "2023");
        Assert.Equal(exported.Everything(), again.Everything());

        var before = await Dump.AllAsync(house);
        Assert.Equal(0, (await house.ImportAsync(archive.Folder)).Errors);
        Assert.Equal(0, (await house.ImportAsync(exported.Folder)).Errors);
        Assert.Equal(before, await Dump.AllAsync(house));
    }

    [Fact]
    public async Task A_column_that_nobody_knows_is_a_notice_and_all_the_rest_comes_in()
    {
        using var archive = new WrittenArchive().WithCast();
        var candidates = Path.Combine(archive.Folder, "candidates.csv");
        archive.With("candidates.csv", [.. (await File.ReadAllLinesAsync(candidates)).Select((line, number) => $"{line},{(number == 0 ? "shoe_size" : "42")}")]);
        await using var house = await TestHouse.StartAsync();
        Assert.Equal((0, 1), await house.ImportAsync(archive.Folder) is var check ? (check.Errors, check.Notices) : default);
        using var plain = new WrittenArchive().WithCast();
        await using var elsewhere = await TestHouse.StartAsync();
        Assert.Equal(0, (await elsewhere.ImportAsync(plain.Folder)).Errors);
        Assert.Equal(await CountAsync(elsewhere), await CountAsync(house));

        static Task<int> CountAsync(TestHouse house) => house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate", null, CancellationToken.None);
    }

    [Fact]
    public async Task An_edition_alone_is_an_archive()
    {
        using var archive = new WrittenArchive();
        await using var house = await TestHouse.StartAsync();
        Assert.Equal((0, 0), await house.ImportAsync(archive.Zip("tour/")) is var check ? (check.Errors, check.Notices) : default);
        var bilan = await house.BilanAsync("2023");
        Assert.Empty(bilan.Sites);
        Assert.Null(bilan.Total.PreparedRate);
        Assert.Null(bilan.PreparedVersusNot.NotPrepared.HireRate);
        using var exported = await Exported.FromAsync(house, "2023");
        Assert.Equal(14, Directory.EnumerateFiles(exported.Folder).Count());
        Assert.Empty(exported.Rows("followups.csv"));
    }

    [Fact]
    public async Task Editions_whose_codes_are_alike_live_side_by_side()
    {
        using var one = AwkwardArchive.Write();
        using var other = AwkwardArchive.Write("2024").With("followups.csv", "candidate_code,answered_at,source,situation,siret", "C00001,2023-11-05T10:00,candidate,neither,");
        await using var house = await TestHouse.StartAsync();
        await house.ImportAsync(one.Folder);
        await house.ImportAsync(other.Folder);
        var (first, second) = (await house.BilanAsync("2023", EndOfNovember), await house.BilanAsync("2024", EndOfNovember));
        Assert.Equal((3, 2), (first.Total.Received, first.Total.Hires));
        Assert.Equal((3, 0, 1), (second.Total.Received, second.Total.Hires, second.Total.Answered));
        using var exported = await Exported.FromAsync(house, "2023");
        Assert.Equal(AwkwardArchive.Expected["candidates.csv"][1..], exported.Rows("candidates.csv"));
    }
}
