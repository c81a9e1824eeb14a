using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>Which of the site's rounds runs, and when the gong sounds next: at each beginning and each end of a round. A table's own hours do not move it.</summary>
/// <param name="Number">Of the round that runs, from 1; null: none does.</param>
/// <param name="Runs">That round.</param>
/// <param name="Next">When the gong sounds; null: no more today.</param>
/// <param name="Starts">Then a round begins; else one ends and none begins.</param>
public sealed record Gong(int? Number, Rounds.Round? Runs, Instant? Next, bool Starts)
{
    /// <param name="rounds">The site's, by time.</param>
    public static Gong Of(IReadOnlyList<Rounds.Round> rounds, Instant now)
    {
        var at = rounds.ToList().FindIndex(round => round.StartsAt <= now && now < round.EndsAt);
        var next = rounds.SelectMany(round => (Instant[])[round.StartsAt, round.EndsAt]).Where(bound => bound > now).Order().Cast<Instant?>().FirstOrDefault();
        return new Gong(at < 0 ? null : at + 1, at < 0 ? null : rounds[at], next, rounds.Any(round => round.StartsAt == next));
    }

    public static IReadOnlyList<Rounds.Round> RoundsOf(CoordinatedSite.Site site, SiteRules rules) =>
        site is { OpensAt: { } opens, ClosesAt: { } closes, InterviewMinutes: { } minutes } ? Rounds.Of(site.Date, site.Zone, opens, closes, minutes, rules.PauseMinutes, rules.Lunch) : [];
}
