using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>A site as it stands: what a plan is made from, and against what a draft is checked before it is published.</summary>
internal sealed record PlanState
{
    public required SiteRules Rules { get; init; }
    public required IReadOnlyList<Place> Tables { get; init; }

    /// <summary>Registered here; nobody erased.</summary>
    public required IReadOnlyList<Guid> Registered { get; init; }

    /// <summary>Those who are not there all the time.</summary>
    public required IReadOnlyList<Present> Presences { get; init; }
    public required IReadOnlyList<Wish> Wishes { get; init; }
    public required IReadOnlyList<Interview> Interviews { get; init; }

    /// <summary>Interviews of these candidates at other sites about that day.</summary>
    public required IReadOnlyList<Busy> Elsewhere { get; init; }

    /// <summary>What begins before this moment is running or promised.</summary>
    public required Instant Until { get; init; }

    /// <summary>Only the rest of the day is planned: what is booked stays wherever it can.</summary>
    public bool IsRest { get; init; }

    /// <summary>Who, for all that is known on the day, is not there.</summary>
    public IReadOnlySet<Guid> Away { get; init; } = new HashSet<Guid>();

    public bool IsFixed(Interview interview) =>
        interview.Status != "booked" || interview.BookedBy != Booker.Plan || interview.IsPinned || interview.StartsAt < Until || (IsRest && CanStay(interview));

    /// <summary>The rounds of a table that a plan may fill; none of a closed one, or where nobody sits.</summary>
    public IReadOnlyList<Rounds.Round> OpenRounds(Place table) => Serves(table) ? [.. table.Rounds().Where(round => round.StartsAt >= Until)] : [];

    /// <summary>
    /// The same without what those who are away would like beyond what they have: the rounds are for who is there. As nobody with an interview counts for more than somebody without,
    /// whoever stays away all day would else come first.
    /// </summary>
    public PlanState WithoutAway()
    {
        if (Away.Count == 0)
            return this;
        var sirets = Tables.ToDictionary(table => table.TableId, table => table.Siret);
        var has = Interviews.Select(interview => (interview.CandidateId, sirets.GetValueOrDefault(interview.TableId))).ToHashSet();
        return this with { Wishes = [.. Wishes.Where(wish => !Away.Contains(wish.CandidateId) || has.Contains((wish.CandidateId, wish.Siret)))] };
    }

    /// <summary>
    /// Its table serves and it is on the site's day. It may lie beside the rounds, over lunch or after closing time: on the day somebody decided that, when all ran late.
    /// </summary>
    private bool CanStay(Interview interview) => Tables.Any(table => table.TableId == interview.TableId && Serves(table) && Fit.IsOfDay(table, interview.StartsAt));

    private static bool Serves(Place table) => table.IsOpen && table.AttendanceStatus is not (null or "absent") && table.SiteStatus != "cancelled";

    internal sealed record Present
    {
        public Guid CandidateId { get; init; }
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }

        public Presence Presence => new(PresentFrom, PresentUntil);
    }

    /// <summary>A candidate would like to meet an establishment of the site, by its best offer.</summary>
    internal sealed record Wish
    {
        public Guid CandidateId { get; init; }
        public required string Siret { get; init; }
        public int Rank { get; init; }

        /// <summary>'want', 'maybe', 'no', or null.</summary>
        public string? Opinion { get; init; }
    }

    internal sealed record Interview
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public required string Code { get; init; }
        public Guid TableId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public int Minutes { get; init; }
        public required string Status { get; init; }
        public string? BookedBy { get; init; }
        public bool IsPinned { get; init; }

        public Rounds.Round Time => new(StartsAt, EndsAt);
    }

    internal sealed record Busy
    {
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
    }
}
