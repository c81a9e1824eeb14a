using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// The sweep that reminds candidates of their interviews: on the day before, from 17:00 local; on the day, two hours before the first, not before 7:00.
/// Each once for each date, never after the first has begun; what could not be said in its hours is not said later. Who was told so late that the mail about
/// the change does the same is not reminded: of tomorrow those to whom everything was new today, of today those whose first was changed within its two hours.
/// </summary>
internal static class RemindSchedules
{
    public const string DayBefore = "day_before";
    public const string Day = "day";

    private const int Batch = 100;
    private static readonly LocalTime _evening = new(17, 0), _night = new(20, 0), _morning = new(7, 0);
    private static readonly Duration _ahead = Duration.FromHours(2);
    private static readonly Actor Sweep = Actor.Job("remind schedules");

    private const string ZonesSql = "SELECT DISTINCT time_zone FROM edition";

    private const string NotYet = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE erased_at IS NULL AND email IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM schedule_reminder r WHERE r.candidate_id = candidate.id AND r.date = @Date AND r.kind = @Kind)
          AND id IN (
            SELECT i.candidate_id
            FROM interview i
            JOIN site s ON s.id = i.site_id
            JOIN edition e ON e.id = i.edition_id
            WHERE i.status = 'booked' AND s.date = @Date AND COALESCE(s.status, '') <> 'cancelled' AND e.time_zone = @TimeZone
              AND NOT EXISTS (SELECT 1 FROM registration g WHERE g.candidate_id = i.candidate_id AND g.site_id = i.site_id AND g.cancelled_at IS NOT NULL)
        """;

    private const string TomorrowSql = $"""
        {NotYet}
              AND i.starts_at >= @From AND i.starts_at < @To AND i.changed_at < @Today)
        ORDER BY code
        LIMIT @Take
        """;

    private const string SoonSql = $"""
        {NotYet}
              AND i.starts_at > @Now AND i.starts_at <= @Soon AND i.remind_from IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM interview o JOIN site p ON p.id = o.site_id WHERE o.candidate_id = i.candidate_id AND o.starts_at < i.starts_at AND o.status <> 'cancelled' AND p.date = @Date AND COALESCE(p.status, '') <> 'cancelled'))
        ORDER BY code
        LIMIT @Take
        """;

    private const string EditionsSql = "SELECT id, name FROM edition WHERE id IN @Ids";

    private const string RemindedSql = """
        INSERT INTO schedule_reminder (candidate_id, date, kind, reminded_at)
        VALUES (@CandidateId, @Date, @Kind, @Now)
        """;

    private sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
    }

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        foreach (var id in await db.QueryAsync<string>(ZonesSql, null, ct))
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone)
                await RunAsync(zone, db, links, ct);
    }

    private static async Task RunAsync(DateTimeZone zone, RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        var there = db.Now.InZone(zone);
        try
        {
            if (there.TimeOfDay >= _evening && there.TimeOfDay < _night)
                while (await BatchAsync(DayBefore, TomorrowSql, there.Date.PlusDays(1), zone, db, links, ct))
                {
                    // The next hundred.
                }
            if (there.TimeOfDay >= _morning)
                while (await BatchAsync(Day, SoonSql, there.Date, zone, db, links, ct))
                {
                    // The next hundred.
                }
        }
        catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
        {
            // Another sweep reminds the same people just now; what is left is found at the next look.
        }
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> BatchAsync(string kind, string sql, LocalDate date, DateTimeZone zone, RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var people = await tx.QueryAsync<SaveCandidates.Row>(sql, new
        {
            Kind = kind,
            Date = date,
            TimeZone = zone.Id,
            From = zone.AtStartOfDay(date).ToInstant(),
            // A site may close after midnight.
            To = zone.AtStartOfDay(date.PlusDays(2)).ToInstant(),
            Today = zone.AtStartOfDay(date.PlusDays(-1)).ToInstant(),
            tx.Now,
            Soon = tx.Now + _ahead,
            Take = Batch,
        }, ct);
        if (people.Count == 0)
            return false;
        var schedules = await ReadSchedule.OfCandidatesAsync(tx, people.Select(person => person.Id), ct);
        var editions = (await tx.QueryAsync<Edition>(EditionsSql, new { Ids = people.Select(person => person.EditionId).Distinct() }, ct)).ToDictionary(row => row.Id, row => row.Name);
        await tx.ExecuteAsync(RemindedSql, people.Select(person => new { CandidateId = person.Id, Date = date, Kind = kind, tx.Now }).ToList(), ct);
        var issuer = await links.ForAsync(tx, people.Select(person => person.Id), ct);
        var mails = new List<Mail>();
        foreach (var person in people.Where(person => MailAddress.CanReach(person.Email)))
        {
            var interviews = schedules[person.Id].Where(interview => interview.Date == date && interview.Status == "booked" && interview.StartsAt > tx.Now && interview.IsOn(zone)).ToList();
            if (interviews.Count > 0)
                mails.Add(CandidateScheduleMail.Remind(person, kind, date, interviews, editions[person.EditionId], zone, issuer, tx.Now));
        }
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
        return true;
    }
}
