using System.Net;
using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using JobDating.Scheduling.Bookings;

namespace JobDating.Benchmarks.Opening;

/// <summary>
/// <c>rush</c>: booking opens. A thousand click at once for one time of one table; then ten thousand clicks come within a minute, most of them at its beginning (half in the first quarter of it), one in
/// ten for one and the same time, all others for free ones. Everybody is answered, and that one time goes to exactly one. Each click is counted from when it was due, not from when it was let in.
/// </summary>
internal static class ClickAtOpening
{
    private const int Rounds = 40;

    private sealed record Size(int AtOnce, int Clicks, int Employers, int Seconds, int Warm)
    {
        public static readonly Size Whole = new(1_000, 10_000, 250, 60, 200);
        public static readonly Size Short = new(20, 40, 4, 1, 10);
    }

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        var size = report.IsShort ? Size.Short : Size.Whole;
        using var folder = new Folder("rush");
        // The first employer's are those who want one time; the second's are for those who want the other; the others' tables are free.
        var wanting = size.Clicks / 10;
        var crowd = await Crowd.MakeAsync(folder.Path, size.AtOnce + size.Clicks + size.Warm, size.Employers + 2, Rounds, Wish);
        using var instance = await Instance.StartAsync(folder.Path);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = instance.Address, Timeout = TimeSpan.FromMinutes(2) };
        await Load.ByClientsAsync(8, size.Warm, at => ClickAsync(size.AtOnce + size.Clicks + at, 0, Rounds - 1, isPage: true));

        var winners = 0;
        var atOnce = await Load.ByClientsAsync(size.AtOnce, size.AtOnce, async at =>
        {
            if (Won(await ClickAsync(at, 0, 0)))
                Interlocked.Increment(ref winners);
        });
        report.Add($"{size.AtOnce} at once for one time: slowest answer", atOnce.Slowest, "ms", goal: Goal.AtMost(3_000));
        report.Add($"{size.AtOnce} at once for one time: median answer", atOnce.Half, "ms");
        report.Add($"{size.AtOnce} at once for one time: winners", winners, "exactly 1", winners == 1);

        var (booked, first) = (0, 0);
        List<double> due = [.. Enumerable.Range(0, size.Clicks).Select(at => size.Seconds * Math.Pow(at / (double)size.Clicks, 2))];
        var minute = await Load.AtTimesAsync(due, async at =>
        {
            if (at % 10 == 0 && Won(await ClickAsync(size.AtOnce + at, 1, 0)))
                Interlocked.Increment(ref first);
            else if (at % 10 != 0 && Won(await ClickAsync(size.AtOnce + at, 2 + (at % size.Employers), at / size.Employers % Rounds)))
                Interlocked.Increment(ref booked);
        });
        report.Add($"{size.Clicks} within {size.Seconds} s: slowest answer", minute.Slowest, "ms", goal: Goal.AtMost(3_000));
        report.Add($"{size.Clicks} within {size.Seconds} s: p99", minute.P99, "ms");
        report.Add($"{size.Clicks} within {size.Seconds} s: median answer", minute.Half, "ms");
        report.Add($"{wanting} of them for one time: winners", first, "exactly 1", first == 1);
        report.Add("the others: booked", booked, "everybody", booked == size.Clicks - wanting);

        int Wish(int at) => at < size.AtOnce || at >= size.AtOnce + size.Clicks ? 0 : (at - size.AtOnce) % 10 == 0 ? 1 : 2 + ((at - size.AtOnce) % size.Employers);

        static bool Won(HttpStatusCode status) => status switch
        {
            HttpStatusCode.SeeOther => true,
            HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => false,
            _ => throw new InvalidOperationException($"A click was answered {status}."),
        };

        async Task<HttpStatusCode> ClickAsync(int candidate, int employer, int round, bool isPage = false)
        {
            var by = crowd.Employers[employer];
            using var request = new HttpRequestMessage(isPage ? HttpMethod.Get : HttpMethod.Post, $"/scheduling/employer/sites/{crowd.Site}/candidates/{crowd.Candidates[candidate]}/book");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", by.Pass);
            if (!isPage)
                request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = $"{Guid.CreateVersion7()}", ["time"] = ReadTimes.WordOf(by.Table, crowd.Rounds[round]) });
            using var answer = await client.SendAsync(request, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.StatusCode;
        }
    }
}
