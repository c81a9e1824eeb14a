using Hangfire;
using Hangfire.Storage;
using NodaTime;

namespace JobDating.Platform;

/// <summary>How late each sweep is, and whether anybody runs them, as the jobs' storage knows it.</summary>
internal static class LookAtJobs
{
    public sealed record Seen(IReadOnlyList<(string Id, JobRun Run)> Jobs, Instant? Beat);

    /// <summary>Asks the storage job by job: not for a page that somebody waits for.</summary>
    public static Seen Run(JobStorage storage, IReadOnlyList<Job> jobs, Instant real)
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(job => job.Id);
        var beat = storage.GetMonitoringApi().Servers().Select(server => Time(server.Heartbeat)).Max();
        return new Seen([.. jobs.Where(job => known.ContainsKey(job.Id)).Select(job => (job.Id, Read(job, known[job.Id], real)))], beat);
    }

    private static JobRun Read(Job job, RecurringJobDto known, Instant real)
    {
        var (last, next) = (Time(known.LastExecution), Time(known.NextExecution));
        // Due, and nobody has called it yet; or called, and no worker has taken it.
        var due = next < real ? next : known.LastJobState == "Enqueued" ? last : null;
        return new JobRun(job.Name, job.Cron, last, next, due is { } since && real > since ? real - since : Duration.Zero, known.LastJobState);
    }

    private static Instant? Time(DateTime? moment) => moment is { } known ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
