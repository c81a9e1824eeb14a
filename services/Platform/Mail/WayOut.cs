namespace JobDating.Platform;

/// <summary>How a mail leaves the house: SMTP, a folder, an SMS provider. One is opened for a run and used for all mails of it.</summary>
public interface IWayOut : IAsyncDisposable
{
    /// <summary>False when nothing can be sent now (the server is away): nothing is claimed then, and nobody's attempts are counted.</summary>
    Task<bool> ReadyAsync(CancellationToken ct);

    /// <summary>Why <see cref="ReadyAsync"/> said no, to stand beside the mails that wait for it; null: each has its own words.</summary>
    string? Trouble { get; }

    Task<Sending> SendAsync(MailRows.Due mail, CancellationToken ct);
}

/// <summary>What the other side said to one mail; <c>Words</c> are its own.</summary>
public readonly record struct Sending(Fate Fate, string? Words)
{
    public static readonly Sending Sent = new(Fate.Sent, null);

    public static Sending Refused(string words) => new(Fate.Refused, words);

    public static Sending Later(string words) => new(Fate.Later, words);
}

public enum Fate
{
    Sent,
    /// <summary>For good: asking again would get the same answer.</summary>
    Refused,
    /// <summary>Not now: to be tried again after a pause.</summary>
    Later,
}
