using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// Where somebody who is there and has no interview could sit down first: the other way round than <see cref="InTheHall"/>, by the same rules. Pure: all it needs is given.
/// </summary>
public static class FirstTables
{
    /// <summary>More choices take longer to read out than to go there.</summary>
    public const int Most = 5;

    /// <summary>What begins later is proposed only where nothing begins sooner.</summary>
    private static readonly Duration _soon = Duration.FromHours(1);

    /// <param name="Called">The table, as it is called.</param>
    /// <param name="Rank">Of the wish for its employer; null: none.</param>
    public sealed record Proposal(Guid TableId, string Called, Instant StartsAt, int? Rank)
    {
        /// <summary>As the form sends it.</summary>
        public string Word => ReadTimes.WordOf(TableId, StartsAt);
    }

    /// <summary>One round of each employer's, its next: those they wish for first, the most wanted first; then where nobody sits, and of these where fewest interviews are to come.</summary>
    /// <param name="tables">The timetable's, as they are at this moment.</param>
    /// <param name="ranks">The candidate's best wish for each establishment.</param>
    /// <param name="busy">What takes the candidate's time around that day, also across sites.</param>
    internal static IReadOnlyList<Proposal> For(Timetable timetable, IReadOnlyList<HallTable> tables, Guid candidate, Presence presence, IReadOnlyDictionary<string, int> ranks, IReadOnlyList<FreeTimes.Busy> busy, Instant now)
    {
        var (rules, own) = (timetable.Rules, InTheHall.ByCandidate(timetable)[candidate].ToList());
        var next = tables.Select(one => (One: one, Round: NextOf(one.Table))).Where(one => one.Round is not null)
            .Select(one => (one.One.Table, Round: one.Round!.Value, Sits: one.One.Now is not null, ToCome: one.One.Seats.Count(seat => seat.IsOpen && seat.Interview.EndsAt > now)))
            .GroupBy(one => one.Table.Siret, (_, of) => of.OrderBy(one => one.Round.StartsAt).ThenBy(one => one.Sits).ThenBy(one => one.ToCome).ThenBy(one => one.Table.Number).First())
            .ToList();
        return [..
            from one in next.Exists(one => one.Round.StartsAt < now + _soon) ? next.Where(one => one.Round.StartsAt < now + _soon) : next
            let rank = ranks.TryGetValue(one.Table.Siret, out var found) ? found : (int?)null
            let called = TimetableTexts.Table(one.Table.CompanyName, one.Table.Number)
            orderby rank ?? int.MaxValue, one.Sits, one.ToCome, one.Round.StartsAt, called
            select new Proposal(one.Table.Id, called, one.Round.StartsAt, rank)];

        Rounds.Round? NextOf(Timetable.Table table) => table.Slots().Where(slot => slot.IsFree && slot.StartsAt >= now).Select(slot => (Rounds.Round?)new Rounds.Round(slot.StartsAt, slot.EndsAt))
            .FirstOrDefault(round => IsFor(table, round!.Value));

        bool IsFor(Timetable.Table table, Rounds.Round round) => InTheHall.MayMeet(rules, own, table.Siret, round) && presence.Covers(table.Place, round.StartsAt, round.EndsAt)
            && !busy.Any(other => round.Overlaps(other.StartsAt - rules.Gap, other.EndsAt + rules.Gap));
    }
}
