using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>One site's timetable: table × time.</summary>
public sealed record Timetable(Timetable.SiteRow Site, SiteRules Rules, IReadOnlyList<Timetable.Table> Tables)
{
    public sealed record SiteRow
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public string EditionCode { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Commune { get; init; }
        public LocalDate Date { get; init; }

        /// <summary>'postponed', 'cancelled', or null: as planned.</summary>
        public string? Status { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    internal sealed record TableRow
    {
        public Guid TableId { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public int Number { get; init; }
        public bool IsOpen { get; init; }
        public string? Recruiter { get; init; }
        public string? AttendanceStatus { get; init; }
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? Minutes { get; init; }
    }

    /// <summary>An interview that is not cancelled.</summary>
    public sealed record Interview
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }
        public Guid CandidateId { get; init; }

        /// <summary>Both null: the person was erased or is not heard of yet.</summary>
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public int Minutes { get; init; }

        /// <summary>'booked', 'held' or 'no_show'.</summary>
        public string Status { get; init; } = "";
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
        public string? BookedBy { get; init; }
        public bool? IsPinned { get; init; }

        /// <summary>It takes its table's and its candidate's time.</summary>
        public bool Occupies => Status is "booked" or "held";
    }

    /// <summary>An open table, or a closed one that has interviews.</summary>
    public sealed record Table
    {
        public required Place Place { get; init; }
        public Guid Id => Place.TableId;
        public int Number => Place.Number;
        public string Siret => Place.Siret;
        public string? Recruiter { get; init; }
        public string CompanyName { get; init; } = "";
        public string? EstablishmentName { get; init; }
        public IReadOnlyList<Interview> Interviews { get; init; } = [];

        /// <summary>Can it be booked at all: open, its employer not absent, its site not cancelled.</summary>
        public bool TakesBookings => Place is { IsOpen: true, AttendanceStatus: not "absent", SiteStatus: not "cancelled" };

        /// <summary>What takes its time.</summary>
        internal IEnumerable<FreeTimes.Busy> Busy() =>
            Interviews.Where(interview => interview.Occupies).Select(interview => new FreeTimes.Busy { Id = interview.Id, StartsAt = interview.StartsAt, EndsAt = interview.EndsAt, IsTable = true });

        /// <summary>
        /// By time: each interview, and each round that is free. A round that an interview beside the rounds lies across is neither; one whose candidate did not come is both.
        /// </summary>
        public IReadOnlyList<Slot> Slots()
        {
            var rounds = TakesBookings ? Place.Rounds() : [];
            var free = rounds.Where(round => !Interviews.Any(interview => interview.Occupies && round.Overlaps(interview.StartsAt, interview.EndsAt))).ToDictionary(round => round.StartsAt, round => round.EndsAt);
            var there = Interviews.ToLookup(interview => interview.StartsAt);
            return [.. there.Select(one => one.Key).Union(free.Keys).Order().Select(at =>
                new Slot(at, free.TryGetValue(at, out var ends) ? ends : there[at].Max(one => one.EndsAt), [.. there[at]], free.ContainsKey(at)))];
        }
    }

    /// <param name="Interviews">Those that begin then: usually none or one.</param>
    /// <param name="IsFree">A round of the table that can be booked, unless it has begun.</param>
    public readonly record struct Slot(Instant StartsAt, Instant EndsAt, IReadOnlyList<Interview> Interviews, bool IsFree);

    /// <summary>Every beginning of a slot at any table, by time: the rows of the grid.</summary>
    public IReadOnlyList<Instant> Beginnings() => [.. Tables.SelectMany(table => table.Slots()).Select(slot => slot.StartsAt).Distinct().Order()];
}
