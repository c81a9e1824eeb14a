using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// How one service is, as its process saw it at one moment: what waits, how long already, and what it stands on. Where the database did not answer, <see cref="DatabaseTrouble"/> says
/// why and what lies in it is not known.
/// </summary>
public sealed record Condition
{
    public required string Service { get; init; }

    /// <summary>When it was looked at, by the house's clock.</summary>
    public required Instant At { get; init; }

    /// <summary>Why the database cannot be read; null: it answers.</summary>
    public string? DatabaseTrouble { get; init; }

    /// <summary>Why it could not be written lately; null: it could.</summary>
    public WriteTrouble? WriteTrouble { get; init; }

    /// <summary>Messages of this service that have not reached everybody who hears them: once for each, over a broker once.</summary>
    public int Waiting { get; init; }

    /// <summary>When the oldest of them was said.</summary>
    public Instant? OldestWaiting { get; init; }

    /// <summary>Put aside: of its outbox, and in the broker's error queues of its consumers.</summary>
    public long InError { get; init; }

    /// <summary>What waits to be taken in here, by queue; over a broker only while it answers.</summary>
    public IReadOnlyList<QueueLength> Queues { get; init; } = [];

    /// <summary>Null: there is no broker, messages go from table to consumer.</summary>
    public bool? BrokerAnswers { get; init; }

    /// <summary>Of its nodes, those that do not answer, as host and port.</summary>
    public IReadOnlyList<string> BrokerNodesAway { get; init; } = [];

    /// <summary>
    /// What the others said until then is taken in here: their facts' copies, and what is counted from them, are of that time. Null: nothing waits, they are of now; or, over
    /// a broker, nothing was taken in since the start.
    /// </summary>
    public Instant? FactsAsOf { get; init; }

    public int MailsWaiting { get; init; }

    /// <summary>Since when the one that is longest overdue should have left. Newsletters, one of very many, may take their time and do not count.</summary>
    public Instant? MailsLateSince { get; init; }

    /// <summary>What the other side said to one that is late.</summary>
    public string? MailTrouble { get; init; }

    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>When a jobs server last showed that it runs, by the real clock; null: none did.</summary>
    public Instant? JobsBeat { get; init; }

    /// <summary>Bytes that are free where the data folder lies.</summary>
    public long DiskFree { get; init; }

    public ClockJump? ClockJump { get; init; }

    /// <summary>Wrong passwords, links and tokens that came lately to this process, whichever of its services they were meant for.</summary>
    public Guesses.Seen? Guesses { get; init; }
}

/// <param name="Queue">As <see cref="Messages.Queue"/> calls it.</param>
/// <param name="Oldest">When the oldest was said; null: not known, a broker does not tell.</param>
public sealed record QueueLength(string Queue, long Waiting, long InError, Instant? Oldest);

/// <summary>One sweep. Times are the real clock's, by which Hangfire calls, also where a demonstration's clock is moved.</summary>
/// <param name="Late">For how long it should have begun already.</param>
/// <param name="State">How its last run ended, in Hangfire's word; null: it has not run yet.</param>
public sealed record JobRun(string Name, string Cron, Instant? Last, Instant? Next, Duration Late, string? State);

/// <param name="Kind">full, locked, broken.</param>
public sealed record WriteTrouble(string Kind, string Words, Instant At);

/// <summary>The clock was set: it went by so much more (or less) than time did.</summary>
public sealed record ClockJump(Instant At, Duration By);
