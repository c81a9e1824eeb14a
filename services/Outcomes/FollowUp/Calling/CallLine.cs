using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>Somebody whom an open round has asked, who has not answered, and whom mails do not reach (any more).</summary>
public sealed record CallLine
{
    private string? _nameKey;

    public Guid Id { get; init; }
    public required string Code { get; init; }
    public required string LastName { get; init; }
    public required string FirstName { get; init; }
    public string? Phone { get; init; }
    public Instant? PhoneWrongAt { get; init; }
    public string? Email { get; init; }
    public string? CallingBy { get; init; }
    public string? CallingName { get; init; }
    public Instant? CallingSince { get; init; }
    public Instant? CallingUntil { get; init; }

    /// <summary>When the youngest round that is open has asked: attempts of before it count no more.</summary>
    public Instant AskedAt { get; init; }

    /// <summary>All that mails can do was done; 0 where they came back.</summary>
    public int IsOver { get; init; }

    /// <summary>By time.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>A call that brought no answer. <c>Outcome</c> is null where it came with an import.</summary>
    public sealed record Attempt
    {
        public Guid CandidateId { get; init; }
        public Instant AnsweredAt { get; init; }
        public string? Outcome { get; init; }
        public Instant? CallBackAt { get; init; }
    }

    internal string Name => $"{FirstName} {LastName}".Trim();

    internal string NameKey => _nameKey ??= FoldedWords.Key(LastName, FirstName);

    internal bool HasNumber => Phone is not null && PhoneWrongAt is null;

    /// <summary>They have an address, and our mails to it have arrived.</summary>
    internal bool CanBeWritten => MailAddress.CanReach(Email) && IsOver == 1;

    internal Attempt? Last => Attempts.Count > 0 ? Attempts[^1] : null;

    internal Instant? LastAt => Last?.AnsweredAt;

    /// <summary>The time agreed in the last call; a later attempt has used it up.</summary>
    internal Instant? CallBackAt => Last?.CallBackAt;

    /// <summary>Somebody is on the telephone with them.</summary>
    internal bool IsBusy(Instant now) => CallingUntil > now;
}
