using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Scheduling;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.EmployerPages.Marks;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>What Scheduling owns: how sites are booked and what employers think of candidates, in one transaction, once; then the interviews booked by hand, each an act of its own.</summary>
internal static class FillScheduling
{
    private const string SitesSql = "SELECT code, id FROM site WHERE edition_id = @EditionId";

    private const string CandidatesSql = "SELECT code, id FROM candidate WHERE edition_id = @EditionId AND erased_at IS NULL";

    private sealed record Row
    {
        public string Code { get; init; } = "";
        public Guid Id { get; init; }
    }

    /// <returns>False when it was done before, apart from bookings.</returns>
    /// <exception cref="ChangedMeanwhileException">Somebody else was quicker; doing it again is safe.</exception>
    public static async Task<bool> RunAsync(SchedulingDatabase db, ComingStory story, Guid editionId, CancellationToken ct)
    {
        var filled = false;
        var sites = await ReadAsync(SitesSql);
        var candidates = await ReadAsync(CandidatesSql);
        await using (var tx = await db.BeginAsync(ComingScenario.Actor, ct))
            if (!await ComingScenario.IsFilledAsync(tx, editionId, ct))
            {
                // Whoever has set some meanwhile is not overruled.
                foreach (var rules in Rules(story.Tour, code => sites[code]))
                    if (await tx.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { rules.SiteId }, ct) is null)
                        await ChangeRules.ApplyAsync(tx, null, rules, ct);
                foreach (var mark in story.Marks.Where(mark => candidates.ContainsKey(mark.Candidate.Code)))
                    await MarkCandidate.ApplyAsync(tx, editionId, mark.Establishment.Siret, candidates[mark.Candidate.Code], mark.Opinion, ct);
                await ComingScenario.FilledAsync(tx, editionId, ct);
                await tx.CommitAsync(ct);
                filled = true;
            }
        var tables = (await ReadTimetable.OfSiteAsync(db, sites[story.First.Code], null, ct))!.Tables.Where(table => table.Number == 1).ToDictionary(table => table.Siret, table => table.Id);
        foreach (var booking in story.Bookings.Where(booking => candidates.ContainsKey(booking.Candidate.Code) && tables.ContainsKey(booking.Establishment.Siret)))
            await BookAsync(db, IdOf(story.Tour, booking), new(tables[booking.Establishment.Siret], candidates[booking.Candidate.Code], Paris(booking.StartsAt)), ct);
        return filled;

        async Task<Dictionary<string, Guid>> ReadAsync(string sql) => (await db.QueryAsync<Row>(sql, new { EditionId = editionId }, ct)).ToDictionary(row => row.Code, row => row.Id);
    }

    /// <summary>
    /// The first four sites have rules: the first takes a morning, the others stop for lunch; at the first two candidates book by themselves too; at the fourth
    /// booking is not open yet. Nobody has set those of the last two.
    /// </summary>
    private static IEnumerable<SiteRules> Rules(ComingTour tour, Func<string, Guid> idOf)
    {
        var usual = new SiteRules { MostPerCandidate = ComingStory.MostPerCandidate, GapMinutes = 5, NoticeMinutes = 60, OncePerEstablishment = true };
        var withLunch = usual with { LunchStartsAt = new(12, 30), LunchEndsAt = new(13, 30) };
        yield return usual with { SiteId = idOf(tour.Sites[0].Code), CandidatesBook = true };
        yield return withLunch with { SiteId = idOf(tour.Sites[1].Code), CandidatesBook = true };
        yield return withLunch with { SiteId = idOf(tour.Sites[2].Code) };
        yield return withLunch with { SiteId = idOf(tour.Sites[3].Code), BookingOpensAt = Paris(tour.Sites[3].Date.PlusDays(-14).At(new(9, 0))) };
    }

    private static async Task BookAsync(SchedulingDatabase db, Guid act, BookInterview.Wish wish, CancellationToken ct)
    {
        try
        {
            await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(ComingScenario.Actor, ct);
                await BookInterview.ApplyAsync(tx, new Act(act, Booker.Employer), wish, ct);
                await tx.CommitAsync(ct);
                return act;
            });
        }
        catch (Rejected)
        {
            // Whoever looks around already has booked that time, or the day is near: their interviews go first.
        }
    }

    /// <summary>The same at every start, so that an interview is booked once, also one that was cancelled since.</summary>
    private static Guid IdOf(ComingTour tour, DemoBooking booking) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{tour.EditionCode} {booking.Candidate.Code} {booking.Establishment.Siret}")).AsSpan(0, 16));

    private static Instant Paris(LocalDateTime at) => at.InZoneLeniently(Tour2023.Zone).ToInstant();
}
