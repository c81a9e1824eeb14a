using JobDating.Scheduling.Bookings;
using NodaTime;

namespace JobDating.Scheduling.MyPages;

/// <summary>The employers of a site as a candidate chooses among them: what they wished for first, when both are free, and what they have with each already. As many statements for all as for one.</summary>
public static class ReadEmployers
{
    private const string WishesSql = """
        SELECT siret, MIN(rank) AS rank
        FROM wish
        WHERE candidate_id = @CandidateId AND edition_id = @EditionId
        GROUP BY siret
        """;

    private const string OffersSql = """
        SELECT o.siret, o.title, w.rank
        FROM offer o
        LEFT JOIN wish w ON w.offer_id = o.id AND w.candidate_id = @CandidateId
        WHERE o.edition_id = @EditionId AND o.withdrawn_at IS NULL AND o.siret IN (SELECT siret FROM interview_table WHERE site_id = @SiteId)
        ORDER BY o.title
        """;

    private const string WaitsSql = "SELECT siret FROM waiting WHERE candidate_id = @CandidateId AND site_id = @SiteId AND asked_by = 'candidate' AND ended_at IS NULL";

    private sealed record Wish
    {
        public string Siret { get; init; } = "";
        public int Rank { get; init; }
    }

    private sealed record Offer
    {
        public string Siret { get; init; } = "";
        public string Title { get; init; } = "";
        public int? Rank { get; init; }
    }

    /// <summary>The candidate's interview with an employer.</summary>
    public sealed record Met(Instant StartsAt, int TableNumber);

    /// <param name="Rank">Of the candidate's best wish of its offers; null: none.</param>
    /// <param name="Offers">Titles, those wished for first.</param>
    /// <param name="Interview">The candidate's with it here; null: none.</param>
    /// <param name="Waits">The candidate is on its waiting list.</param>
    public sealed record Employer(string Siret, string Name, int? Rank, IReadOnlyList<string> Offers, Met? Interview, bool Waits, ReadTimes.Answer Answer);

    /// <summary>The candidate's best wish for each establishment.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> RanksAsync(SchedulingDatabase db, Guid candidateId, Guid editionId, CancellationToken ct) =>
        (await db.QueryAsync<Wish>(WishesSql, new { CandidateId = candidateId, EditionId = editionId }, ct)).ToDictionary(wish => wish.Siret, wish => wish.Rank);

    /// <summary>Those who are expected and have a table.</summary>
    internal static async Task<IReadOnlyList<Employer>> AtSiteAsync(SchedulingDatabase db, MySite my, CancellationToken ct)
    {
        var which = new { my.CandidateId, SiteId = my.Site.Id, my.Site.EditionId };
        var ranks = await RanksAsync(db, my.CandidateId, my.Site.EditionId, ct);
        var offers = (await db.QueryAsync<Offer>(OffersSql, which, ct)).ToLookup(offer => offer.Siret);
        var waits = (await db.QueryAsync<string>(WaitsSql, which, ct)).ToHashSet();
        var presence = await db.QueryFirstOrDefaultAsync<Presence.Row>(Presence.FindSql, which, ct);
        var busy = await ReadTimes.BusyAsync(db, my.Timetable, my.CandidateId, ct);
        var mine = my.Timetable.Tables.SelectMany(table => table.Interviews, (table, interview) => (Table: table, Interview: interview)).Where(one => one.Interview.CandidateId == my.CandidateId && one.Interview.Occupies).ToList();
        return [.. my.Timetable.Tables.GroupBy(table => table.Siret).Where(own => own.Any(table => table.TakesBookings)).Select(own =>
        {
            var met = mine.Where(one => one.Table.Siret == own.Key).ToList();
            var standing = new BookingRules.Standing { IsRegistered = true, Interviews = mine.Count, WithEstablishment = met.Count, PresentFrom = presence?.PresentFrom, PresentUntil = presence?.PresentUntil };
            return new Employer(
                own.Key,
                MyTexts.Employer(own.Key, own.First().CompanyName, own.First().EstablishmentName),
                ranks.TryGetValue(own.Key, out var rank) ? rank : null,
                [.. offers[own.Key].OrderBy(offer => offer.Rank ?? int.MaxValue).Select(offer => offer.Title)],
                met.Select(one => new Met(one.Interview.StartsAt, one.Table.Number)).FirstOrDefault(),
                waits.Contains(own.Key),
                ReadTimes.Of(own, standing, busy, Booker.Candidate, null, db.Now));
        })];
    }
}
