using System.Diagnostics;
using JobDating.Benchmarks.Contention;

namespace JobDating.Benchmarks.Starting;

/// <summary><c>start</c>: from the process's begin to its first page, in an empty folder and in one that is there; and the memory that it holds when nobody has come for five minutes.</summary>
internal static class StartProgram
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        using var folder = new Folder("start");
        var first = await OpenAsync(folder.Path, _ => Task.CompletedTask, ct);
        report.Add("first start, to the first page", first, "ms");
        List<double> times = [];
        for (var again = 0; again < (report.IsShort ? 0 : 4); again++)
            times.Add(await OpenAsync(folder.Path, _ => Task.CompletedTask, ct));
        var memory = 0.0;
        times.Add(await OpenAsync(folder.Path, async instance =>
        {
            await Task.Delay(report.IsShort ? TimeSpan.Zero : _quiet, ct);
            memory = instance.Memory.Now;
        }, ct));
        report.Add("start, to the first page: median", times.Order().ElementAt(times.Count / 2), "ms", goal: Goal.AtMost(2_000));
        report.Add(report.IsShort ? "memory at the first page" : "memory, five minutes after the first page", memory, "MB", goal: Goal.AtMost(200));
    }

    /// <returns>Milliseconds to the first page.</returns>
    private static async Task<double> OpenAsync(string data, Func<Instance, Task> thenAsync, CancellationToken ct)
    {
        var from = Stopwatch.GetTimestamp();
        using var instance = await Instance.StartAsync(data);
        using var client = new HttpClient { BaseAddress = instance.Address };
        await client.GetStringAsync("/", ct);
        var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        await thenAsync(instance);
        return took;
    }
}
