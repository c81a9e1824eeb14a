using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>
/// A site's day, from the first person at the door to the last result, played by browsers over three processes.
/// 1. Everybody is registered, every interview is booked; desks, recruiters' phones, the hall and the public screen open their pages.
/// 2. Desks receive, some people twice in the same second, some by mistake; who has not registered is registered. Recruiters start, end and judge; the hall calls and says who is absent,
///    now and then wrongly.
/// 3. All the while windows lose their network, go on, are closed and opened again without it, and find it again.
/// 4. Nothing waits any more on any device: the three services know exactly what was done, once.
/// Only in the long form: the browsers want the machine for themselves. The seed is printed, and JOBDATING_SEED plays the same day again.
/// </summary>
[Collection(Journeys.Name)]
public sealed class SiteDayTests(Broker broker, ITestOutputHelper output)
{
    private static readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("JOBDATING_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next(1_000, 1_000_000);

    /// <summary>Alone on its machine it should be one second; beside others' work this only says that nothing hangs. What was measured is printed, with the machine's load.</summary>
    private const double MostSeconds = 8;

    [Fact]
    public async Task A_small_sites_day_ends_with_the_figures_of_what_was_done()
    {
        Assert.SkipUnless(Journeys.Long, "JOBDATING_LONG=1 plays the day of 24 candidates, 4 tables and 30 interviews.");
        await PlayAsync(DaySize.Short);
    }

    [Fact]
    public async Task A_mean_sites_day_ends_with_the_figures_of_what_was_done()
    {
        Assert.SkipUnless(Journeys.Long, "JOBDATING_LONG=1 plays the day of 160 candidates, 20 establishments and 229 interviews.");
        await PlayAsync(DaySize.Whole);
    }

    private async Task PlayAsync(DaySize size)
    {
        output.WriteLine($"JOBDATING_SEED={_seed}");
        var watch = Stopwatch.StartNew();
        var plan = new DayPlan(size, _seed, SystemClock.Instance.GetCurrentInstant());
        var list = new PlainList();
        var meetings = new Meetings();
        await using var house = await DayHouse.OpenAsync(broker, plan);
        await using var windows = await DayWindows.OpenAsync(house, plan, list);
        output.WriteLine($"{windows.All.Count} windows are open after {watch.Elapsed.TotalSeconds:0} s.");

        var clock = new DayClock(size);
        var random = new Random(_seed);
        await Task.WhenAll([
            .. windows.Desks.Select((desk, at) => desk.PlayAsync(plan.Arrivals.Where(arrival => arrival.Desk == at), clock, meetings)),
            .. windows.Tables.Select(table => table.PlayAsync(plan.Interviews.Where(interview => interview.Employer == table.Employer), clock)),
            windows.Hall.PlayAsync(plan, clock),
            .. windows.Desks.Concat<Window>(windows.Tables).Append(windows.Screen).Select((window, at) => LoseNetworkAsync(window, clock, at, random.Next())),
        ]);
        output.WriteLine($"The day is over after {watch.Elapsed.TotalSeconds:0} s.");
        foreach (var window in windows.All)
            await window.NothingWaitsAsync();
        await house.NothingIsLeftAsync();
        output.WriteLine($"Nothing waits any more after {watch.Elapsed.TotalSeconds:0} s.");

        var seen = new Seen(list, windows.All.ToDictionary(window => window.Name), windows.Board, windows.Door);
        output.WriteLine(Said(windows, list, meetings));
        output.WriteLine($"{seen}\nload of the machine: {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]} on {Environment.ProcessorCount} cores");
        await Comparison.AreEqualAsync(house, plan, list);
        await Journeys.UntilAsync("nobody is called any more", async () => await windows.Screen.Page.Locator("tr.called").CountAsync() == 0);
        await Journeys.UntilAsync("the board shows that nothing runs", async () => await windows.Board.Page.Locator("tr.running").CountAsync() == 0);
        Assert.Empty(windows.All.SelectMany(window => window.Complaints));
        Assert.Empty(windows.Desks.SelectMany(desk => desk.Refused));
        // Nobody sits at two tables: where one has not said yet that it is over, the other's start is refused, and shown; what came of it is taken all the same.
        Assert.All(windows.Tables.SelectMany(table => table.Refused), said => Assert.EndsWith("(en cours) : La personne est en entretien à une autre table.", said));
        Assert.Empty(house.Errors);
        Assert.Empty(seen.Never);
        Assert.True(seen.P99 < MostSeconds * 1000, $"99 of 100 acts should be seen within {MostSeconds} s:\n{seen}");
        output.WriteLine($"Equal to the plain list after {watch.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>Most devices once, for up to a third of the day; the first of each kind always.</summary>
    private static async Task LoseNetworkAsync(Window window, DayClock clock, int at, int seed)
    {
        var random = new Random(seed);
        if (at > 0 && random.NextDouble() < 0.25)
            return;
        var (from, length) = (0.05 + 0.6 * random.NextDouble(), 0.05 + 0.28 * random.NextDouble());
        await clock.AtAsync(from);
        await window.CutAsync(away: true);
        await clock.AtAsync(from + length);
        await window.CutAsync(away: false);
    }

    private static string Said(DayWindows windows, PlainList list, Meetings meetings)
    {
        var lost = windows.All.Where(window => window.Away > TimeSpan.Zero).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            acts: {string.Join(", ", list.Lines.CountBy(line => line.Act).OrderBy(act => act.Key, StringComparer.Ordinal).Select(act => $"{act.Value} {act.Key}"))}
            without network: {lost.Count} windows, {lost.Sum(window => window.Away.TotalSeconds):0} s together; {list.Lines.Count(line => windows.All.Any(window => window.Name == line.Window && !window.WasOnline(line.At)))} acts during or around it; opened again without network: {windows.All.Sum(window => window.Reopened)}
            in the same second at two desks: {meetings.Met}; a button that had just become another was pressed: {windows.Desks.Sum(desk => desk.InVain)}
            refused at tables: {string.Join("; ", windows.Tables.SelectMany(table => table.Refused))}
            """);
    }
}
