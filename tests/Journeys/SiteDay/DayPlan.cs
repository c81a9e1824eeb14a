using System.Globalization;
using JobDating.AllInOne.Demo;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>How large a day is played, and how fast: all tables begin a round together.</summary>
/// <param name="WalkIns">Who had not registered.</param>
/// <param name="Twice">Whom two desks receive in the same second.</param>
/// <param name="Undone">Whom a desk receives by mistake and takes back.</param>
internal sealed record DaySize(int Candidates, int Employers, int Interviews, int Desks, int WalkIns, int Twice, int Undone, TimeSpan Round)
{
    public static readonly DaySize Short = new(24, 4, 30, 2, 4, 2, 2, TimeSpan.FromSeconds(3));

    /// <summary>A mean day of the tour of 2023.</summary>
    public static readonly DaySize Whole = new(160, 20, 229, 4, 14, 8, 8, TimeSpan.FromSeconds(15));

    public int Rounds => (Interviews + Employers - 1) / Employers;
}

/// <summary>Somebody at the site. Whoever sits at a table sits at no other: <see cref="Seat"/>.</summary>
internal sealed record Person(string Code, string LastName, string FirstName, bool Comes, bool IsWalkIn = false)
{
    public SemaphoreSlim Seat { get; } = new(1);

    /// <summary>As desks and the board write it.</summary>
    public string Name => $"{LastName} {FirstName}";
}

/// <param name="Siret">Of a company of its own, with one table.</param>
internal sealed record Employer(string Siret, string Name);

/// <summary>One interview, and what will be: who says so, and in which way.</summary>
/// <param name="Ends"><c>conclusive</c>, <c>not_conclusive</c>, <c>undecided</c>, <c>end</c> (its result is never noted) or <c>miss</c>.</param>
/// <param name="Way">At the table: <c>straight</c>, <c>over</c> (nobody pressed start), <c>corrected</c> (another result first, and one step back).</param>
/// <param name="HallMisses">The hall says that nobody came: it is right when <paramref name="Ends"/> is <c>miss</c>, and then the table says nothing; else the table knows better.</param>
internal sealed record Interview(string Code, Employer Employer, Person Person, int Round, string Ends, string Way, bool HallMisses)
{
    /// <summary>Scheduling's, known once everything is imported.</summary>
    public Guid Id { get; set; }
}

/// <summary>What a desk does next: <c>receive</c>, <c>mistake</c> (receive and take back), <c>twice</c> (with another desk, in the same second) or <c>walk_in</c>.</summary>
internal sealed record Arrival(string Kind, Person Person, int Desk, double At);

/// <summary>A day made by a seed: the same seed, the same day; only what the machine makes of it differs.</summary>
internal sealed class DayPlan
{
    private const string Consonants = "bdfglmnprtv";
    private const string Vowels = "aeiou";

    /// <summary>Long enough that no interview's time is over before it is played.</summary>
    private const int Minutes = 5;

    private static readonly string[] _firstNames = ["Ada", "Alan", "Anita", "Annie", "Barbara", "Donald", "Edith", "Edsger", "Frances", "Grace", "Hedy", "Jean", "Joan", "John", "Karen", "Lynn", "Margaret", "Mary", "Radia", "Tony"];

    public DayPlan(DaySize size, int seed, Instant now)
    {
        (Size, Seed) = (size, seed);
        var random = new Random(seed);
        // The zone in which it is now between nine and ten in the morning: the day does not end while it is played, whenever that is.
        var ahead = (9 - now.InUtc().Hour + 24) % 24;
        ahead = ahead > 12 ? ahead - 24 : ahead;
        Zone = DateTimeZoneProviders.Tzdb[ahead == 0 ? "Etc/UTC" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-ahead:+0;-0}")];
        Begins = now.InZone(Zone).LocalDateTime.With(TimeAdjusters.TruncateToMinute).PlusMinutes(3);
        Code = string.Create(CultureInfo.InvariantCulture, $"jour-{seed}");
        People = [.. Enumerable.Range(0, size.Candidates).Select(at => new Person($"C{at + 1:000}", LastName(at), _firstNames[at % _firstNames.Length], random.NextDouble() < 0.93))];
        WalkIns = [.. Enumerable.Range(size.Candidates, size.WalkIns).Select(at => new Person("", LastName(at), _firstNames[at % _firstNames.Length], true, IsWalkIn: true))];
        var sirets = new FictitiousSiret(new($"employers of {seed}"));
        Employers = [.. Enumerable.Range(0, size.Employers).Select(at => new Employer(FictitiousSiret.Of(sirets.NextSiren(), 1), $"Maison {LastName(size.Candidates + size.WalkIns + at)}"))];
        Interviews = MakeInterviews(random);
        Arrivals = MakeArrivals(random);
    }

    public DaySize Size { get; }
    public int Seed { get; }
    public DateTimeZone Zone { get; }

    /// <summary>The first round's time, some minutes from now.</summary>
    public LocalDateTime Begins { get; }

    public string Code { get; }
    public IReadOnlyList<Person> People { get; }
    public IReadOnlyList<Person> WalkIns { get; }
    public IReadOnlyList<Employer> Employers { get; }
    public IReadOnlyList<Interview> Interviews { get; }
    public IReadOnlyList<Arrival> Arrivals { get; }

    /// <summary>The day as an archive: one site, everybody registered, every interview booked.</summary>
    public byte[] Zip()
    {
        using var archive = new WrittenArchive();
        var date = LocalDatePattern.Iso.Format(Begins.Date);
        archive
            .With("edition.csv", "code,name,time_zone", $"{Code},Une journée,{Zone.Id}")
            .With("sites.csv", "code,name,commune,address,date,opens_at,closes_at,interview_minutes", $"ronchin,Ronchin,Ronchin,Salle des fêtes,{date},08:00,17:00,{Minutes}")
            .With("establishments.csv", ["siret,company_name", .. Employers.Select(employer => $"{employer.Siret},{employer.Name}")])
            .With("attendances.csv", ["site_code,siret,tables,status", .. Employers.Select(employer => $"ronchin,{employer.Siret},1,expected")])
            .With("candidates.csv", ["code,last_name,first_name", .. People.Select(person => $"{person.Code},{person.LastName},{person.FirstName}")])
            .With("registrations.csv", ["candidate_code,site_code,registered_at,channel", .. People.Select(person => $"{person.Code},ronchin,{LocalDatePattern.Iso.Format(Begins.Date.PlusDays(-3))}T10:00,staff")])
            .With("interviews.csv", ["code,site_code,siret,table,candidate_code,starts_at,minutes,status", .. Interviews.Select(one =>
                $"{one.Code},ronchin,{one.Employer.Siret},1,{one.Person.Code},{LocalDateTimePattern.GeneralIso.Format(Begins.PlusMinutes(one.Round * Minutes))[..16]},{Minutes},booked")]);
        return File.ReadAllBytes(archive.Zip());
    }

    /// <summary>Nobody twice in a round nor twice at an employer; everybody once before anybody twice.</summary>
    private List<Interview> MakeInterviews(Random random)
    {
        var made = new List<Interview>();
        while (made.Count < Size.Interviews)
        {
            var (round, employer) = (made.Count / Employers.Count, Employers[made.Count % Employers.Count]);
            var person = People
                .Where(one => !made.Any(other => other.Person == one && (other.Round == round || other.Employer == employer)))
                .OrderBy(one => made.Count(other => other.Person == one)).ThenBy(_ => random.Next()).First();
            var ends = !person.Comes || random.NextDouble() < 0.03 ? "miss" : random.NextDouble() switch { < 0.44 => "conclusive", < 0.80 => "not_conclusive", < 0.95 => "undecided", _ => "end" };
            var way = random.NextDouble() switch { < 0.8 => "straight", < 0.92 => "over", _ => "corrected" };
            made.Add(new Interview($"I{made.Count + 1:000}", employer, person, round, ends, way, random.NextDouble() < (ends == "miss" ? 0.5 : 0.06)));
        }
        return made;
    }

    /// <summary>In the order of their first interviews, spread over the day's first three quarters; mistakes are about those who never come.</summary>
    private List<Arrival> MakeArrivals(Random random)
    {
        var coming = People.Where(person => person.Comes).OrderBy(person => Interviews.FirstOrDefault(one => one.Person == person)?.Round ?? Size.Rounds).ToList();
        var twice = coming.OrderBy(_ => random.Next()).Take(Size.Twice).ToHashSet();
        var made = new List<Arrival>();
        foreach (var (person, at) in coming.Select((person, at) => (person, 0.75 * at / coming.Count)))
        {
            var desk = random.Next(Size.Desks);
            made.Add(new Arrival(twice.Contains(person) ? "twice" : "receive", person, desk, at));
            if (twice.Contains(person))
                made.Add(new Arrival("twice", person, (desk + 1) % Size.Desks, at));
        }
        made.AddRange(People.Where(person => !person.Comes).Take(Size.Undone).Select(person => new Arrival("mistake", person, random.Next(Size.Desks), 0.75 * random.NextDouble())));
        made.AddRange(WalkIns.Select((person, at) => new Arrival(at == 0 ? "walk_in_mistake" : "walk_in", person, random.Next(Size.Desks), 0.75 * random.NextDouble())));
        return [.. made.OrderBy(arrival => arrival.At)];
    }

    /// <summary>Six letters, each person's own, none the beginning of another.</summary>
    private static string LastName(int at)
    {
        var syllables = Enumerable.Range(0, 3).Select(place => at * 37 / (int)Math.Pow(55, place) % 55).Select(syllable => $"{Consonants[syllable / 5]}{Vowels[syllable % 5]}");
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Concat(syllables));
    }
}
