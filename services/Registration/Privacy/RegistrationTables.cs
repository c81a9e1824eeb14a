using JobDating.Platform;

namespace JobDating.Registration.Privacy;

/// <summary>Where Registration holds something of a candidate: what is given to them of it, and what erasing does.</summary>
internal static class RegistrationTables
{
    private const string CandidateSql = """
        SELECT e.name AS edition, c.code, c.last_name, c.first_name, c.birth_date, c.birth_year, c.email, c.phone, c.commune, c.language, s.name AS structure,
          c.consent_follow_up AS is_follow_up_agreed, c.consented_on, c.erased_at
        FROM candidate c
        JOIN edition e ON e.id = c.edition_id
        LEFT JOIN structure s ON s.id = c.structure_id
        WHERE c.id IN @Ids
        """;

    private const string RegistrationsSql = """
        SELECT s.name AS site, s.date, r.registered_at, r.channel, r.cancelled_at, r.received_at, r.present_from, r.present_until
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        ORDER BY s.date, s.code
        """;

    private const string WorkshopsSql = """
        SELECT w.name AS workshop, w.starts_at, w.place, a.structure, a.attended AS is_attended, a.withdrawn_at
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.candidate_id IN @Ids
        ORDER BY w.starts_at, w.code
        """;

    private const string WishesSql = """
        SELECT w.rank, o.title AS offer, e.company_name AS company
        FROM wish w
        JOIN offer o ON o.id = w.offer_id
        JOIN establishment e ON e.siret = o.siret
        WHERE w.candidate_id IN @Ids
        ORDER BY w.rank
        """;

    private const string ConsentsSql = """
        SELECT c.purpose, c.given_at, c.withdrawn_at, c.noted_by AS actor, w.text AS wording, w.language, w.version
        FROM consent c
        JOIN consent_wording w ON w.id = c.wording_id
        WHERE c.candidate_id IN @Ids
        ORDER BY c.given_at, c.purpose
        """;

    private const string VisitsSql = """
        SELECT s.name AS site, v.visited_at, v.outcome
        FROM mobility_visit v
        JOIN site s ON s.id = v.site_id
        WHERE v.candidate_id IN @Ids
        ORDER BY v.visited_at
        """;

    private const string InterviewsSql = """
        SELECT s.name AS site, e.company_name AS company, i.starts_at, i.minutes, i.table_number, i.status, i.last_by AS booked_by, i.changed_at
        FROM interview i
        LEFT JOIN site s ON s.id = i.site_id
        LEFT JOIN establishment e ON e.siret = i.siret
        WHERE i.candidate_id IN @Ids
        ORDER BY i.starts_at
        """;

    private const string OfferedSql = """
        SELECT s.name AS site, e.company_name AS company, o.asked_by, o.starts_at, o.table_number, o.expires_at, o.status
        FROM offered_time o
        LEFT JOIN site s ON s.id = o.site_id
        LEFT JOIN establishment e ON e.siret = o.siret
        WHERE o.candidate_id IN @Ids
        """;

    private const string ResultSql = "SELECT result, known_on FROM candidate_result WHERE candidate_id IN @Ids";

    private const string AnsweredSql = "SELECT answered_at FROM candidate_answered WHERE candidate_id IN @Ids";

    private const string DeskSql = """
        SELECT s.name AS site, a.kind, a.door, a.answer, a.noted_at, a.received_at, a.undone_at
        FROM desk_act a
        JOIN site s ON s.id = a.site_id
        WHERE a.candidate_id IN @Ids
        ORDER BY a.noted_at
        """;

    private const string NoticesSql = """
        SELECT s.name AS site, n.kind AS notice, n.reason, p.status, p.told_at
        FROM site_notice_person p
        JOIN site_notice n ON n.id = p.notice_id
        JOIN site s ON s.id = n.site_id
        WHERE p.candidate_id IN @Ids
        ORDER BY p.told_at
        """;

    private const string NewsSql = "SELECT began_at, due_at, status, known FROM schedule_news WHERE candidate_id IN @Ids";

    private const string RemindersSql = "SELECT date, kind, reminded_at FROM schedule_reminder WHERE candidate_id IN @Ids ORDER BY reminded_at";

    private const string RetentionSql = "SELECT last_contact_at, contact, due_on, told_at FROM retention WHERE candidate_id IN @Ids";

    private const string RunsSql = """
        SELECT r.looked_at, p.outcome
        FROM retention_run_person p
        JOIN retention_run r ON r.id = p.run_id
        WHERE p.candidate_id IN @Ids
        """;

    private const string MergesSql = """
        SELECT g.code, m.happened_at
        FROM candidate_merge m
        JOIN candidate g ON g.id = m.gone_id
        WHERE m.kept_id IN @Ids
        """;

    private const string ApartSql = "SELECT told_at FROM candidate_apart WHERE one_id IN @Ids";

    private const string RequestsSql = "SELECT asked_at, asked_by AS actor, language, expires_at FROM access_request WHERE candidate_id IN @Ids ORDER BY asked_at";

    private const string LettersSql = """
        SELECT n.email, n.name, n.structure, n.source AS list_source, n.consented_on, n.added_at, n.unsubscribed_at
        FROM newsletter_contact n
        WHERE n.email IN (SELECT LOWER(c.email) FROM candidate c WHERE c.id IN @Ids)
        """;

    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        Table("candidate", Erased.Nameless, CandidateSql),
        Table("registration", Erased.Nameless, RegistrationsSql),
        Table("workshop_attendance", Erased.Nameless, WorkshopsSql),
        Table("wish", Erased.Gone, WishesSql),
        Derived("wish_list", Erased.Gone, "counts the changes of the wishes"),
        Table("interview", Erased.Gone, InterviewsSql),
        Table("offered_time", Erased.Gone, OfferedSql),
        Table("desk_act", Erased.Nameless, DeskSql),
        Table("mobility_visit", Erased.Nameless, VisitsSql),
        Table("candidate_result", Erased.Gone, ResultSql),
        Table("candidate_answered", Erased.Gone, AnsweredSql),
        Table("consent", Erased.Gone, ConsentsSql),
        Table("site_notice_person", Erased.Nameless, NoticesSql),
        Table("schedule_news", Erased.Gone, NewsSql),
        Table("schedule_reminder", Erased.Gone, RemindersSql),
        Table("retention", Erased.Gone, RetentionSql),
        Table("retention_run_person", Erased.Nameless, RunsSql),
        Table("candidate_merge", Erased.Nameless, MergesSql),
        Table("candidate_apart", Erased.Nameless, ApartSql),
        Table("access_request", Erased.Gone, RequestsSql),
        Table("newsletter_contact", Erased.Apart, LettersSql),
        Derived("access_part", Erased.Gone, "the files of an access request themselves"),
        Derived("erasure_part", Erased.Nameless, "written when the person is erased: which services have done it"),
        Derived("candidate_line", Erased.Nameless, "what lists are sorted by, of name and registrations"),
        Derived("candidate_word", Erased.Gone, "the words of name, address, telephone and code, for the search"),
        Derived("candidate_key", Erased.Gone, "the same folded, to find double entries"),
        Derived("candidate_unlisted", Erased.Gone, "a mark for a job: not yet in the list"),
        Derived("newsletter_contact_word", Erased.Apart, "the words by which a newsletter's reader is found"),
        Derived("newsletter_recipient", Erased.Apart, "to which readers a newsletter went"),
    ];

    private static PersonalTable Table(string name, Erased erased, string sql) => new(AccessTexts.Words, name, erased, sql);

    private static PersonalTable Derived(string name, Erased erased, string why) => PersonalTable.Derived(AccessTexts.Words, name, erased, why);
}
