using NodaTime;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>What an employer thinks of a candidate who chose it: 'want', 'maybe' or 'no'.</summary>
internal sealed record DemoMark(DemoEstablishment Establishment, DemoCandidate Candidate, string Opinion);

/// <summary>An interview that the employer booked by hand, at its first table.</summary>
internal sealed record DemoBooking(DemoEstablishment Establishment, DemoCandidate Candidate, LocalDateTime StartsAt);

/// <summary>A candidate who is at a site only from then on, or only until then.</summary>
internal sealed record DemoPresence(DemoCandidate Candidate, TourSite Site, LocalTime? From, LocalTime? Until);

/// <summary>
/// The tour to come as it stands when the demonstration is made: nobody has planned yet, some employers have marked those who chose them and booked a few.
/// Two candidates of the first site have as many interviews as its rules allow, and wish for one employer more: it can only wait for them.
/// </summary>
internal sealed class ComingStory
{
    /// <summary>Interviews of a candidate a day, at sites with rules of their own.</summary>
    public const int MostPerCandidate = 3;

    private readonly Dice dice = new("marks and bookings");
    private readonly List<DemoCandidate> here;

    /// <param name="today">The same day always tells the same story.</param>
    public ComingStory(LocalDate today)
    {
        Tour = new(today);
        Employers = new(Tour);
        Candidates = new(Tour, Employers);
        here = [.. Candidates.At(First)];
        Bookings = [.. Book()];
        var booked = Bookings.Select(booking => booking.Candidate).ToHashSet();
        Presences = [.. Tour.Sites.SelectMany(site => Candidates.At(site).Where(candidate => !booked.Contains(candidate) && dice.Percent(12)).Select(candidate => Come(candidate, site)))];
        Marks = [.. Employers.At(First).Take(3).Concat(Employers.At(Tour.Sites[1]).Take(2)).Distinct().SelectMany(establishment => Mark(establishment, booked))];
    }

    public ComingTour Tour { get; }
    public ComingEmployers Employers { get; }
    public ComingCandidates Candidates { get; }
    public IReadOnlyList<DemoMark> Marks { get; }
    public IReadOnlyList<DemoPresence> Presences { get; }

    /// <summary>All at the first site.</summary>
    public IReadOnlyList<DemoBooking> Bookings { get; }

    public TourSite First => Tour.Sites[0];

    private IEnumerable<DemoBooking> Book()
    {
        var (most, next) = (Employers.At(First)[0], Employers.At(First)[1]);
        var full = Wish(most).Intersect(Wish(next)).Where(c => c.Wishes.Count > MostPerCandidate).Take(2).ToList();
        for (var n = 0; n < full.Count; n++)
            foreach (var (establishment, place) in full[n].Wishes.Select(wish => wish.Establishment).Except([most, next]).Prepend(next).Take(MostPerCandidate).Select((one, place) => (one, place)))
                yield return new(establishment, full[n], (First.Date + new LocalTime(10, 0)).PlusMinutes((40 * n) + (20 * place)));
        var mine = Wish(most).Except(full).Take(4).ToList();
        for (var n = 0; n < mine.Count; n++)
            yield return new(most, mine[n], (First.Date + new LocalTime(11, 40)).PlusMinutes(10 * n));
        foreach (var (candidate, n) in Wish(next).Except(full).Except(mine).Take(3).Select((candidate, n) => (candidate, n)))
            yield return new(next, candidate, (First.Date + new LocalTime(9, 0)).PlusMinutes(10 * n));
    }

    private IEnumerable<DemoCandidate> Wish(DemoEstablishment establishment) => here.Where(c => c.Wishes.Any(wish => wish.Establishment == establishment));

    /// <summary>For the first half of the day or the second.</summary>
    private DemoPresence Come(DemoCandidate candidate, TourSite site)
    {
        var half = site.OpensAt.PlusHours((site.ClosesAt.Hour - site.OpensAt.Hour) / 2);
        return dice.Percent(50) ? new(candidate, site, half, null) : new(candidate, site, null, half);
    }

    private IEnumerable<DemoMark> Mark(DemoEstablishment establishment, HashSet<DemoCandidate> booked)
    {
        foreach (var candidate in Candidates.All.Where(c => c.Wishes.Any(wish => wish.Establishment == establishment)))
            if (dice.Below(100) switch { < 40 => null, < 70 => "want", < 88 => "maybe", _ => booked.Contains(candidate) ? null : "no" } is { } opinion)
                yield return new(establishment, candidate, opinion);
    }
}
