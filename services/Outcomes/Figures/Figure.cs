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

    CandidatesConclusive = 19,
    SecondInterviews = 20,

    // The hired, by contract, by whom, and six months on. Who is in none of a set is not known.
    HiresDurable = 21,
    HiresTransition = 22,
    HiresMet = 23,
    HiresElsewhere = 24,
    SixMonthsOver = 25,
    StillEmployed = 26,
    NoLongerEmployed = 27,

    // The received, by what is known of them; the rest is not known.
    Known = 28,
    Refused = 29,

    // Of an employer or a job family only: people with an appointment there.
    Expected = 30,
}
