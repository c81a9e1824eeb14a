using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Between which local times of the site's day a candidate is there.</summary>
/// <param name="From">Null: from the beginning.</param>
/// <param name="Until">Null: to the end.</param>
public readonly record struct Presence(LocalTime? From, LocalTime? Until)
{
    internal const string FindSql = """
        SELECT present_from, present_until
        FROM registration
        WHERE candidate_id = @CandidateId AND site_id = @SiteId
        """;

    internal sealed record Row
    {
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }

        public static Presence Of(Row? row) => new(row?.PresentFrom, row?.PresentUntil);
    }

    public bool Covers(Place place, Instant startsAt, Instant endsAt) =>
        (From is not { } from || startsAt >= place.At(from)) && (Until is not { } until || endsAt <= place.At(until));
}
