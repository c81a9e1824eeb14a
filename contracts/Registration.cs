using NodaTime;

namespace JobDating.Contracts.Registration;

// Facts that Registration owns. Each carries the whole fact and its version, from 1; a consumer writes only what is newer than what it
// has. A message holds the facts of one transaction that belong together: one from a screen, up to 500 from an import.

/// <summary>An edition was created or changed.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record EditionSaved
{
    public required Guid EditionId { get; init; }
    public required int Version { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>IANA name; every local date and time of the edition is in this zone.</summary>
    public required string TimeZone { get; init; }
}

/// <summary>Sites were created or changed (moved to another date, other hours, postponed, cancelled).</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record SitesSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Site> Sites { get; init; }

    public sealed record Site
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required LocalDate Date { get; init; }

        /// <summary><c>postponed</c> (the date is the new one) or <c>cancelled</c> (it does not take place); null: as planned.</summary>
        public string? Status { get; init; }

        /// <summary>Opening hours, local; null: not yet known. Closing at or before opening is on the next day.</summary>
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }

        /// <summary>How long an interview is; null: not yet known.</summary>
        public int? InterviewMinutes { get; init; }
        public string? Commune { get; init; }

        /// <summary>The site it was cloned from, when it was made: whoever keeps settings of its own for that one takes them over.</summary>
        public Guid? LikeSiteId { get; init; }
    }
}

/// <summary>Establishments were created or changed. They belong to the installation, not to an edition.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record EstablishmentsSaved
{
    public required IReadOnlyList<Establishment> Establishments { get; init; }

    public sealed record Establishment
    {
        public required string Siret { get; init; }
        public required int Version { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public LocalDate? CharterSignedOn { get; init; }
    }
}

/// <summary>Establishments are expected, present or absent at sites, with so many tables.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record AttendancesRecorded
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Attendance> Attendances { get; init; }

    public sealed record Attendance
    {
        public required Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public required int Version { get; init; }
        public required int Tables { get; init; }

        /// <summary><c>expected</c>, <c>present</c> or <c>absent</c>.</summary>
        public required string Status { get; init; }
    }
}

/// <summary>Structures that send candidates were created or changed.</summary>
[HeardBy("outcomes")]
public sealed record StructuresSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Structure> Structures { get; init; }

    public sealed record Structure
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }
    }
}

/// <summary>Candidates were registered for an edition or their details changed.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record CandidatesSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public sealed record Candidate
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Email { get; init; }

        /// <summary>May be asked after the event; null: never asked for an answer.</summary>
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }

        /// <summary><c>fr</c> or <c>en</c>: in which they are written to. Null: nobody asked, so French.</summary>
        public string? Language { get; init; }

        /// <summary>As Registration holds it: +33612345678, or as it was typed where it is no number; null: none known.</summary>
        public string? Phone { get; init; }

        /// <summary>What figures by age need; null: the birth date is not known.</summary>
        public int? BirthYear { get; init; }

        /// <summary>Which structure sent them (<see cref="StructuresSaved"/>); null: none.</summary>
        public Guid? StructureId { get; init; }
    }
}

/// <summary>Candidates registered at sites, cancelled, or were checked in there.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record RegistrationsRecorded
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Registration> Registrations { get; init; }

    public sealed record Registration
    {
        public required Guid CandidateId { get; init; }
        public required Guid SiteId { get; init; }
        public required int Version { get; init; }
        public required Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }

        /// <summary>When the candidate was checked in; null: not (yet) received.</summary>
        public Instant? ReceivedAt { get; init; }

        /// <summary>The local time from which the candidate will be there; null: from the beginning.</summary>
        public LocalTime? PresentFrom { get; init; }

        /// <summary>The local time until which; null: to the end.</summary>
        public LocalTime? PresentUntil { get; init; }
    }
}

/// <summary>Workshops were planned or changed.</summary>
[HeardBy("outcomes")]
public sealed record WorkshopsSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Workshop> Workshops { get; init; }

    public sealed record Workshop
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }

        /// <summary><c>candidates</c> (preparation) or <c>employers</c> (RH).</summary>
        public required string Audience { get; init; }
        public required Instant StartsAt { get; init; }

        /// <summary>When it was called off; null: it stands.</summary>
        public Instant? CancelledAt { get; init; }
    }
}

/// <summary>People were noted as attending a workshop, or not.</summary>
[HeardBy("outcomes")]
public sealed record WorkshopAttendancesRecorded
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Attendance> Attendances { get; init; }

    public sealed record Attendance
    {
        public required Guid WorkshopId { get; init; }

        /// <summary>A candidate's code, or whatever an employer's participant was noted as. The key, with the workshop.</summary>
        public required string Participant { get; init; }

        /// <summary>Null for an employer's participant.</summary>
        public Guid? CandidateId { get; init; }
        public required int Version { get; init; }
        public string? Structure { get; init; }
        public required bool Attended { get; init; }
    }
}

/// <summary>Press articles were noted.</summary>
[HeardBy("outcomes")]
public sealed record PressArticlesSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Article> Articles { get; init; }

    public sealed record Article
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
    }
}

/// <summary>Candidates visited the mobility adviser's stand.</summary>
[HeardBy("outcomes")]
public sealed record MobilityVisitsRecorded
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Visit> Visits { get; init; }

    public sealed record Visit
    {
        public required Guid Id { get; init; }
        public required Guid SiteId { get; init; }
        public required Guid CandidateId { get; init; }
        public required Instant VisitedAt { get; init; }
        public required int Version { get; init; }

        /// <summary><c>diagnosis</c>, <c>accompanied</c>, <c>information</c>, or null.</summary>
        public string? Outcome { get; init; }
    }
}

/// <summary>Rows of an import that Scheduling owns, already checked, with the ids that their codes mean; at most 500.</summary>
[HeardBy("scheduling")]
public sealed record InterviewsHandedOver
{
    public required Guid ImportId { get; init; }
    public required Guid EditionId { get; init; }
    public required string FileName { get; init; }
    public required int FirstLine { get; init; }

    /// <summary>The optional columns that the file has: the others keep their value.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<Row> Rows { get; init; }

    public sealed record Row
    {
        public required int Line { get; init; }
        public required string Code { get; init; }
        public required Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public required int Table { get; init; }
        public required Guid CandidateId { get; init; }
        public required Instant StartsAt { get; init; }
        public required int Minutes { get; init; }
        public required string Status { get; init; }
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
    }
}

/// <summary>Follow-up answers of an import, which Outcomes owns; at most 500.</summary>
[HeardBy("outcomes")]
public sealed record FollowUpAnswersHandedOver
{
    public required Guid ImportId { get; init; }
    public required Guid EditionId { get; init; }
    public required string FileName { get; init; }
    public required int FirstLine { get; init; }

    /// <summary>The optional columns that the file has: the others keep their value.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<Row> Rows { get; init; }

    public sealed record Row
    {
        public required int Line { get; init; }
        public required Guid CandidateId { get; init; }
        public required Instant AnsweredAt { get; init; }
        public required string Source { get; init; }

        /// <summary>Empty when no establishment was named.</summary>
        public required string Siret { get; init; }
        public required string Situation { get; init; }
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
    }
}
