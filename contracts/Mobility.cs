namespace JobDating.Contracts.Registration;

/// <summary>Visits to the mobility adviser's stand were noted by mistake and are gone. An id never comes back: what is said of it later is a straggler.</summary>
[HeardBy("outcomes")]
public sealed record MobilityVisitsRemoved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Visit> Visits { get; init; }

    public sealed record Visit
    {
        public required Guid Id { get; init; }

        /// <summary>One more than the visit's last.</summary>
        public required int Version { get; init; }

        /// <summary>Whose figures change.</summary>
        public required Guid CandidateId { get; init; }
    }
}
