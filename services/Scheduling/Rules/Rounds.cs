using NodaTime;
using NodaTime.TimeZones;

namespace JobDating.Scheduling.Rules;

/// <summary>
/// Cuts a local day into rounds. The hours are local, the rounds are true time: on a night when clocks go back an hour, an hour more of rounds fits;
/// when they go forward, one less. A time that the clocks skip is read as much later as they skip; one that comes twice is its first.
/// </summary>
public static class Rounds
{
    /// <summary>More than a day in minutes makes no sense of a length; this keeps a slip of the finger from making a million rounds.</summary>
    public const int MostMinutes = 24 * 60;

    public readonly record struct Round(Instant StartsAt, Instant EndsAt)
    {
        public bool Overlaps(Instant startsAt, Instant endsAt) => StartsAt < endsAt && startsAt < EndsAt;
    }

    /// <param name="date">The site's date, on which it opens.</param>
    /// <param name="closesAt">At or before <paramref name="opensAt"/>: on the next day.</param>
    /// <param name="minutes">How long a round is, from 1.</param>
    /// <param name="pauseMinutes">Between the end of a round and the beginning of the next, from 0.</param>
    /// <param name="lunch">Nothing happens in it: the next round begins at its end. Null: none.</param>
    public static IReadOnlyList<Round> Of(LocalDate date, DateTimeZone zone, LocalTime opensAt, LocalTime closesAt, int minutes, int pauseMinutes, (LocalTime StartsAt, LocalTime EndsAt)? lunch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostMinutes);
        ArgumentOutOfRangeException.ThrowIfNegative(pauseMinutes);
        var opens = At(date, opensAt, zone);
        var closes = At(closesAt > opensAt ? date : date.PlusDays(1), closesAt, zone);
        var (lunchStarts, lunchEnds) = lunch is { } meal ? Meal(date, zone, opensAt, meal) : (Instant.MaxValue, Instant.MaxValue);
        var rounds = new List<Round>();
        for (var at = opens; at + Duration.FromMinutes(minutes) <= closes;)
        {
            var round = new Round(at, at + Duration.FromMinutes(minutes));
            if (round.Overlaps(lunchStarts, lunchEnds))
            {
                at = lunchEnds;
                continue;
            }
            rounds.Add(round);
            at = round.EndsAt + Duration.FromMinutes(pauseMinutes);
        }
        return rounds;
    }

    /// <summary>A meal before opening time is the next day's: a night opens at 20:00 and eats at 01:00.</summary>
    internal static (Instant StartsAt, Instant EndsAt) Meal(LocalDate date, DateTimeZone zone, LocalTime opensAt, (LocalTime StartsAt, LocalTime EndsAt) meal)
    {
        var day = meal.StartsAt >= opensAt ? date : date.PlusDays(1);
        var starts = At(day, meal.StartsAt, zone);
        var ends = At(meal.EndsAt > meal.StartsAt ? day : day.PlusDays(1), meal.EndsAt, zone);
        // Clocks that skip the whole meal leave none.
        return ends > starts ? (starts, ends) : (Instant.MaxValue, Instant.MaxValue);
    }

    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => zone.ResolveLocal(date + time, Resolvers.LenientResolver).ToInstant();
}
