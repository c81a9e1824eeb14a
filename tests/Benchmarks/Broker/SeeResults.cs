using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JobDating.Benchmarks.Contention;

namespace JobDating.Benchmarks.Broker;

/// <summary>
/// <c>lag</c>: employers note results in Scheduling; how long until Outcomes' bilan counts them. The bilan is a number, so the first result that was noted is seen when it says one, the second when it says
/// two: counted from the moment at which the employer has the answer. Beside it the broker alone with the same bytes, as many a second.
/// </summary>
internal static class SeeResults
{
    private const string Exchange = "JobDating.Contracts.Scheduling:InterviewsRecorded";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private sealed record Size(double PerSecond, int Seconds, int Warm)
    {
        public static readonly Size Whole = new(500, 60, 1_000);
        public static readonly Size Short = new(20, 1, 5);

        public int Results => (int)(PerSecond * Seconds);
    }

    public static async Task RunAsync(Report report, double? perSecond, CancellationToken ct)
    {
        var size = report.IsShort ? Size.Short : Size.Whole with { PerSecond = perSecond ?? Size.Whole.PerSecond };
        await using var three = await ThreeOverBroker.StartAsync(size.Warm + size.Results);
        await RunAsync(report, three, size, ct);
    }

    public static Task RunShortAsync(Report report, ThreeOverBroker three, CancellationToken ct) => RunAsync(report, three, Size.Short, ct);

    public static int ShortNeeds => Size.Short.Warm + Size.Short.Results;

    private static async Task RunAsync(Report report, ThreeOverBroker three, Size size, CancellationToken ct)
    {
        using var employers = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = three.Scheduling.Address };
        using var staff = new HttpClient { BaseAddress = three.Outcomes.Address };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Instance.Token);
        var body = await RawMessages.BytesOfAsync(three.Broker, Exchange, () => NoteAsync(0), ct);
        for (var at = 1; at < size.Warm; at++)
            await NoteAsync(at);
        await SeenAsync(size.Warm);

        var (noted, seen, from, worked) = (new ConcurrentQueue<long>(), new List<(int Count, long At)>(), Stopwatch.GetTimestamp(), Worked());
        var looking = Task.Run(async () =>
        {
            while (true)
            {
                var count = await CountAsync() - size.Warm;
                seen.Add((count, Stopwatch.GetTimestamp()));
                if (count >= size.Results || Stopwatch.GetElapsedTime(from) > _patience)
                    return;
                await Task.Delay(5, ct);
            }
        }, ct);
        var asked = await Load.AtRateAsync(size.PerSecond, size.Results, async at =>
        {
            await NoteAsync(size.Warm + at);
            noted.Enqueue(Stopwatch.GetTimestamp());
        });
        await looking;
        var took = Stopwatch.GetElapsedTime(from);
        var lags = Lags([.. noted], seen);
        var raw = await RawMessages.LagAsync(three.Broker, body, size.PerSecond, size.Results, ct);
        var rate = $"{size.PerSecond:0} a second";
        report.Add($"results seen, of {size.Results}", lags.Count, "all", lags.Count == size.Results);
        report.Add($"result to bilan, {rate}: median", lags.Half, "ms", raw.Half, Goal.RatioAtMost(5));
        report.Add($"result to bilan, {rate}: p99", lags.P99, "ms", raw.P99, Goal.AtMost(250));
        report.Add($"result to bilan, {rate}: slowest", lags.Slowest, "ms", raw.Slowest);
        report.Add($"noting a result, {rate}: p99", asked.P99, "ms");
        report.Add("the three processes' processors", (Worked() - worked) / took, "cores");
        report.Add("bytes of a message", body.Length, "B");

        TimeSpan Worked() => TimeSpan.FromMilliseconds(three.Instances.Sum(instance => instance.Worked.TotalMilliseconds));

        async Task NoteAsync(int at)
        {
            var interview = three.Interviews[at];
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/scheduling/employer/interviews/{interview.Id}/result")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["outcome"] = "conclusive", ["version"] = $"{interview.Version}" }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", interview.Pass);
            using var answer = await employers.SendAsync(request, ct);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
                throw new InvalidOperationException($"A result was not noted: {answer.StatusCode}.");
        }

        async Task<int> CountAsync()
        {
            using var bilan = JsonDocument.Parse(await staff.GetStringAsync($"/outcomes/api/editions/{ThreeOverBroker.Edition}/bilan", ct));
            return bilan.RootElement.GetProperty("total").GetProperty("conclusive").GetInt32();
        }

        async Task SeenAsync(int results)
        {
            for (var begun = Stopwatch.GetTimestamp(); await CountAsync() < results; await Task.Delay(10, ct))
                if (Stopwatch.GetElapsedTime(begun) > _patience)
                    throw new TimeoutException("What was noted has not reached the bilan.");
        }
    }

    /// <summary>The k-th that was noted is seen by the first look that counts k.</summary>
    private static Times Lags(List<long> noted, List<(int Count, long At)> seen)
    {
        noted.Sort();
        var (lags, look) = (new List<double>(), 0);
        foreach (var (number, at) in noted.Index())
        {
            while (look < seen.Count && seen[look].Count <= number)
                look++;
            if (look == seen.Count)
                break;
            lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(at, seen[look].At).TotalMilliseconds));
        }
        return new Times(lags, TimeSpan.FromSeconds(1));
    }
}
