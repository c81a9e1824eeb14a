using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// A demonstration that begins on the day after the tour of 2023:
/// 1. Its bilan has the hires that are known so far.
/// 2. Somebody moves time forward, a month, and sees that the first questions have left and that more hires are known.
/// 3. By the end of November they are the 144 and 25 of the report.
/// 4. The program is killed and started again: the demonstration goes on from its own day.
/// </summary>
[Collection(Demo.Name)]
public sealed class DemoTimeTests(Demo demo) : IDisposable
{
    private const string Bilan = "/outcomes/editions/2023/bilan";

    private readonly string _data = Directory.CreateTempSubdirectory("jobdating-time-").FullName;

    [Fact]
    public async Task Time_moves_forward_and_the_bilan_grows_to_the_report()
    {
        using (var program = await ServiceProcess.BeginDemo(_data, "--on", "2023-10-11").ReadyAsync())
        {
            using var http = TestHouse.Client(program.Address);
            await Journeys.UntilAsync("the demonstration is made", async () => await http.GetAsync(DemoZip.BilanPath("2023")) is { IsSuccessStatusCode: true } answer && (await answer.Content.ReadAsStringAsync()).Contains("\"received\":950", StringComparison.Ordinal));
            await using var her = await demo.VisitAsync(other: program.Address);
            await her.LookAsAsync("staff");
            await her.ReadsAsync(".demo", "mercredi 11 octobre 2023");
            var before = await HiresAsync(her);
            Assert.InRange(before, 50, 120);

            await her.See(".demo a").ClickAsync();
            await her.LooksGoodAsync();
            await ForwardAsync(her, 30, "vendredi 10 novembre 2023");
            Assert.InRange(await HiresAsync(her), before + 1, 143);
            Assert.True(Directory.GetFiles(Path.Combine(_data, "mail")).Length > 50);

            foreach (var (days, day) in ((int, string)[])[(7, "vendredi 17"), (7, "vendredi 24"), (7, "vendredi 1")])
                await ForwardAsync(her, days, day);
            await her.Page.GotoAsync($"{Bilan}?asOf=2023-11-30");
            await her.ReadsAsync(".report-cards li", "144");
            await her.ReadsAsync(".report-cards", "25");
        }
        using var again = await ServiceProcess.BeginDemo(_data).ReadyAsync();
        await using var other = await demo.VisitAsync(other: again.Address);
        await other.Page.GotoAsync("/registration/demo/time");
        await other.ReadsAsync("main", "décembre 2023");
    }

    private static async Task ForwardAsync(Visitor her, int days, string day)
    {
        await her.Page.GotoAsync("/registration/demo/time");
        // Every sweep of thirty days is run before the page comes back.
        await her.See($"form:has(input[value='{days}']) button").ClickAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(her.See("main .lead")).ToContainTextAsync(day, new() { Timeout = 60_000 });
    }

    /// <summary>As the bilan of today shows them.</summary>
    private static async Task<int> HiresAsync(Visitor her)
    {
        await her.Page.GotoAsync(Bilan);
        var card = await her.See(".report-cards li:has-text('Embauches')").InnerTextAsync();
        return int.Parse(System.Text.RegularExpressions.Regex.Match(card, "\\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
