using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Platform;

public enum Grade
{
    Fine,
    /// <summary>The service works, and somebody should look.</summary>
    Degraded,
    /// <summary>The service cannot work.</summary>
    Broken,
}

/// <summary>Something that is wrong, said to whoever runs the installation, and what to do about it.</summary>
/// <param name="About">One of <see cref="Concerns.Dependencies"/>.</param>
public sealed record Concern(string About, Grade Grade, string Sentence, string ToDo);

/// <summary>What of a service's condition is worth somebody's attention: pure.</summary>
public static class Concerns
{
    public static readonly Duration MessagesLate = Duration.FromMinutes(5);
    public static readonly Duration MailsLate = Duration.FromMinutes(15);
    public static readonly Duration JobsLate = Duration.FromMinutes(10);
    public static readonly Duration NoBeat = Duration.FromMinutes(3);

    /// <summary>What a service stands on.</summary>
    public static IReadOnlyList<string> Dependencies { get; } = ["database", "broker", "messages", "facts", "jobs", "mail", "disk", "clock", "guesses"];

    private static Words Words => OperationsTexts.Words;

    /// <param name="now">By the house's clock.</param>
    /// <param name="real">By the real one.</param>
    /// <param name="since">When the process began, by the real clock: what has only just begun is not late yet.</param>
    public static IReadOnlyList<Concern> Of(Condition seen, Settings settings, Instant now, Instant real, Instant since)
    {
        var found = new List<Concern>();
        if (seen.DatabaseTrouble is { } words)
            Say("database", Grade.Broken, "Database.Away", words);
        if (seen.WriteTrouble is { } trouble)
            Say("database", Grade.Degraded, $"Write.{trouble.Kind}", trouble.Words);
        if (seen.BrokerAnswers == false)
            Say("broker", Grade.Degraded, "Broker.Away", seen.Waiting);
        else if (seen.BrokerNodesAway.Count > 0)
            Say("broker", Grade.Degraded, "Broker.NodesAway", string.Join(", ", seen.BrokerNodesAway));
        if (seen.InError > 0)
            Say("messages", Grade.Degraded, "Messages.InError", seen.InError);
        if (seen.OldestWaiting is { } oldest && now - oldest > MessagesLate)
            Say("messages", Grade.Degraded, "Messages.Late", seen.Waiting, OperationsTexts.Length(now - oldest));
        if (seen.FactsAsOf is { } asOf && now - asOf > MessagesLate)
            Say("facts", Grade.Degraded, "Facts.Old", OperationsTexts.Length(now - asOf));
        if (seen.MailsLateSince is { } late && now - late > MailsLate)
            Say("mail", Grade.Degraded, seen.MailTrouble is null ? "Mail.Late" : "Mail.Refused", seen.MailsWaiting, OperationsTexts.Length(now - late), seen.MailTrouble);
        if (real - Later(seen.JobsBeat, since) > NoBeat)
            Say("jobs", Grade.Degraded, "Jobs.NoServer");
        if (seen.Jobs.Where(job => job.Late > JobsLate).MaxBy(job => job.Late) is { } slowest)
            Say("jobs", Grade.Degraded, "Jobs.Late", slowest.Name, OperationsTexts.Length(slowest.Late));
        foreach (var failed in seen.Jobs.Where(job => job.State == "Failed"))
            Say("jobs", Grade.Degraded, "Jobs.Failed", failed.Name);
        if (seen.DiskFree < settings.LeastDisk * 1_000_000L)
            Say("disk", Grade.Degraded, "Disk.Low", OperationsTexts.Megabytes(seen.DiskFree), OperationsTexts.Megabytes(settings.LeastDisk * 1_000_000L));
        if (seen.ClockJump is { } jump)
            Say("clock", Grade.Degraded, jump.By > Duration.Zero ? "Clock.Forward" : "Clock.Back", AdministrationTexts.Moment(jump.At), OperationsTexts.Length(jump.By));
        if (seen.Guesses is { AreMany: true } guesses)
            Say("guesses", Grade.Degraded, "Guesses.Many", guesses.Wrong, guesses.Refused, guesses.Addresses, guesses.MostFrom);
        return found;

        void Say(string about, Grade grade, string key, params object?[] arguments) =>
            found.Add(new Concern(about, grade, Words[key, arguments], Words[$"{key}.Do", arguments]));
    }

    public static Grade Worst(IEnumerable<Concern> concerns) => concerns.Select(concern => concern.Grade).DefaultIfEmpty(Grade.Fine).Max();

    private static Instant Later(Instant? one, Instant other) => one is { } known && known > other ? known : other;
}
