using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>A site's tables as they are at this moment. Six statements, however many tables; of the day's interviews only those that the moment needs, unless all are asked for.</summary>
internal sealed record ReadHall(Timetable Timetable, IReadOnlyList<HallTable> Tables, IReadOnlySet<Guid> In)
{
    private const string MomentsSql = """
        SELECT id, called_at, started_at, finished_at
        FROM interview
        WHERE site_id = @SiteId AND (called_at IS NOT NULL OR started_at IS NOT NULL OR finished_at IS NOT NULL)
          AND (@Whole = 1 OR status = 'booked' OR finished_at > @Since OR ends_at > @Since)
        """;

    private const string InSql = """
        SELECT candidate_id
        FROM registration
        WHERE site_id = @SiteId AND received_at IS NOT NULL AND cancelled_at IS NULL
        """;

    private sealed record Moments
    {
        public Guid Id { get; init; }
        public Instant? CalledAt { get; init; }
        public Instant? StartedAt { get; init; }
        public Instant? FinishedAt { get; init; }
    }

    private static readonly Moments _none = new();

    /// <exception cref="Rejected">404: the site is not heard of any more.</exception>
    /// <param name="whole">Every table with its whole day.</param>
    public static async Task<ReadHall> AtAsync(SchedulingDatabase db, CoordinatedSite.Site site, CancellationToken ct, bool whole = false)
    {
        var moment = HallTable.Needs(db.Now);
        var timetable = await ReadTimetable.OfSiteAsync(db, site.Id, null, ct, whole ? null : moment) ?? throw new Rejected(StatusCodes.Status404NotFound, TimetableTexts.Words["Site.Unknown", site.Code, site.EditionCode]);
        var moments = (await db.QueryAsync<Moments>(MomentsSql, new { SiteId = site.Id, moment.Since, Whole = whole ? 1 : 0 }, ct)).ToDictionary(one => one.Id);
        var there = (await db.QueryAsync<Guid>(InSql, new { SiteId = site.Id }, ct)).ToHashSet();
        return new ReadHall(timetable, [.. timetable.Tables.Select(table => HallTable.Of(table, SeatsOf(table), db.Now))], there);

        IReadOnlyList<HallTable.Seat> SeatsOf(Timetable.Table table) => [.. table.Interviews.Select(interview => Seat(interview, moments.GetValueOrDefault(interview.Id, _none), there.Contains(interview.CandidateId)))];
    }

    private static HallTable.Seat Seat(Timetable.Interview interview, Moments told, bool isIn) => new(interview, told.CalledAt, told.StartedAt, told.FinishedAt, isIn);
}
