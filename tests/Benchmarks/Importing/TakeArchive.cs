using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JobDating.Benchmarks.Contention;
using NodaTime;

namespace JobDating.Benchmarks.Importing;

/// <summary>
/// <c>import</c>: rows a second of an archive, from the command until every service has taken everything in and every figure is counted, the program's own start included. Beside it the same lines inserted
/// raw in transactions of 1,000.
/// </summary>
internal static class TakeArchive
{
    private static readonly LocalDate _date = new(2023, 3, 14);

    public static async Task RunAsync(Report report, IReadOnlyList<int>? candidates, CancellationToken ct)
    {
        double? smallest = null;
        foreach (var size in report.IsShort ? [100] : candidates is { Count: > 0 } ? candidates : [2_000, 100_000])
        {
            ct.ThrowIfCancellationRequested();
            using var folder = new Folder("import");
            var archive = new Archive("import", _date, size, Math.Min(1_600, (size / 60) + 1), HasResults: true);
            var written = await archive.WriteAsync(Path.Combine(folder.Path, "archive"));
            var raw = RawLines.Insert(written);
            var data = Path.Combine(folder.Path, "data");
            var from = Stopwatch.GetTimestamp();
            await Instance.ImportAsync(written, data);
            var rate = archive.Rows / Stopwatch.GetElapsedTime(from).TotalSeconds;
            var name = size.ToString("N0", CultureInfo.InvariantCulture);
            report.Add($"rows, {name} candidates", rate, "/s", raw, Goal.RatioAtLeast(0.1));
            report.Add($"{name} candidates, {archive.Rows} rows", Stopwatch.GetElapsedTime(from).TotalSeconds, "s");
            var received = await ReceivedAsync(data);
            report.Add($"received in the bilan, {name} candidates", received, "all", received == size);
            if (smallest is { } before)
                report.Add($"rows a second at {name}, beside the smallest (linear)", rate, "/s", before, Goal.RatioAtLeast(0.8));
            smallest ??= rate;
        }
    }

    private static async Task<int> ReceivedAsync(string data)
    {
        using var bilan = JsonDocument.Parse(await Instance.BilanAsync("import", data));
        return bilan.RootElement.GetProperty("total").GetProperty("received").GetInt32();
    }
}
