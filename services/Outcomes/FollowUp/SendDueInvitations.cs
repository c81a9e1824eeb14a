using System.Collections.Concurrent;
using System.Diagnostics;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// The sweep that hands over invitations that wait, and reminders that are due (<see cref="DueAsks"/>): in one transaction it is noted that they were sent and the mail is
/// queued, so nobody is asked twice and nobody is forgotten. Whoever was received at two sites whose waves are open at once gets one mail, which asks for both.
/// What becomes of the mail shows on the mail.
/// </summary>
internal static class SendDueInvitations
{
    private const int Batch = 100;

    /// <summary>So long one run of the job goes on where very many are to be asked; then other sweeps have their turn.</summary>
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>No more wait for the mail server at a time: what it has not taken yet can still be answered, paused or closed.</summary>
    public const int MostWaiting = 3000;

    /// <summary>Nor is it filled up for fewer.</summary>
    private const int LeastRoom = 1000;

    private const string WaitingSql = "SELECT COUNT(*) FROM mail WHERE status = 'waiting' AND channel = 'mail'";

    private const string InviteSql = """
        UPDATE invitation
        SET status = @Status, sent_at = CASE WHEN @Status = 'sent' THEN @Now ELSE NULL END
        WHERE id = @Id AND status = 'waiting'
        """;

    private const string RemindSql = """
        UPDATE invitation
        SET reminders = reminders + 1, reminded_at = @Now
        WHERE id = @Id AND status = 'sent' AND answered_at IS NULL
        """;

    /// <summary>What was sent there cannot be read, or the server has refused it for good: nobody can be asked by mail.</summary>
    private const string UnreachedSql = """
        UPDATE invitation
        SET status = 'no_address'
        WHERE id IN @Ids AND status = 'sent' AND answered_at IS NULL
        """;

    // To an address that they still have; of a month, because no wave asks longer.
    private const string RefusedSql = """
        SELECT DISTINCT i.id
        FROM mail m
        JOIN invitation i ON i.candidate_id = m.about_id AND (i.sent_at = m.queued_at OR i.reminded_at = m.queued_at)
        JOIN person p ON p.id = i.candidate_id
        WHERE m.status IN ('refused', 'bounced') AND m.channel = 'mail' AND m.about = 'candidate' AND m.queued_at >= @Since
          AND i.status = 'sent' AND i.answered_at IS NULL AND p.email = m.to_address
        """;

    private static readonly ConcurrentDictionary<OutcomesDatabase, bool> _running = [];
    private static readonly Actor _sweep = Actor.Job("send due invitations");

    /// <summary>The job: fills up what the mail server takes, a while; a run that is still busy here lets the next one go by.</summary>
    internal static async Task RunAsync(IServiceProvider things, CancellationToken ct)
    {
        var db = things.GetRequiredService<OutcomesDatabase>();
        if (!_running.TryAdd(db, true))
            return;
        try
        {
            var since = Stopwatch.GetTimestamp();
            while (await RunAsync(db, things.GetRequiredService<PersonalLinks>(), ct) && Stopwatch.GetElapsedTime(since) < _turn)
                await Task.Delay(_pause, ct);
        }
        finally
        {
            _running.TryRemove(db, out _);
        }
    }

    /// <summary>One sweep. True: as many wait for the mail server as may, and others perhaps for them.</summary>
    public static async Task<bool> RunAsync(OutcomesDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await NoteRefusedAsync(db, ct);
        var room = MostWaiting - await db.QueryFirstOrDefaultAsync<int>(WaitingSql, null, ct);
        if (room < LeastRoom)
            return true;
        foreach (var zone in await DueAsks.ZonesAsync(db, ct))
            foreach (var remind in (bool[])[false, true])
            {
                var people = room > 0 ? await DueAsks.PeopleAsync(db, remind, zone, room, ct) : [];
                room -= people.Count;
                foreach (var some in people.Chunk(Batch))
                    await HandOverAsync(db, links, remind, zone, some, ct);
            }
        return room <= 0;
    }

    private static async Task NoteRefusedAsync(OutcomesDatabase db, CancellationToken ct)
    {
        if (await db.QueryAsync<Guid>(RefusedSql, new { Since = db.Now - Duration.FromDays(WaveCalendar.DaysOpen + 1) }, ct) is not { Count: > 0 } refused)
            return;
        await using var tx = await db.BeginAsync(_sweep, ct);
        await tx.ExecuteAsync(UnreachedSql, new { Ids = refused }, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task HandOverAsync(OutcomesDatabase db, PersonalLinks links, bool remind, string zone, Guid[] people, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(_sweep, ct);
        await HoldPeople.ApplyAsync(tx, people, ct);
        var mails = new List<Mail>(people.Length);
        var issuer = await links.ForAsync(tx, people, ct);
        // Read again with the people held: another instance may have been quicker, or they have answered.
        foreach (var asks in (await DueAsks.ReadAsync(tx, remind, zone, people, ct)).GroupBy(ask => ask.CandidateId))
            if (await NoteAsync(tx, remind, [.. asks], ct))
                mails.Add(Compose(asks, remind, issuer, tx.Now));
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>False where a mail cannot reach them: they are for the telephone.</summary>
    private static async Task<bool> NoteAsync(Transaction tx, bool remind, IReadOnlyList<DueAsks.Ask> asks, CancellationToken ct)
    {
        // The address may have changed since the invitation was made.
        var reached = MailAddress.CanReach(asks[0].Email);
        if (remind && !reached)
            await tx.ExecuteAsync(UnreachedSql, new { Ids = asks.Select(ask => ask.Id) }, ct);
        else
            await tx.ExecuteAsync(remind ? RemindSql : InviteSql, asks.Select(ask => new { ask.Id, Status = reached ? "sent" : "no_address", tx.Now }).ToList(), ct);
        return reached;
    }

    private static Mail Compose(IEnumerable<DueAsks.Ask> asks, bool remind, PersonalLinks.Issuer issuer, Instant now)
    {
        // Where two sites ask at once, the later one is spoken of.
        var ask = asks.OrderByDescending(one => one.DueOn).ThenByDescending(one => one.SiteDate).ThenBy(one => one.SiteName, StringComparer.Ordinal).First();
        var zone = DateTimeZoneProviders.Tzdb[ask.TimeZone];
        var ends = WaveCalendar.Ends(ask.DueOn, zone);
        var links = AnswerLink.Both(issuer, ask.CandidateId, $"{ask.FirstName} {ask.LastName}", ends);
        var reminder = !remind ? 0 : ask.SentAt < WaveCalendar.SentBetween(2, now.InZone(zone).Date, zone).Before ? 2 : 1;
        var stale = remind ? WaveCalendar.ReminderEnds(reminder, ask.SentAt!.Value, zone) : ends;
        return InvitationMail.Compose(ask, reminder, links, stale < ends ? stale : ends, now);
    }
}
