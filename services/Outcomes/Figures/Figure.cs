namespace JobDating.Outcomes.Figures;

/// <summary>Everything that is counted. Definitions: DOMAIN's figures, IMPORT's rules; the texts for readers are <c>Figure.*</c>.</summary>
internal enum Figure
{
    Registered = 1,
    Received = 2,
    Prepared = 3,
    InterviewsHeld = 4,
    CandidatesInterviewed = 5,
    Conclusive = 6,
    Undecided = 7,
    Hires = 8,
    TrainingEntries = 9,
    ToSettle = 10,
    Asked = 11,
    Answered = 12,
    MobilityVisits = 13,
    EstablishmentsPresent = 14,
    CompaniesPresent = 15,

    // The edition's received, split into prepared and not; for the edition as a whole only.
    ReceivedInterviewed = 16,
    PreparedInterviewed = 17,
    PreparedHires = 18,
}

/// <summary>On this day this figure changes by this much; an empty site is the edition as a whole.</summary>
internal readonly record struct Step(Guid SiteId, Figure Figure, NodaTime.LocalDate Day, int Amount);
