namespace JobDating.Outcomes.Bilan;

/// <summary>An edition's counts and what stands beside them.</summary>
public sealed record BilanReport(string Code, string Name, string TimeZone, BilanCounts Counts, BilanDetails Details);

/// <summary>
/// A figure as readers meet it: name, definition and, for a rate, its two counts. Page, CSV and <c>/outcomes/api/figures</c> all take it from here;
/// the keys are those of the JSON, the texts are <c>Figure.key</c> and <c>Figure.key.Definition</c>.
/// </summary>
public sealed record BilanFigure
{
    public required string Key { get; init; }

    /// <summary>Counted for the edition and for each site. Null when not known.</summary>
    public Func<Counts, int?>? Count { get; init; }

    /// <summary>Counted for the edition as a whole only.</summary>
    public Func<BilanReport, int?>? EditionCount { get; init; }

    /// <summary>A rate's two counts; null for what is itself a count.</summary>
    public BilanFigure? Numerator { get; init; }
    public BilanFigure? Denominator { get; init; }

    public bool IsRate => Numerator is not null;
    public bool OfSites => EditionCount is null;
    public string Name => OutcomesTexts.Words[$"Figure.{Key}"];
    public string Definition => OutcomesTexts.Words[$"Figure.{Key}.Definition"];

    /// <summary>As shown in a table.</summary>
    public string Text(Counts counts) => IsRate
        ? ReaderFormat.Percent(Numerator!.Count!(counts), Denominator!.Count!(counts))
        : ReaderFormat.Count(Count!(counts));

    /// <summary>A rate in words: "605 concluants sur 1 376 entretiens tenus", or why there is none.</summary>
    public string Says(Counts counts) => Numerator!.Count!(counts) is { } part && Denominator!.Count!(counts) is > 0 and { } whole
        ? OutcomesTexts.Words[$"Figure.{Key}.{(ReaderFormat.Singular(part) ? "SaysOne" : "Says")}", part, whole]
        : OutcomesTexts.Words[$"Figure.{Key}.None"];
}

/// <summary>Every figure, in the order of the tables.</summary>
internal static class BilanFigures
{
    public static readonly BilanFigure Registered = Of("registered", counts => counts.Registered);
    public static readonly BilanFigure Received = Of("received", counts => counts.Received);
    public static readonly BilanFigure Prepared = Of("prepared", counts => counts.Prepared);
    public static readonly BilanFigure PreparedRate = Of("preparedRate", Prepared, Received);
    public static readonly BilanFigure EstablishmentsPresent = Of("establishmentsPresent", counts => counts.EstablishmentsPresent);
    public static readonly BilanFigure CompaniesPresent = Of("companiesPresent", counts => counts.CompaniesPresent);
    public static readonly BilanFigure InterviewsHeld = Of("interviewsHeld", counts => counts.InterviewsHeld);
    public static readonly BilanFigure CandidatesInterviewed = Of("candidatesInterviewed", counts => counts.CandidatesInterviewed);
    public static readonly BilanFigure Conclusive = Of("conclusive", counts => counts.Conclusive);
    public static readonly BilanFigure Undecided = Of("undecided", counts => counts.Undecided);
    public static readonly BilanFigure ConclusiveRate = Of("conclusiveRate", Conclusive, InterviewsHeld);
    public static readonly BilanFigure Hires = Of("hires", counts => Followed(counts) ? counts.Hires : null);
    public static readonly BilanFigure HireRate = Of("hireRate", Hires, Received);
    public static readonly BilanFigure TrainingEntries = Of("trainingEntries", counts => Followed(counts) ? counts.TrainingEntries : null);
    public static readonly BilanFigure ToSettle = Of("toSettle", counts => Followed(counts) ? counts.ToSettle : null);
    public static readonly BilanFigure Asked = Of("asked", counts => counts.Asked);
    public static readonly BilanFigure Answered = Of("answered", counts => counts.Answered);
    public static readonly BilanFigure ResponseRate = Of("responseRate", Answered, Asked);
    public static readonly BilanFigure Expected = Of("expected", counts => counts.Deep.Expected);
    public static readonly BilanFigure CandidatesConclusive = Of("candidatesConclusive", counts => counts.Deep.CandidatesConclusive);
    public static readonly BilanFigure SecondInterviews = Of("secondInterviews", counts => counts.Deep.SecondInterviews);
    public static readonly BilanFigure HiredOrTraining = Of("hiredOrTraining", counts => Followed(counts) ? counts.Hires + counts.TrainingEntries : null);
    public static readonly BilanFigure HiresDurable = Of("hiresDurable", counts => Followed(counts) ? counts.Deep.HiresDurable : null);
    public static readonly BilanFigure HiresTransition = Of("hiresTransition", counts => Followed(counts) ? counts.Deep.HiresTransition : null);
    public static readonly BilanFigure HiresContractNotKnown = Of("hiresContractNotKnown", counts => Followed(counts) ? counts.Hires - counts.Deep.HiresDurable - counts.Deep.HiresTransition : null);
    public static readonly BilanFigure HiresMet = Of("hiresMet", counts => Followed(counts) ? counts.Deep.HiresMet : null);
    public static readonly BilanFigure HiresElsewhere = Of("hiresElsewhere", counts => Followed(counts) ? counts.Deep.HiresElsewhere : null);
    public static readonly BilanFigure HiresEmployerNotKnown = Of("hiresEmployerNotKnown", counts => Followed(counts) ? counts.Hires - counts.Deep.HiresMet - counts.Deep.HiresElsewhere : null);
    public static readonly BilanFigure SixMonthsOver = Of("sixMonthsOver", counts => Followed(counts) ? counts.Deep.SixMonthsOver : null);
    public static readonly BilanFigure StillEmployed = Of("stillEmployed", counts => Followed(counts) ? counts.Deep.StillEmployed : null);
    public static readonly BilanFigure NoLongerEmployed = Of("noLongerEmployed", counts => Followed(counts) ? counts.Deep.NoLongerEmployed : null);
    public static readonly BilanFigure Known = Of("known", counts => counts.Deep.Known);
    public static readonly BilanFigure Refused = Of("refused", counts => counts.Deep.Refused);
    public static readonly BilanFigure NotKnown = Of("notKnown", counts => counts.Received - counts.Deep.Known - counts.Deep.Refused);
    public static readonly BilanFigure MobilityVisits = Of("mobilityVisits", counts => counts.MobilityVisits);
    public static readonly BilanFigure MobilityPeople = Whole("mobilityPeople", report => report.Details.Mobility.People);
    public static readonly BilanFigure MobilityAccompanied = Whole("mobilityAccompanied", report => report.Details.Mobility.AccompaniedPeople);
    public static readonly BilanFigure MobilityDiagnosis = Whole("mobilityDiagnosis", report => report.Details.Mobility.DiagnosisPeople);
    public static readonly BilanFigure MobilityInformation = Whole("mobilityInformation", report => report.Details.Mobility.InformationPeople);
    public static readonly BilanFigure PressArticles = Whole("pressArticles", report => report.Counts.Total.PressArticles);
    public static readonly BilanFigure EmployerWorkshops = Whole("employerWorkshops", report => report.Details.Workshops.Held);
    public static readonly BilanFigure EmployerWorkshopParticipants = Whole("employerWorkshopParticipants", report => report.Details.Workshops.Participants);
    public static readonly BilanFigure EmployerWorkshopStructures = Whole("employerWorkshopStructures", report => report.Details.Workshops.Structures);
    public static readonly BilanFigure CharterSignatories = Whole("charterSignatories", report => report.Details.CharterSignatories);

    public static readonly IReadOnlyList<BilanFigure> All =
    [
        Registered, Received, Prepared, PreparedRate, EstablishmentsPresent, CompaniesPresent, InterviewsHeld, CandidatesInterviewed, Conclusive, Undecided,
        ConclusiveRate, Hires, HireRate, TrainingEntries, ToSettle, Asked, Answered, ResponseRate, MobilityVisits, MobilityPeople, MobilityAccompanied,
        MobilityDiagnosis, MobilityInformation, PressArticles, EmployerWorkshops, EmployerWorkshopParticipants, EmployerWorkshopStructures, CharterSignatories,
    ];

    /// <summary>The figures of the pages of conversion that no bilan table shows.</summary>
    public static readonly IReadOnlyList<BilanFigure> Deep =
    [
        Expected, CandidatesConclusive, SecondInterviews, HiredOrTraining, HiresDurable, HiresTransition, HiresContractNotKnown, HiresMet, HiresElsewhere,
        HiresEmployerNotKnown, SixMonthsOver, StillEmployed, NoLongerEmployed, Known, Refused, NotKnown,
    ];

    /// <summary>Before the first answer nobody knows who was hired: that is not zero.</summary>
    public static bool Followed(Counts counts) => counts.Answered + counts.Hires + counts.TrainingEntries + counts.ToSettle > 0;

    private static BilanFigure Of(string key, Func<Counts, int?> count) => new() { Key = key, Count = count };

    private static BilanFigure Of(string key, BilanFigure numerator, BilanFigure denominator) => new() { Key = key, Numerator = numerator, Denominator = denominator };

    private static BilanFigure Whole(string key, Func<BilanReport, int?> count) => new() { Key = key, EditionCount = count };
}
