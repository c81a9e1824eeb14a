using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Scheduling.Privacy;

/// <summary>Where Scheduling holds something of a candidate: what is given to them of it, also what employers noted, and what erasing does.</summary>
internal static class SchedulingTables
{
    private const string CandidateSql = "SELECT code, last_name, first_name, erased_at FROM candidate WHERE id IN @Ids";

    private const string RegistrationsSql = """
        SELECT s.name AS site, s.date, r.cancelled_at, r.received_at, r.present_from, r.present_until
        FROM registration r
        LEFT JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        """;

    private const string WishesSql = """
        SELECT w.rank, o.title AS offer, e.company_name AS company
        FROM wish w
        LEFT JOIN offer o ON o.id = w.offer_id
        LEFT JOIN establishment e ON e.siret = w.siret
        WHERE w.candidate_id IN @Ids
        ORDER BY w.rank
        """;

    private const string InterviewsSql = """
        SELECT i.code, s.name AS site, e.company_name AS company, t.number AS table_number, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on, i.booked_by, i.called_at, i.started_at, i.finished_at, i.freed_at
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        LEFT JOIN site s ON s.id = i.site_id
        LEFT JOIN establishment e ON e.siret = t.siret
        WHERE i.candidate_id IN @Ids
        ORDER BY i.starts_at
        """;

    private const string NotesSql = """
        SELECT e.company_name AS company, n.text AS note, n.noted_at
        FROM interview_note n
        JOIN interview i ON i.id = n.interview_id
        JOIN interview_table t ON t.id = i.table_id
        LEFT JOIN establishment e ON e.siret = t.siret
        WHERE n.candidate_id IN @Ids
        ORDER BY n.noted_at
        """;

    private const string MarksSql = """
        SELECT e.company_name AS company, m.opinion, m.marked_at
        FROM mark m
        LEFT JOIN establishment e ON e.siret = m.siret
        WHERE m.candidate_id IN @Ids
        ORDER BY m.marked_at
        """;

    private const string WaitsSql = """
        SELECT s.name AS site, e.company_name AS company, w.asked_by, w.asked_at, w.status, w.starts_at, w.expires_at, w.ended_at
        FROM waiting w
        LEFT JOIN site s ON s.id = w.site_id
        LEFT JOIN establishment e ON e.siret = w.siret
        WHERE w.candidate_id IN @Ids
        ORDER BY w.asked_at
        """;

    private const string PlannedSql = """
        SELECT s.name AS site, p.made_at, i.act AS plan_act, i.starts_at, i.minutes
        FROM site_plan_interview i
        JOIN site_plan p ON p.id = i.plan_id
        LEFT JOIN site s ON s.id = p.site_id
        WHERE i.candidate_id IN @Ids
        ORDER BY p.made_at, i.starts_at
        """;

    private const string UnmetSql = """
        SELECT e.company_name AS company, u.rank, u.why
        FROM site_plan_unmet u
        LEFT JOIN establishment e ON e.siret = u.siret
        WHERE u.candidate_id IN @Ids
        """;

    private static readonly Words _words = new("JobDating.Scheduling.Privacy.Texts", typeof(SchedulingTables).Assembly);

    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        new(_words, "candidate", Erased.Nameless, CandidateSql),
        new(_words, "registration", Erased.Nameless, RegistrationsSql),
        new(_words, "wish", Erased.Gone, WishesSql),
        PersonalTable.Derived(_words, "wish_list", Erased.Gone, "counts the changes of the wishes"),
        new(_words, "interview", Erased.Nameless, InterviewsSql),
        new(_words, "interview_note", Erased.Gone, NotesSql),
        new(_words, "mark", Erased.Gone, MarksSql),
        new(_words, "waiting", Erased.Gone, WaitsSql),
        new(_words, "site_plan_interview", Erased.Nameless, PlannedSql),
        new(_words, "site_plan_unmet", Erased.Nameless, UnmetSql),
        PersonalTable.Derived(_words, "candidate_merge", Erased.Nameless, "which entry became which, as Registration says"),
    ];
}
