using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Reads how a candidate stands at a site and asks the rules.</summary>
internal static class ReadStanding
{
    internal const string StandingSql = """
        SELECT CASE WHEN r.candidate_id IS NOT NULL AND r.cancelled_at IS NULL THEN 1 ELSE 0 END AS is_registered,
          CASE WHEN k.met > 0 OR EXISTS (SELECT 1 FROM wish WHERE candidate_id = @CandidateId AND edition_id = @EditionId AND siret = @Siret) THEN 1 ELSE 0 END AS is_seen_by_employer,
          k.interviews, k.with_establishment, r.present_from, r.present_until
        FROM (
          SELECT COALESCE(SUM(CASE WHEN t.siret = @Siret THEN 1 ELSE 0 END), 0) AS met,
            COALESCE(SUM(CASE WHEN i.site_id = @SiteId AND i.id <> @Except THEN 1 ELSE 0 END), 0) AS interviews,
            COALESCE(SUM(CASE WHEN i.site_id = @SiteId AND i.id <> @Except AND t.siret = @Siret THEN 1 ELSE 0 END), 0) AS with_establishment
          FROM interview i
          JOIN interview_table t ON t.id = i.table_id
          WHERE i.candidate_id = @CandidateId AND i.status IN ('booked', 'held')) k
        LEFT JOIN registration r ON r.candidate_id = @CandidateId AND r.site_id = @SiteId
        """;

    /// <exception cref="Rejected">409: a rule says no.</exception>
    public static async Task CheckAsync(Transaction tx, Place place, Guid candidateId, Instant startsAt, string by, Guid? except, CancellationToken ct)
    {
        var standing = await tx.QueryFirstOrDefaultAsync<BookingRules.Standing>(StandingSql, new { CandidateId = candidateId, place.SiteId, place.EditionId, place.Siret, Except = except ?? Guid.Empty }, ct);
        if (BookingRules.Refusal(place, standing!, startsAt, by, tx.Now) is { } rule)
            throw Refused(rule, place, by);
    }

    /// <summary>The sentence of a rule of <see cref="BookingRules"/>; a candidate reads "you".</summary>
    public static Rejected Refused(string rule, Place place, string by) => new(StatusCodes.Status409Conflict, BookingTexts.Words[by == Booker.Candidate && rule is ("NotRegistered" or "NotPresent" or "OncePerEstablishment" or "MostReached") ? $"Refused.{rule}.You" : $"Refused.{rule}", rule switch
    {
        "Notice" => place.Rules.NoticeMinutes,
        "MostReached" => place.Rules.MostPerCandidate,
        "NotYetOpen" => Show(place.Rules.BookingOpensAt, place),
        "NoLongerOpen" => Show(place.Rules.BookingClosesAt, place),
        _ => null,
    }]);

    private static string Show(Instant? at, Place place) => at!.Value.InZone(place.Zone).LocalDateTime.ToString("g", CultureInfo.CurrentCulture);
}
