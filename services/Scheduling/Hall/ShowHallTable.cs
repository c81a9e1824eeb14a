using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.Hall;

/// <summary>One table's day, <c>…/hall/{table}</c>: each interview with what can be done, and who in the hall could take a round that is free.</summary>
public static class ShowHallTable
{
    private const string RanksSql = """
        SELECT w.candidate_id, MIN(w.rank) AS rank
        FROM wish w
        WHERE w.edition_id = @EditionId AND w.siret = @Siret
        GROUP BY w.candidate_id
        """;

    /// <summary>More names help nobody to choose.</summary>
    private const int MostProposed = 12;

    private sealed record Ranked
    {
        public Guid CandidateId { get; init; }
        public int Rank { get; init; }
    }

    /// <param name="Rank">Of the wish for this employer; null: none.</param>
    public sealed record Proposed(Guid CandidateId, string Name, string Number, int? Rank, int Interviews);

    /// <exception cref="Rejected">404: no such table at this site.</exception>
    public static async Task<IResult> RunAsync(string code, string site, Guid table, SchedulingDatabase db, HttpContext http, CancellationToken ct) =>
        await PageAsync(await CoordinatedSite.FindForHallAsync(http, code, site, db, ct), table, new FormErrors(), db, ct);

    internal static async Task<IResult> PageAsync(CoordinatedSite.Site site, Guid table, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        var hall = await ReadHall.AtAsync(db, site, ct, whole: true);
        var one = hall.Tables.FirstOrDefault(one => one.Table.Id == table) ?? throw new Rejected(StatusCodes.Status404NotFound, HallTexts.Words["Table.Unknown"]);
        return errors.Page<ShowHallTablePage>(new
        {
            Site = site,
            Row = HallRow.Of([one])[0],
            Day = (IReadOnlyList<HallRow.Person>)[.. one.Seats.Select(seat => HallRow.PersonOf(seat)!)],
            Proposed = await ProposedAsync(site, hall, one, db, ct),
            db.Now,
            Id = Guid.CreateVersion7(),
            Errors = errors,
        });
    }

    private static async Task<IReadOnlyList<Proposed>> ProposedAsync(CoordinatedSite.Site site, ReadHall hall, HallTable table, SchedulingDatabase db, CancellationToken ct)
    {
        if (table.Free is not { } free)
            return [];
        var ranks = (await db.QueryAsync<Ranked>(RanksSql, new { site.EditionId, table.Table.Siret }, ct)).ToDictionary(one => one.CandidateId, one => one.Rank);
        var runs = hall.Tables.SelectMany(one => one.Seats).Where(seat => seat.Runs).Select(seat => seat.Interview.CandidateId).ToHashSet();
        var proposed = InTheHall.For(hall.Timetable, table.Table, free, hall.In, ranks, runs, db.Now).ToList();
        var people = (await ReadRegistered.AllAsync(db, site.Id, ct)).ToDictionary(one => one.Id);
        return [.. proposed.Where(one => people.TryGetValue(one.CandidateId, out var who) && who.Presence.Covers(table.Table.Place, free.StartsAt, free.EndsAt)).Take(MostProposed)
            .Select(one => new Proposed(one.CandidateId, people[one.CandidateId].Name, HallNumber.Of(site.Id, one.CandidateId), one.Rank, one.Interviews))];
    }
}
