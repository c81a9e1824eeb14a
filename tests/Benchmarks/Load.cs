using System.Diagnostics;

namespace JobDating.Benchmarks;

/// <summary>Requests as they come: so many clients who each wait for their answer before they ask again, or so many a second, whether answers come or not.</summary>
internal static class Load
{
    /// <param name="sendAsync">Sends the request of that number.</param>
    public static async Task<Times> ByClientsAsync(int clients, int requests, Func<int, Task> sendAsync)
    {
        var (next, times, begun) = (-1, new double[requests], Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var at && at < requests)
            {
                var from = Stopwatch.GetTimestamp();
                await sendAsync(at);
                times[at] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            }
        })));
        return new Times(times, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Each is counted from the moment at which it was due: who had to queue has waited.</summary>
    /// <param name="dueAt">After how many seconds each begins, ascending.</param>
    public static async Task<Times> AtTimesAsync(IReadOnlyList<double> dueAt, Func<int, Task> sendAsync)
    {
        var (sent, times, begun) = (new Task[dueAt.Count], new double[dueAt.Count], Stopwatch.GetTimestamp());
        // A thread of its own: a timer of the pool comes late when the pool is busy, which is when it matters.
        await Task.Factory.StartNew(() =>
        {
            for (var at = 0; at < dueAt.Count; at++)
            {
                var (number, due) = (at, begun + (long)(dueAt[at] * Stopwatch.Frequency));
                while (Stopwatch.GetTimestamp() < due)
                    Thread.Sleep(1);
                sent[at] = Task.Run(async () =>
                {
                    await sendAsync(number);
                    times[number] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
                });
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(sent);
        return new Times(times, Stopwatch.GetElapsedTime(begun));
    }

    public static Task<Times> AtRateAsync(double perSecond, int requests, Func<int, Task> sendAsync) =>
        AtTimesAsync([.. Enumerable.Range(0, requests).Select(at => at / perSecond)], sendAsync);
}
