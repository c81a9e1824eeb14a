using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// The sweep that tells whose timetable somebody else has changed, once it has come to rest: one mail with the whole of it. The row that says so goes in the
/// transaction that queues the mail, so nobody is told twice, whoever sweeps; who turns out to know everything already is told nothing.
/// </summary>
internal static class TellSchedules
{
    private const int Batch = 100;

    private static readonly Actor Sweep = Actor.Job("tell schedules");

    private const string DueSql = """
        SELECT n.id, n.version, n.edition_id, n.kind, n.candidate_id, n.siret, n.known, e.name AS edition_name, e.time_zone
        FROM schedule_news n
        JOIN edition e ON e.id = n.edition_id
        WHERE n.status = 'open' AND n.due_at <= @Now
        ORDER BY n.due_at, n.person
        LIMIT @Take
        """;

    /// <summary>Holds the row for the rest of the transaction, and finds that it changed meanwhile.</summary>
    private const string ClaimSql = "UPDATE schedule_news SET version = version + 1 WHERE id = @Id AND version = @Version AND status = 'open'";

    private const string WaitSql = "UPDATE schedule_news SET due_at = @DueAt WHERE id = @Id";

    private const string ToPhoneSql = "UPDATE schedule_news SET status = 'to_phone' WHERE id IN @Ids";

    private const string ToldSql = "DELETE FROM schedule_news WHERE id IN @Ids";

    private const string SitesSql = "SELECT id FROM site WHERE id IN @Ids AND status = 'cancelled'";

    internal sealed record News
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public required string Kind { get; init; }
        public Guid? CandidateId { get; init; }
        public string? Siret { get; init; }
        public required string Known { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    /// <summary>News with the timetable that stands now, and how it differs from the known one.</summary>
    /// <param name="Present">To come, in order.</param>
    internal sealed record Told(News News, IReadOnlyList<ReadSchedule.Interview> Present, ScheduleChange Change);

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        try
        {
            while (await BatchAsync(db, links, ct))
            {
                // The next hundred.
            }
        }
        catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
        {
            // Another sweep tells the same people, or something has just changed again: what is left is found at the next look.
        }
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> BatchAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var due = await tx.QueryAsync<News>(DueSql, new { tx.Now, Take = Batch }, ct);
        if (due.Count == 0)
            return false;
        if (await tx.ExecuteAsync(ClaimSql, due.Select(news => new { news.Id, news.Version }).ToList(), ct) != due.Count)
            throw new ChangedMeanwhileException();
        var told = await CompareAsync(tx, due, ct);
        var waiting = told.Select(one => (one.News.Id, DueAt: one.Change.MayWaitForMorning(tx.Now) ? Night.Ends(tx.Now, one.News.TimeZone) : null)).Where(one => one.DueAt is not null).ToDictionary(one => one.Id, one => one.DueAt);
        await tx.ExecuteAsync(WaitSql, waiting.Select(one => new { Id = one.Key, DueAt = one.Value }).ToList(), ct);
        var now = told.Where(one => !waiting.ContainsKey(one.News.Id)).ToList();
        var unreached = (await CandidateScheduleMail.QueueAsync(tx, [.. now.Where(one => one.News.Kind == ScheduleNews.Candidate)], links, ct))
            .Concat(await EmployerScheduleMail.QueueAsync(tx, [.. now.Where(one => one.News.Kind == ScheduleNews.Establishment)], links, ct)).ToHashSet();
        await tx.ExecuteAsync(ToPhoneSql, new { Ids = unreached }, ct);
        await tx.ExecuteAsync(ToldSql, new { Ids = due.Select(news => news.Id).Where(id => !waiting.ContainsKey(id) && !unreached.Contains(id)) }, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    /// <summary>Without those for whom nothing is different. What was to be at a site that does not take place is told as news of that site.</summary>
    private static async Task<IReadOnlyList<Told>> CompareAsync(Transaction tx, IReadOnlyList<News> due, CancellationToken ct)
    {
        var candidates = await ReadSchedule.OfCandidatesAsync(tx, due.Select(news => news.CandidateId).OfType<Guid>(), ct);
        var establishments = await ReadSchedule.OfEstablishmentsAsync(tx, due.Select(news => news.Siret).OfType<string>(), ct);
        var known = due.ToDictionary(news => news.Id, news => Slot.Read(news.Known));
        var off = (await tx.QueryAsync<Guid>(SitesSql, new { Ids = known.Values.SelectMany(slots => slots).Select(slot => slot.SiteId).Distinct() }, ct)).ToHashSet();
        var told = new List<Told>();
        foreach (var news in due)
        {
            var all = news.CandidateId is { } id ? candidates[id] : establishments[news.Siret!];
            var present = all.Where(interview => interview.EditionId == news.EditionId && interview.StartsAt > tx.Now && interview.IsOn(news.Zone)).ToList();
            if (ScheduleChange.Of(known[news.Id].Where(slot => !off.Contains(slot.SiteId)), present.Select(interview => interview.Slot), tx.Now) is { } change)
                told.Add(new Told(news, present, change));
        }
        return told;
    }
}
