using NodaTime;

namespace JobDating.Contracts.Outcomes;

/// <summary>
/// It became known, or is no longer held, that candidates found work or a training after the event, or they answered again. What the figures count, as of now: whoever is still to settle
/// has no result.
/// </summary>
[HeardBy("registration")]
public sealed record ResultsKnown
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Person> People { get; init; }

    public sealed record Person
    {
        public required Guid CandidateId { get; init; }

        /// <summary>Grows with every recount of the person.</summary>
        public required int Version { get; init; }

        /// <summary><c>hired</c>, <c>training</c>; null: nothing is known, or no longer.</summary>
        public string? Result { get; init; }

        /// <summary>The day on which it became known, in the edition's zone.</summary>
        public LocalDate? KnownOn { get; init; }

        /// <summary>When they themselves last said what became of them, or that they do not want to be asked any more: the last contact. Never goes back; null: not (yet).</summary>
        public Instant? LastAnswerAt { get; init; }
    }
}

/// <summary>
/// Establishments are to be asked whom of those they found conclusive they have hired. Who is reached there is Registration's to know; the list itself is Outcomes' page.
/// </summary>
[HeardBy("registration")]
public sealed record HiresAsked
{
    public required Guid EditionId { get; init; }

    /// <summary>The day in the edition's zone: an establishment is asked once a day, however many sites ask.</summary>
    public required LocalDate AskedOn { get; init; }

    /// <summary>Nobody is asked later.</summary>
    public required Instant AnswerBy { get; init; }
    public required IReadOnlyList<string> Sirets { get; init; }

    /// <summary>They were asked a week ago and have said nothing since.</summary>
    public bool IsReminder { get; init; }
}
