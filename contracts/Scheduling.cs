using NodaTime;

namespace JobDating.Contracts.Scheduling;

/// <summary>Interviews were booked, held, missed or cancelled, or their result became known.</summary>
[HeardBy("registration", "outcomes")]
public sealed record InterviewsRecorded
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Interview> Interviews { get; init; }

    /// <summary>They are said again as they are, for a copy that is made anew: nobody is to be told of them.</summary>
    public bool IsAgain { get; init; }

    public sealed record Interview
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public required Guid CandidateId { get; init; }
        public required Instant StartsAt { get; init; }

        /// <summary>How long it is; null: said before this was part of the message.</summary>
        public int? Minutes { get; init; }

        /// <summary>The table's number at the site; null: said before this was part of the message.</summary>
        public int? Table { get; init; }

        /// <summary>Who did it: <c>employer</c>, <c>candidate</c>, <c>coordinator</c>, <c>hall</c>, <c>plan</c>; null: an import, or a message from before this was said.</summary>
        public string? By { get; init; }

        /// <summary><c>booked</c> → <c>held</c>, <c>no_show</c> or <c>cancelled</c>.</summary>
        public required string Status { get; init; }

        /// <summary>Of a held interview: <c>conclusive</c>, <c>not_conclusive</c>, <c>undecided</c>; null: not yet noted.</summary>
        public string? Result { get; init; }

        /// <summary>The day of the second interview that was agreed; null: none, or not noted.</summary>
        public LocalDate? SecondInterviewOn { get; init; }
    }
}

/// <summary>
/// Somebody who waits for an interview was offered a time, or what was offered is theirs no more: they took it or declined it, or somebody else took it. That it expires is not
/// said again: its end is part of it.
/// </summary>
[HeardBy("registration")]
public sealed record TimesOffered
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Wait> Waits { get; init; }

    public sealed record Wait
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public required Guid CandidateId { get; init; }

        /// <summary>Who waits, and is to be told: <c>employer</c> or <c>candidate</c>.</summary>
        public required string By { get; init; }

        /// <summary>Null: nothing, or nothing any more.</summary>
        public Time? Offered { get; init; }
    }

    public sealed record Time
    {
        public required Instant StartsAt { get; init; }

        /// <summary>The table's number at the site.</summary>
        public required int Table { get; init; }

        /// <summary>The last moment to accept.</summary>
        public required Instant ExpiresAt { get; init; }
    }
}

/// <summary>The hall found on the day that establishments are there, or are not. Registration, whose attendances they are, records it.</summary>
[HeardBy("registration")]
public sealed record AttendancesFound
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Attendance> Attendances { get; init; }

    public sealed record Attendance
    {
        public required Guid SiteId { get; init; }
        public required string Siret { get; init; }

        /// <summary>Of the finding: how often the hall found something else.</summary>
        public required int Version { get; init; }

        /// <summary><c>present</c> or <c>absent</c>.</summary>
        public required string Status { get; init; }
    }
}

/// <summary>
/// After a site's day, establishments have interviews there that nobody noted, or whose result is missing, and are to be asked. Who is reached there is Registration's to know; the list
/// itself is Scheduling's page.
/// </summary>
[HeardBy("registration")]
public sealed record ResultsMissing
{
    public required Guid EditionId { get; init; }
    public required Guid SiteId { get; init; }

    /// <summary>The day in the edition's zone: an establishment is asked once a day, however many sites ask, and not on a later one.</summary>
    public required LocalDate AskedOn { get; init; }

    /// <summary>From then on what nobody said is "no answer".</summary>
    public required Instant AnswerBy { get; init; }
    public required IReadOnlyList<string> Sirets { get; init; }
}
