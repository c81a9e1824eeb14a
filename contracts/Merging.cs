namespace JobDating.Contracts.Registration;

/// <summary>
/// Two entries of one edition were found to be one person: from now on there is only <see cref="KeptId"/>. What Registration owns of the other it says again under
/// the kept id, in messages of the same transaction; what another service owns moves there by this message. Whatever still comes about
/// <see cref="GoneId"/>, however late, is about the kept one. Never taken back; the kept one may later be gone itself.
/// </summary>
[HeardBy("scheduling", "outcomes")]
public sealed record CandidatesMerged
{
    public required Guid EditionId { get; init; }
    public required Guid KeptId { get; init; }
    public required Guid GoneId { get; init; }

    /// <summary>The candidates' versions after the merge, as in <see cref="CandidatesSaved"/>; the gone one's row is empty from this version on.</summary>
    public required int KeptVersion { get; init; }
    public required int GoneVersion { get; init; }
}
