using System.CommandLine;
using JobDating.Benchmarks.Booking;
using JobDating.Benchmarks.Broker;
using JobDating.Benchmarks.Day;
using JobDating.Benchmarks.Figures;
using JobDating.Benchmarks.Importing;
using JobDating.Benchmarks.Opening;
using JobDating.Benchmarks.Pages;
using JobDating.Benchmarks.Queries;
using JobDating.Benchmarks.Starting;
using JobDating.Benchmarks.Waves;

namespace JobDating.Benchmarks;

/// <summary><c>short</c>: each bench for a moment, so that none rots: it must run to its end and print. What is counted must be right; no time is judged.</summary>
internal static class ShortRuns
{
    /// <returns>1 when something that is counted is wrong.</returns>
    public static async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var right = true;
        await EachAsync("booking", report => BookFreeSlots.RunAsync(report, ct));
        await EachAsync("rush", report => ClickAtOpening.RunAsync(report, ct));
        await using (var three = await ThreeOverBroker.StartAsync(SeeResults.ShortNeeds + DrainOutbox.Short))
        {
            await EachAsync("lag", report => SeeResults.RunShortAsync(report, three, ct));
            await EachAsync("pipeline", report => DrainOutbox.RunAsync(report, three, ct));
        }
        await EachAsync("bilan", report => ReadFigures.RunAsync(report, null, ct));
        await EachAsync("import", report => TakeArchive.RunAsync(report, null, ct));
        await EachAsync("wave", report => MakeInvitations.RunAsync(report, ct));
        using (var folder = new Folder("short-day"))
        {
            var site = await DaySite.MakeAsync(folder.Path, DaySize.Short);
            await EachAsync("pages", report => OpenPages.RunAsync(report, site, ct));
            await EachAsync("data", report => AskQueries.RunAsync(report, site, ct));
        }
        await EachAsync("start", report => StartProgram.RunAsync(report, ct));
        return right ? 0 : 1;

        async Task EachAsync(string name, Func<Report, Task> runAsync)
        {
            var report = new Report(name, isShort: true);
            await runAsync(report);
            await Console.Out.WriteLineAsync($"{name}:");
            await report.WriteAsync(Console.Out, null);
            right &= report.IsRight;
        }
    }
}
