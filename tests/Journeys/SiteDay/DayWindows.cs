namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>Everybody's windows: desks, one phone a table, the hall, the public screen; and two in which the test only looks.</summary>
internal sealed record DayWindows(IReadOnlyList<DeskWindow> Desks, IReadOnlyList<TableWindow> Tables, HallWindow Hall, WatchWindow Screen, WatchWindow Board, WatchWindow Door) : IAsyncDisposable
{
    public IReadOnlyList<Window> All { get; } = [.. Desks, .. Tables, Hall, Screen, Board, Door];

    public static async Task<DayWindows> OpenAsync(DayHouse house, DayPlan plan, PlainList list)
    {
        var windows = new DayWindows(
            [.. Enumerable.Range(1, plan.Size.Desks).Select(number => new DeskWindow(number, house, list, plan.Seed + number))],
            [.. plan.Employers.Select((employer, at) => new TableWindow(at + 1, employer, house, list, plan.Seed + 100 + at))],
            new HallWindow(house, list, plan.Seed + 50),
            new WatchWindow("screen", house.ScreenPath, house, list),
            new WatchWindow("board", house.HallPath, house, list),
            new WatchWindow("door", house.DevicePath, house, list));
        await Parallel.ForEachAsync(windows.All, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (window, _) => await window.OpenAsync(window switch
        {
            TableWindow table => await house.EmployerAsync(table.Employer),
            DeskWindow or { Name: "door" } => await house.AccountAsync(window.Name, "desk"),
            _ => await house.AccountAsync(window.Name, "hall"),
        }));
        return windows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in All)
            await window.DisposeAsync();
    }
}
