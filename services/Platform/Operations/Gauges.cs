using System.Diagnostics.Metrics;
using NodaTime;

namespace JobDating.Platform;

/// <summary>What <see cref="Watch"/> saw last, as metrics: no query, no wait. Ages go on by the clock between two looks. A service whose database does not answer has only <c>jobdating.database.up</c>.</summary>
internal static class Gauges
{
    public static void Add(Meter meter, Watch watch)
    {
        meter.CreateObservableGauge("jobdating.database.up", () => watch.Seen.Select(seen => Of(seen, seen.DatabaseTrouble is null ? 1L : 0)), null, "1 while the service's database answers.");
        meter.CreateObservableGauge("jobdating.disk.free", () => watch.Seen.Take(1).Select(seen => new Measurement<long>(seen.DiskFree)), "By", "Free where the data folder lies.");
        meter.CreateObservableGauge("jobdating.guesses.wrong", () => watch.Seen.Take(1).Select(seen => new Measurement<int>(seen.Guesses?.Wrong ?? 0)), "{try}", "Wrong passwords, codes, links and tokens of the last 15 minutes.");
        meter.CreateObservableGauge("jobdating.guesses.refused", () => watch.Seen.Take(1).Select(seen => new Measurement<int>(seen.Guesses?.Refused ?? 0)), "{try}", "Tries of the last 15 minutes that were refused because there had been too many.");
        Each("jobdating.outbox.waiting", "{message}", "Messages of the service that have not reached everybody.", seen => seen.Waiting);
        Each("jobdating.outbox.age", "s", "Since the oldest of them was said.", seen => Age(watch, seen.OldestWaiting));
        Each("jobdating.messages.in_error", "{message}", "Messages put aside.", seen => seen.InError);
        Each("jobdating.facts.age", "s", "How old the copies of other services' facts are, and the figures counted from them.", seen => Age(watch, seen.FactsAsOf));
        Each("jobdating.mails.waiting", "{mail}", "Mails that have not left.", seen => seen.MailsWaiting);
        Each("jobdating.mails.age", "s", "For how long the most overdue should have left, newsletters aside.", seen => Age(watch, seen.MailsLateSince));
        meter.CreateObservableGauge("jobdating.queue.waiting", () => Answering().SelectMany(seen => seen.Queues.Select(queue => new Measurement<long>(queue.Waiting, Tag(seen), new("queue", queue.Queue)))), "{message}", "Messages that a consumer has still to take.");
        meter.CreateObservableGauge("jobdating.queue.age", () => Answering().SelectMany(seen => seen.Queues.Where(queue => queue.Oldest is not null).Select(queue => new Measurement<double>(Age(watch, queue.Oldest), Tag(seen), new("queue", queue.Queue)))), "s", "Since the oldest of them was said, where that is known.");
        meter.CreateObservableGauge("jobdating.job.lag", () => watch.Seen.SelectMany(seen => seen.Jobs.Select(job => new Measurement<double>(job.Late.TotalSeconds, Tag(seen), new("job", job.Name)))), "s", "How late a sweep is.");

        IEnumerable<Condition> Answering() => watch.Seen.Where(seen => seen.DatabaseTrouble is null);

        void Each<T>(string name, string unit, string description, Func<Condition, T> read) where T : struct =>
            meter.CreateObservableGauge(name, () => Answering().Select(seen => Of(seen, read(seen))), unit, description);
    }

    private static Measurement<T> Of<T>(Condition seen, T value) where T : struct => new(value, Tag(seen));

    private static KeyValuePair<string, object?> Tag(Condition seen) => new("service", seen.Service);

    private static double Age(Watch watch, Instant? since) => since is { } known && watch.Now > known ? (watch.Now - known).TotalSeconds : 0;
}
