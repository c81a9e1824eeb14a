using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// Everybody of an edition who is to be phoned, now, later or no more: asked by a round that is open and not paused, without an answer, with consent, not erased, not tired of
/// being asked; without an e-mail address, or with one to which mails came back, or to which the last mail of the round went days ago. Three statements, whatever the number of people.
/// </summary>
public static class ReadCalls
{
    private const string PeopleSql = """
        SELECT p.id, p.code, p.last_name, p.first_name, p.phone, p.phone_wrong_at, p.email, p.calling_by, p.calling_name, p.calling_since, p.calling_until, a.asked_at, a.is_over
        FROM (
          SELECT i.candidate_id, MAX(i.created_at) AS asked_at,
            MIN(CASE WHEN i.status = 'no_address' OR (i.reminders >= @Reminders AND i.reminded_at < @RemindedBefore) OR i.sent_at < @SentBefore THEN 1 ELSE 0 END) AS is_over
          FROM wave w
          JOIN invitation i ON i.wave_id = w.id
          WHERE w.edition_id = @EditionId AND w.status = 'open' AND w.paused_at IS NULL AND i.answered_at IS NULL
          GROUP BY i.candidate_id
        ) a
        JOIN person p ON p.id = a.candidate_id
        WHERE p.erased_at IS NULL AND p.asks_ended_at IS NULL AND p.consent_follow_up = 1
          AND (a.is_over = 1 OR p.email IS NULL OR p.id IN (SELECT m.about_id FROM mail m WHERE m.status IN ('refused', 'bounced') AND m.about = 'candidate' AND m.channel = 'mail'))
        """;

    private const string AttemptsSql = """
        SELECT a.candidate_id, a.answered_at, c.outcome, c.call_back_at
        FROM follow_up_answer a
        LEFT JOIN phone_call c ON c.id = a.id
        WHERE a.edition_id = @EditionId AND a.situation = 'unreachable' AND a.withdrawn_at IS NULL AND a.answered_at >= @Since
        ORDER BY a.answered_at
        """;

    private const string TodaySql = """
        SELECT COUNT(*) AS noted, COUNT(CASE WHEN outcome <> 'paper' THEN 1 END) AS called, COUNT(DISTINCT CASE WHEN outcome = 'answered' THEN candidate_id END) AS reached
        FROM phone_call
        WHERE edition_id = @EditionId AND made_at >= @Start AND undone_at IS NULL
        """;

    private const string SitesSql = """
        SELECT r.candidate_id, s.name
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids AND r.received_at IS NOT NULL
        ORDER BY s.date, s.code
        """;

    /// <summary>Since midnight: what was noted, the calls of it, and the people of them who have answered.</summary>
    public sealed record Day
    {
        public int Noted { get; init; }
        public int Called { get; init; }
        public int Reached { get; init; }
    }

    private sealed record SiteRow
    {
        public Guid CandidateId { get; init; }
        public required string Name { get; init; }
    }

    internal static async Task<IReadOnlyList<CallLine>> AllAsync(Database db, ReadBilan.Edition edition, CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb[edition.TimeZone];
        var over = CallHours.MailsOver(edition.Today(db.Now), zone);
        var people = await db.QueryAsync<CallLine>(PeopleSql, new { EditionId = edition.Id, WaveCalendar.Reminders, over.RemindedBefore, over.SentBefore }, ct);
        if (people.Count == 0)
            return [];
        var attempts = (await db.QueryAsync<CallLine.Attempt>(AttemptsSql, new { EditionId = edition.Id, Since = people.Min(person => person.AskedAt) }, ct)).ToLookup(attempt => attempt.CandidateId);
        return [.. people.Select(person => attempts.Contains(person.Id) ? person with { Attempts = [.. attempts[person.Id].Where(attempt => attempt.AnsweredAt >= person.AskedAt)] } : person)];
    }

    /// <summary>Those who may be phoned at this moment, in the order of the calls, without those who are on the telephone.</summary>
    internal static async Task<IReadOnlyList<CallLine>> NextAsync(Database db, ReadBilan.Edition edition, CancellationToken ct)
    {
        var now = db.Now.InZone(DateTimeZoneProviders.Tzdb[edition.TimeZone]);
        return [.. (await AllAsync(db, edition, ct))
            .Where(line => CallOrder.StateOf(line, now) == CallState.Now && !line.IsBusy(now.ToInstant()))
            .OrderBy(line => CallOrder.KeyOf(line, "", CallState.Now, now), StringComparer.Ordinal).ThenBy(line => line.Code, StringComparer.Ordinal)];
    }

    internal static async Task<Day> TodayAsync(Database db, ReadBilan.Edition edition, CancellationToken ct) =>
        (await db.QueryFirstOrDefaultAsync<Day>(TodaySql, new { EditionId = edition.Id, Start = StartOfDay(db, edition) }, ct))!;

    internal static Instant StartOfDay(Database db, ReadBilan.Edition edition) => DateTimeZoneProviders.Tzdb[edition.TimeZone].AtStartOfDay(edition.Today(db.Now)).ToInstant();

    /// <summary>Where these people were received, in the order of the dates.</summary>
    internal static async Task<ILookup<Guid, string>> SitesAsync(Database db, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await db.QueryAsync<SiteRow>(SitesSql, new { Ids = ids }, ct)).ToLookup(row => row.CandidateId, row => row.Name);
}
