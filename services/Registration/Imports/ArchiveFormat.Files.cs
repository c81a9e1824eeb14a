namespace JobDating.Registration.Imports;

public static partial class ArchiveFormat
{
    public static IReadOnlyList<string> AttendanceStatuses { get; } = ["expected", "present", "absent"];
    public static IReadOnlyList<string> Channels { get; } = ["online", "prescriber", "staff", "walk_in"];
    public static IReadOnlyList<string> Audiences { get; } = ["candidates", "employers"];
    public static IReadOnlyList<string> InterviewStatuses { get; } = ["booked", "held", "no_show", "cancelled"];
    public static IReadOnlyList<string> InterviewResults { get; } = ["conclusive", "not_conclusive", "undecided"];
    public static IReadOnlyList<string> Sources { get; } = ["candidate", "employer", "staff"];
    public static IReadOnlyList<string> Situations { get; } = ["hired", "training", "neither", "not_hired", "unreachable"];
    public static IReadOnlyList<string> ContractTypes { get; } = ["CDI", "CDD", "temp", "aided", "apprenticeship", "business_creation", "other"];
    public static IReadOnlyList<string> MobilityOutcomes { get; } = ["diagnosis", "accompanied", "information"];

    /// <summary>The one file that must be in every archive.</summary>
    public static ArchiveFile Edition { get; } = new("edition.csv",
        Key("code"), Required("name"), Of(CellKind.TimeZone, "time_zone").AsRequired());

    public static ArchiveFile Structures { get; } = new("structures.csv",
        Key("code"), Required("name"), Text("kind"));

    public static ArchiveFile Sites { get; } = new("sites.csv",
        Key("code"), Required("name"), Text("commune"), Text("address", 500), Of(CellKind.Date, "date").AsRequired(),
        Of(CellKind.Time, "opens_at"), Of(CellKind.Time, "closes_at"), Number("interview_minutes", 1));

    public static ArchiveFile Establishments { get; } = new("establishments.csv",
        Of(CellKind.Siret, "siret").AsKey(), Required("company_name"), Text("name"), Text("commune"), Of(CellKind.Date, "charter_signed_on"));

    public static ArchiveFile Attendances { get; } = new("attendances.csv",
        Key("site_code").Naming("sites.csv"), Of(CellKind.Siret, "siret").AsKey().Naming("establishments.csv"),
        Number("tables", 0), Word("status", AttendanceStatuses).AsRequired());

    public static ArchiveFile Offers { get; } = new("offers.csv",
        Key("code"), Of(CellKind.Siret, "siret").AsRequired().Naming("establishments.csv"), Required("title"), Text("rome_code"),
        Word("contract_type", ContractTypes), Number("positions", 0));

    public static ArchiveFile Candidates { get; } = new("candidates.csv",
        Key("code"), Required("last_name"), Required("first_name"), Of(CellKind.Date, "birth_date"), Text("email"), Text("phone", 50), Text("commune"),
        Text("structure_code", 64).Naming("structures.csv"), Of(CellKind.Boolean, "consent_followup"), Of(CellKind.Date, "consented_on"));

    public static ArchiveFile Registrations { get; } = new("registrations.csv",
        Key("candidate_code").Naming("candidates.csv"), Key("site_code").Naming("sites.csv"),
        Of(CellKind.DateTime, "registered_at").AsRequired(), Word("channel", Channels).AsRequired(),
        Of(CellKind.DateTime, "cancelled_at"), Of(CellKind.DateTime, "received_at"));

    public static ArchiveFile Workshops { get; } = new("workshops.csv",
        Key("code"), Required("name"), Word("audience", Audiences).AsRequired(), Of(CellKind.DateTime, "starts_at").AsRequired(),
        Text("place", 500), Number("capacity", 0));

    /// <summary><c>participant_code</c> names a candidate or is free text: the workshop's audience says which.</summary>
    public static ArchiveFile WorkshopAttendances { get; } = new("workshop_attendances.csv",
        Key("workshop_code").Naming("workshops.csv"), Key("participant_code", 200), Text("structure"),
        Of(CellKind.Boolean, "attended").AsRequired());

    public static ArchiveFile Interviews { get; } = new("interviews.csv",
        Key("code"), Required("site_code", 64).Naming("sites.csv"), Of(CellKind.Siret, "siret").AsRequired().Naming("establishments.csv"),
        Number("table", 1).AsRequired(), Required("candidate_code", 64).Naming("candidates.csv"),
        Of(CellKind.DateTime, "starts_at").AsRequired(), Number("minutes", 1).AsRequired(),
        Word("status", InterviewStatuses).AsRequired(), Word("result", InterviewResults), Of(CellKind.Date, "second_interview_on"));

    /// <summary><c>siret</c> need only be valid (hired elsewhere), and may be empty though it is part of the key.</summary>
    public static ArchiveFile FollowUps { get; } = new("followups.csv",
        Key("candidate_code").Naming("candidates.csv"), Of(CellKind.DateTime, "answered_at").AsKey(), Word("source", Sources).AsKey(),
        Of(CellKind.Siret, "siret") with { IsKey = true }, Word("situation", Situations).AsKey(),
        Word("contract_type", ContractTypes), Of(CellKind.Date, "started_on"), Of(CellKind.Date, "ended_on"));

    public static ArchiveFile Press { get; } = new("press.csv",
        Of(CellKind.Date, "published_on").AsKey(), Key("outlet", 200), Key("title", 500), Text("url", 500));

    public static ArchiveFile MobilityVisits { get; } = new("mobility_visits.csv",
        Key("site_code").Naming("sites.csv"), Key("candidate_code").Naming("candidates.csv"), Of(CellKind.DateTime, "visited_at").AsKey(),
        Word("outcome", MobilityOutcomes));

    public static IReadOnlyList<ArchiveFile> Files { get; } =
    [
        Edition, Structures, Sites, Establishments, Attendances, Offers, Candidates, Registrations,
        Workshops, WorkshopAttendances, Interviews, FollowUps, Press, MobilityVisits,
    ];
}
