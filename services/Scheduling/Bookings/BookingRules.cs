using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>
/// Whether an interview may be booked there and then, apart from whether the time is taken (that is the database's to say). Pure: all it needs is given.
/// </summary>
public static class BookingRules
{
    /// <summary>What is known of the candidate at that site, read while nobody else can book for them.</summary>
    public sealed record Standing
    {
        /// <summary>Registered at the site and not cancelled.</summary>
        public bool IsRegistered { get; init; }

        /// <summary>The candidate chose this establishment, is booked with it, or was met at its table.</summary>
        public bool IsSeenByEmployer { get; init; }

        /// <summary>Interviews of the candidate at this site, apart from the one that is moved.</summary>
        public int Interviews { get; init; }

        /// <summary>Of these, with this establishment.</summary>
        public int WithEstablishment { get; init; }

        /// <summary>Local times between which the candidate is there; null: as long as the site is open.</summary>
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }
    }

    /// <summary>The rule that says no: the name of a sentence, <c>Refused.…</c>; null: it may be.</summary>
    /// <param name="by">One of <see cref="Booker"/>.</param>
    public static string? Refusal(Place place, Standing candidate, Instant startsAt, string by, Instant now)
    {
        var rules = place.Rules;
        var team = Booker.IsTeam(by);
        if (place.SiteStatus == "cancelled")
            return "SiteCancelled";
        if (!place.IsOpen)
            return "TableClosed";
        if (place.AttendanceStatus == "absent")
            return "EmployerAbsent";
        if (place.Minutes is not { } minutes || place.OpensAt is null || place.ClosesAt is null)
            return "HoursUnknown";
        if (!candidate.IsRegistered)
            return "NotRegistered";
        if (by == Booker.Candidate && !rules.CandidatesBook)
            return "CandidatesDoNotBook";
        if (by == Booker.Employer && !candidate.IsSeenByEmployer)
            return "NotSeen";
        if (!Fits(place, startsAt, minutes, team))
            return "NotARound";
        if (!team && !new Presence(candidate.PresentFrom, candidate.PresentUntil).Covers(place, startsAt, startsAt + Duration.FromMinutes(minutes)))
            return "NotPresent";
        if (!team && TooLate(rules, startsAt, now) is { } late)
            return late;
        if (rules.OncePerEstablishment && candidate.WithEstablishment > 0)
            return "OncePerEstablishment";
        if (rules.MostPerCandidate is { } most && candidate.Interviews >= most)
            return "MostReached";
        return null;
    }

    /// <summary>Whether those outside the team may still book, move or cancel what begins then; the name of the sentence that says no.</summary>
    public static string? TooLate(SiteRules rules, Instant startsAt, Instant now) =>
        now < rules.BookingOpensAt ? "NotYetOpen"
        : now >= rules.BookingClosesAt ? "NoLongerOpen"
        : startsAt <= now ? "Begun"
        : startsAt < now + rules.Notice ? "Notice"
        : null;

    /// <summary>On a round; the team may put an interview anywhere between the first beginning and the last end.</summary>
    private static bool Fits(Place place, Instant startsAt, int minutes, bool team)
    {
        var rounds = place.Rounds();
        return rounds.Any(round => round.StartsAt == startsAt)
            || (team && rounds.Count > 0 && startsAt >= rounds[0].StartsAt && startsAt + Duration.FromMinutes(minutes) <= rounds[^1].EndsAt);
    }
}
