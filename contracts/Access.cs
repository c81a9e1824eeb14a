namespace JobDating.Contracts.Registration;

/// <summary>
/// The rights of somebody who may be signed in have changed or ended: an account's roles or password, a personal link or a program's token taken
/// back. Every session or token that was given out with an earlier revision ends at once, in every service.
/// </summary>
[HeardBy("scheduling", "outcomes")]
public sealed record AccessChanged
{
    /// <summary>The account, personal link, token, or a single session that was signed out of.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Counts the changes, from 1; sessions carry the one they were made with.</summary>
    public required int Revision { get; init; }
}
