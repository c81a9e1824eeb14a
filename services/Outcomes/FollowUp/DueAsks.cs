using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// Who is to be written to now, and about what. Never: by a wave that is closed or paused, whoever has answered, was erased, took the consent back or wants to be asked no more;
/// nor who was written to or has answered a few days ago. An older wave's reminders end when a newer one asks.
/// </summary>
internal static class DueAsks
{
    private const string ZonesSql = """
        SELECT DISTINCT e.time_zone
        FROM wave w
        JOIN edition e ON e.id = w.edition_id
        WHERE w.status = 'open' AND w.paused_at IS NULL
        """;

    private const string Asked = """
        FROM wave w
        JOIN invitation i ON i.wave_id = w.id
        JOIN person p ON p.id = i.candidate_id
        JOIN site s ON s.id = w.site_id
        JOIN edition e ON e.id = w.edition_id
        WHERE w.status = 'open' AND w.paused_at IS NULL AND e.time_zone = @Zone AND i.answered_at IS NULL
          AND p.erased_at IS NULL AND p.asks_ended_at IS NULL AND p.consent_follow_up = 1
        """;

    // Not by the status, which the people of every wave share: of these people alone the invitations are looked at.
    private const string ToInvite = """
          AND i.sent_at IS NULL AND i.status <> 'no_address'
          AND NOT EXISTS (SELECT 1 FROM invitation o WHERE o.candidate_id = i.candidate_id AND (o.sent_at >= @Peace OR o.reminded_at >= @Peace))
          AND NOT EXISTS (SELECT 1 FROM follow_up_answer a WHERE a.candidate_id = i.candidate_id AND a.source = 'candidate' AND a.answered_at >= @Peace)
        """;

    private const string ToRemind = """
          AND i.status = 'sent'
          AND ((i.reminders = 0 AND i.sent_at >= @FirstFrom AND i.sent_at < @FirstBefore) OR (i.reminders < @Reminders AND i.sent_at >= @LastFrom AND i.sent_at < @LastBefore))
          AND NOT EXISTS (
            SELECT 1 FROM invitation o JOIN wave ow ON ow.id = o.wave_id
            WHERE o.candidate_id = i.candidate_id AND (o.sent_at > i.sent_at OR o.reminded_at >= @RemindedSince OR (o.status = 'waiting' AND ow.status = 'open' AND ow.paused_at IS NULL)))
          AND NOT EXISTS (SELECT 1 FROM follow_up_answer a WHERE a.candidate_id = i.candidate_id AND a.source IN ('candidate', 'staff') AND a.situation <> 'unreachable' AND a.answered_at >= i.sent_at)
        """;

    private const string Columns = """
        SELECT i.id, i.candidate_id, i.sent_at, p.first_name, p.last_name, p.email, p.language, s.name AS site_name, s.date AS site_date, w.due_on, e.name AS edition_name, e.time_zone
        """;

    private const string PeopleToInviteSql = $"""
        SELECT p.id
        {Asked}
          AND i.status = 'waiting'
        {ToInvite}
        ORDER BY i.claimed_until, p.code
        LIMIT @Take
        """;

    private const string InvitationsSql = $"""
        {Columns}
        {Asked}
        {ToInvite}
          AND i.candidate_id IN @Ids
        """;

    private const string PeopleToRemindSql = $"""
        SELECT p.id
        {Asked}
        {ToRemind}
        ORDER BY i.sent_at, p.code
        LIMIT @Take
        """;

    private const string RemindersSql = $"""
        {Columns}
        {Asked}
        {ToRemind}
          AND i.candidate_id IN @Ids
        """;

    /// <summary>One invitation of an open wave, with whom it asks.</summary>
    public sealed record Ask
    {
        public Guid Id { get; init; }
        public Guid CandidateId { get; init; }
        public Instant? SentAt { get; init; }
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
        public string? Email { get; init; }
        public string? Language { get; init; }
        public required string SiteName { get; init; }
        public LocalDate SiteDate { get; init; }
        public LocalDate DueOn { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }
    }

    /// <summary>Where waves ask and it is neither night nor evening.</summary>
    public static async Task<IReadOnlyList<string>> ZonesAsync(OutcomesDatabase db, CancellationToken ct) =>
        [.. (await db.QueryAsync<string>(ZonesSql, null, ct)).Where(zone => WaveCalendar.MaySend(db.Now, DateTimeZoneProviders.Tzdb[zone]))];

    /// <summary>Some of the people who are to be written to now.</summary>
    public static async Task<IReadOnlyList<Guid>> PeopleAsync(OutcomesDatabase db, bool remind, string zone, int take, CancellationToken ct) =>
        [.. (await db.QueryAsync<Guid>(remind ? PeopleToRemindSql : PeopleToInviteSql, Of(db.Now, zone, [], take), ct)).Distinct()];

    /// <summary>What each of these people is to be asked or reminded of, all their sites; to be called with their rows held.</summary>
    public static Task<IReadOnlyList<Ask>> ReadAsync(Transaction tx, bool remind, string zone, IReadOnlyList<Guid> people, CancellationToken ct) =>
        tx.QueryAsync<Ask>(remind ? RemindersSql : InvitationsSql, Of(tx.Now, zone, people, 0), ct);

    private static object Of(Instant now, string zone, IReadOnlyList<Guid> ids, int take)
    {
        var there = DateTimeZoneProviders.Tzdb[zone];
        var today = now.InZone(there).Date;
        var (first, last) = (WaveCalendar.SentBetween(1, today, there), WaveCalendar.SentBetween(2, today, there));
        return new
        {
            Zone = zone,
            Peace = WaveCalendar.PeaceSince(today, there),
            RemindedSince = WaveCalendar.RemindedSince(today, there),
            WaveCalendar.Reminders,
            FirstFrom = first.From,
            FirstBefore = first.Before,
            LastFrom = last.From,
            LastBefore = last.Before,
            Ids = ids,
            Take = take,
        };
    }
}
