using NodaTime;

namespace JobDating.Contracts.Registration;

// Facts about people that came with the pages of candidates and prescribers; the older ones are in Registration.cs.

/// <summary>Candidates chose offers, changed their choice or dropped it. Each list is whole: an empty one takes every wish back.</summary>
[HeardBy("scheduling")]
public sealed record WishesChanged
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<WishList> Lists { get; init; }

    public sealed record WishList
    {
        public required Guid CandidateId { get; init; }
        public required int Version { get; init; }
        public required IReadOnlyList<Wish> Wishes { get; init; }
    }

    public sealed record Wish
    {
        /// <summary>From 1, the most wanted.</summary>
        public required int Rank { get; init; }
        public required Guid OfferId { get; init; }

        /// <summary>The establishment that offers it: it may see who chose it.</summary>
        public required string Siret { get; init; }
    }
}

/// <summary>
/// Candidates' data were erased: names, addresses and wishes go, everywhere and for good. What they did stays and counts, so this carries
/// what the figures need of a person; no message of theirs, older or newer, fills the row again.
/// </summary>
[HeardBy("scheduling", "outcomes")]
public sealed record CandidatesErased
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public sealed record Candidate
    {
        public required Guid Id { get; init; }

        /// <summary>The candidate's own version, one more than that of the last <see cref="CandidatesSaved"/>.</summary>
        public required int Version { get; init; }
        public required string Code { get; init; }
        public required Instant ErasedAt { get; init; }

        /// <summary>Whom the entry became, when it was erased by being merged (see <see cref="CandidatesMerged"/>): what is still to be asked is asked of that one.</summary>
        public Guid? KeptId { get; init; }

        /// <summary>As they were: whoever agreed to be asked still counts among the asked, but is asked no more.</summary>
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }

        /// <summary>As they were, for the figures: the year in which they were born, and which structure sent them.</summary>
        public int? BirthYear { get; init; }
        public Guid? StructureId { get; init; }
    }
}

/// <summary>Somebody asks for all that is held about a person: each service answers with its part (<see cref="Flow.PersonalDataGiven"/>).</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record PersonalDataAsked
{
    public required Guid RequestId { get; init; }

    /// <summary>The person's entry, and those that were merged into it.</summary>
    public required IReadOnlyList<Guid> CandidateIds { get; init; }

    /// <summary><c>fr</c> or <c>en</c>: what the files are written in.</summary>
    public required string Language { get; init; }

    /// <summary>IANA name: the zone of the times in them.</summary>
    public required string TimeZone { get; init; }
}
