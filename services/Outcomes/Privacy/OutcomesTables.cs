using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Privacy;

/// <summary>Where Outcomes holds something of a person: what is given to them of it, and what erasing does.</summary>
internal static class OutcomesTables
{
    private const string PersonSql = """
        SELECT p.code, p.last_name, p.first_name, p.email, p.phone, p.birth_year, p.language, s.name AS structure, p.consent_follow_up AS is_follow_up_agreed, p.consented_on, p.asks_ended_at,
          p.phone_wrong_at, p.last_answer_at, p.calling_name, p.calling_since AS calling_since_at, p.erased_at
        FROM person p
        LEFT JOIN structure s ON s.id = p.structure_id
        WHERE p.id IN @Ids
        """;

    private const string RegistrationsSql = """
        SELECT s.name AS site, s.date, r.registered_at, r.cancelled_at, r.received_at
        FROM registration r
        LEFT JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        """;

    private const string WorkshopsSql = """
        SELECT w.name AS workshop, w.starts_at, a.structure, a.attended AS is_attended
        FROM workshop_attendance a
        LEFT JOIN workshop w ON w.id = a.workshop_id
        WHERE a.candidate_id IN @Ids
        """;

    private const string InterviewsSql = """
        SELECT s.name AS site, e.company_name AS company, i.starts_at, i.status, i.result, i.second_interview_on
        FROM interview i
        LEFT JOIN site s ON s.id = i.site_id
        LEFT JOIN establishment e ON e.siret = i.siret
        WHERE i.candidate_id IN @Ids
        ORDER BY i.starts_at
        """;

    private const string VisitsSql = """
        SELECT s.name AS site, v.visited_at, v.outcome
        FROM mobility_visit v
        LEFT JOIN site s ON s.id = v.site_id
        WHERE v.candidate_id IN @Ids
        """;

    private const string AnswersSql = """
        SELECT a.answered_at, a.source, e.company_name AS company, a.situation, a.contract_type, a.started_on, a.ended_on, a.withdrawn_at
        FROM follow_up_answer a
        LEFT JOIN establishment e ON e.siret = a.siret
        WHERE a.candidate_id IN @Ids
        ORDER BY a.answered_at
        """;

    private const string InvitationsSql = """
        SELECT s.name AS site, w.number AS wave, i.status, i.created_at, i.sent_at, i.answered_at, i.reminders, i.reminded_at
        FROM invitation i
        JOIN wave w ON w.id = i.wave_id
        LEFT JOIN site s ON s.id = w.site_id
        WHERE i.candidate_id IN @Ids
        ORDER BY i.created_at
        """;

    private const string CallsSql = """
        SELECT made_at, outcome, call_back_at, undone_at
        FROM phone_call
        WHERE candidate_id IN @Ids
        ORDER BY made_at
        """;

    private const string DecidingSql = """
        SELECT e.company_name AS company, d.said_at
        FROM still_deciding d
        LEFT JOIN establishment e ON e.siret = d.siret
        WHERE d.candidate_id IN @Ids
        """;

    private static readonly Words _words = new("JobDating.Outcomes.Privacy.Texts", typeof(OutcomesTables).Assembly);

    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        new(_words, "person", Erased.Nameless, PersonSql),
        new(_words, "registration", Erased.Nameless, RegistrationsSql),
        new(_words, "workshop_attendance", Erased.Nameless, WorkshopsSql),
        new(_words, "interview", Erased.Nameless, InterviewsSql),
        new(_words, "mobility_visit", Erased.Nameless, VisitsSql),
        new(_words, "follow_up_answer", Erased.Nameless, AnswersSql),
        new(_words, "invitation", Erased.Nameless, InvitationsSql),
        new(_words, "phone_call", Erased.Nameless, CallsSql),
        new(_words, "still_deciding", Erased.Nameless, DecidingSql),
        PersonalTable.Derived(_words, "person_merge", Erased.Nameless, "which entry became which, as Registration says"),
    ];
}
