using System.Text.Json;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Mobility;
using JobDating.Registration.Workshops;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Duplicates;

/// <summary>
/// People entered twice and three times, merged at any moment while everything about them goes on coming under whichever code, with all messages
/// shuffled and each delivered twice: as of every day the figures are those of an edition in which they were one person from the beginning.
/// </summary>
public sealed class RandomMergeTests
{
    private const string Acme = "73282932000074";
    private static readonly Instant _first = Instant.FromUtc(2023, 4, 1, 9, 0);

    private sealed record Registered(int Person, int Site, Instant At, Instant? Cancelled, Instant? Received);

    private sealed record Attended(int Person, int Workshop, bool Did);

    private sealed record Visited(int Person, int Site, Instant At);

    private sealed record Met(int Person, int Number, int Site, Instant At, string? Result);

    private sealed record Answered(int Person, Instant At, string Source, string Siret, string Situation);

    /// <summary>What is said of whom; every fact once, of the entry under which it was noted.</summary>
    private sealed record Story(int People, List<object> Facts)
    {
        public static Story Of(Random random)
        {
            var people = random.Next(2, 6);
            var facts = new List<object>();
            foreach (var person in Enumerable.Range(0, people))
            {
                foreach (var site in Enumerable.Range(0, 3).Where(_ => random.Next(3) > 0))
                {
                    var at = Time(random);
                    var fate = random.Next(3);
                    facts.Add(new Registered(person, site, at, fate == 1 ? at + Duration.FromDays(random.Next(5)) : null, fate == 2 ? at + Duration.FromDays(random.Next(5)) : null));
                }
                facts.AddRange(Enumerable.Range(0, 3).Where(_ => random.Next(2) > 0).Select(workshop => new Attended(person, workshop, random.Next(3) > 0)));
                facts.AddRange(Enumerable.Range(0, random.Next(3)).Select(_ => new Visited(person, random.Next(3), Time(random))).Distinct());
                facts.AddRange(Enumerable.Range(0, random.Next(3)).Select(number => new Met(person, number, random.Next(3), Time(random), ((string?[])["conclusive", "undecided", "not_conclusive", null])[random.Next(4)])));
                facts.AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => new Answered(person, Time(random), ((string[])["candidate", "employer", "staff"])[random.Next(3)], Acme, ((string[])["hired", "not_hired", "training", "neither", "unreachable"])[random.Next(5)])).Distinct());
            }
            return new Story(people, facts);
        }

        /// <summary>Few different times, so that the entries' facts often coincide.</summary>
        private static Instant Time(Random random) => _first + Duration.FromDays(random.Next(12)) + Duration.FromHours(random.Next(2));
    }

    [Theory, EachEngine]
    public async Task Merged_people_count_as_if_they_had_been_one_from_the_beginning(Engine engine)
    {
        foreach (var seed in Enumerable.Range(1, engine == Engine.Sqlite ? 25 : 3))
            await CheckAsync(engine, seed);
    }

    private static async Task CheckAsync(Engine engine, int seed)
    {
        var random = new Random(seed);
        var story = Story.Of(random);
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var (sites, workshops) = await PlacesAsync(house);
        var ids = new List<Guid>();
        foreach (var person in Enumerable.Range(0, story.People))
            ids.Add((await house.SaveAsync($"C{person}", "Lovelace", $"Ada{person}", row => row with { ConsentFollowUp = random.Next(3) > 0, ConsentedOn = new LocalDate(2023, 4, 1).PlusDays(random.Next(10)) })).Id);

        // Registration's part: facts and merges in one random order.
        var messages = new List<object>();
        var became = Enumerable.Range(0, story.People).ToArray();
        var merges = random.Next(1, story.People);
        var steps = story.Facts.Concat(Enumerable.Repeat("merge", merges)).ToArray();
        random.Shuffle(steps);
        foreach (var step in steps)
        {
            if (step is not string)
            {
                messages.AddRange(await TellAsync(house, step, ids, sites, workshops));
                continue;
            }
            var roots = became.Distinct().ToArray();
            random.Shuffle(roots);
            var (kept, gone) = (roots[0], roots[1]);
            await house.MergeAsync($"C{kept}", $"C{gone}", [.. MergedValues.Names.Where(_ => random.Next(2) == 0)]);
            became = [.. became.Select(root => root == gone ? kept : root)];
        }
        messages.AddRange(await house.SaidAsync(house.Registration));

        // Everybody else's part: whatever order, everything twice.
        var waiting = messages.Concat(messages).ToList();
        while (waiting.Count > 0)
        {
            var next = random.Next(waiting.Count);
            var message = waiting[next];
            waiting.RemoveAt(next);
            await house.DeliverAsync(message);
            var said = await house.SaidAsync(house.Scheduling);
            waiting.AddRange([.. said, .. said]);
        }

        await using var naive = await QuietHouse.StartAsync(engine);
        await TellOneAsync(naive, house, story, became, ids, sites, workshops);
        foreach (var day in Enumerable.Range(-1, 20).Select(number => new LocalDate(2023, 4, 1).PlusDays(number)).Append(new LocalDate(2024, 1, 1)))
            Assert.Equal($"seed {seed} {day} {await BilanAsync(naive, day)}", $"seed {seed} {day} {await BilanAsync(house, day)}");
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        await NothingHangsOnTheGoneAsync(house, [.. became.Select((root, person) => (root, person)).Where(pair => pair.root != pair.person).Select(pair => ids[pair.person])]);
    }

    private static async Task<(Guid[] Sites, Guid[] Workshops)> PlacesAsync(QuietHouse house)
    {
        var third = Guid.CreateVersion7();
        Guid[] workshops = [house.Workshop, Guid.CreateVersion7(), Guid.CreateVersion7()];
        await house.WriteAsync(async tx =>
        {
            await JobDating.Registration.Sites.SaveSites.ApplyAsync(tx, house.Edition, new Dictionary<string, Func<JobDating.Registration.Sites.SaveSites.Row?, JobDating.Registration.Sites.SaveSites.Row>>
            {
                ["tourcoing"] = _ => new() { Id = third, EditionId = house.Edition, Code = "tourcoing", Name = "Tourcoing", Date = new(2023, 4, 5) },
            }, CancellationToken.None);
            await SaveWorkshops.ApplyAsync(tx, house.Edition, Enumerable.Range(1, 2).ToDictionary(number => $"W{number + 1}", number => (Func<SaveWorkshops.Row?, SaveWorkshops.Row>)(_ =>
                new() { Id = workshops[number], EditionId = house.Edition, Code = $"W{number + 1}", Name = "CV", Audience = "candidates", StartsAt = _first + Duration.FromDays(5 * number) })), CancellationToken.None);
        });
        return ([house.Ronchin, house.Wattrelos, third], workshops);
    }

    /// <summary>Notes a fact under the entry that it names, also when that entry is long gone. What other services own goes as a message.</summary>
    private static async Task<IReadOnlyList<object>> TellAsync(QuietHouse house, object fact, List<Guid> ids, Guid[] sites, Guid[] workshops)
    {
        var (edition, ct) = (house.Edition, CancellationToken.None);
        switch (fact)
        {
            case Registered at:
                await house.WriteAsync(tx => RecordRegistrations.ApplyAsync(tx, edition, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
                {
                    // Whoever finds a registration there already leaves what it has, as a page does.
                    [(ids[at.Person], sites[at.Site])] = old => old is null
                        ? new() { CandidateId = ids[at.Person], SiteId = sites[at.Site], EditionId = edition, Channel = "staff", RegisteredAt = at.At, CancelledAt = at.Cancelled, ReceivedAt = at.Received }
                        : old with
                        {
                            RegisteredAt = at.At < old.RegisteredAt ? at.At : old.RegisteredAt,
                            ReceivedAt = at.Received is null ? old.ReceivedAt : old.ReceivedAt is null || at.Received < old.ReceivedAt ? at.Received : old.ReceivedAt,
                            CancelledAt = at.Received is not null || at.Cancelled is null || old.CancelledAt is null ? null : at.Cancelled > old.CancelledAt ? at.Cancelled : old.CancelledAt,
                        },
                }, ct));
                return [];
            case Attended at:
                await house.WriteAsync(tx => RecordWorkshopAttendances.ApplyAsync(tx, edition, new Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>
                {
                    [(workshops[at.Workshop], $"C{at.Person}")] = old => old is null
                        ? new() { WorkshopId = workshops[at.Workshop], Participant = $"C{at.Person}", EditionId = edition, CandidateId = ids[at.Person], Attended = at.Did }
                        : old with { Attended = old.Attended || at.Did },
                }, ct));
                return [];
            case Visited at:
                await house.WriteAsync(tx => RecordMobilityVisits.ApplyAsync(tx, edition, new Dictionary<(Guid, Guid, Instant), Func<RecordMobilityVisits.Row?, RecordMobilityVisits.Row>>
                {
                    [(sites[at.Site], ids[at.Person], at.At)] = old => old ?? new() { Id = Guid.CreateVersion7(), SiteId = sites[at.Site], CandidateId = ids[at.Person], EditionId = edition, VisitedAt = at.At },
                }, ct));
                return [];
            case Met at:
                return [Interviews(edition, [Interview(at, ids[at.Person], sites)])];
            case Answered at:
                return [Answers(edition, [Answer(at, ids[at.Person])])];
            default:
                throw new InvalidOperationException($"{fact} is no fact.");
        }
    }

    /// <summary>The same story with every entry replaced by the one it became, put together with nothing but the definitions.</summary>
    private static async Task TellOneAsync(QuietHouse naive, QuietHouse house, Story story, int[] became, List<Guid> ids, Guid[] sites, Guid[] workshops)
    {
        var edition = house.Edition;
        var places = await house.AllAsync<SaveWorkshops.Row>(house.Registration, "SELECT * FROM workshop");
        await naive.DeliverAsync(new EditionSaved { EditionId = edition, Version = 1, Code = "2023", Name = "Tour 2023", TimeZone = "Europe/Paris" });
        await naive.DeliverAsync(new SitesSaved
        {
            EditionId = edition,
            Sites = [.. (await house.AllAsync<JobDating.Registration.Sites.SaveSites.Row>(house.Registration, "SELECT * FROM site")).Select(site => new SitesSaved.Site { Id = site.Id, Version = 1, Code = site.Code, Name = site.Name, Date = site.Date })],
        });
        await naive.DeliverAsync(new WorkshopsSaved { EditionId = edition, Workshops = [.. places.Select(at => new WorkshopsSaved.Workshop { Id = at.Id, Version = 1, Code = at.Code, Name = at.Name, Audience = at.Audience, StartsAt = at.StartsAt })] });
        foreach (var person in became.Distinct())
        {
            var row = await house.CandidateAsync($"C{person}");
            await naive.DeliverAsync(new CandidatesSaved { EditionId = edition, Candidates = [new() { Id = row.Id, Version = 1, Code = row.Code, LastName = row.LastName, FirstName = row.FirstName, ConsentFollowUp = row.ConsentFollowUp, ConsentedOn = row.ConsentedOn }] });
        }
        foreach (var one in story.Facts.OfType<Registered>().GroupBy(at => (Person: became[at.Person], at.Site)))
        {
            Instant? received = one.Any(at => at.Received is not null) ? one.Min(at => at.Received) : null;
            await naive.DeliverAsync(new RegistrationsRecorded
            {
                EditionId = edition,
                Registrations = [new() { CandidateId = ids[one.Key.Person], SiteId = sites[one.Key.Site], Version = 1, RegisteredAt = one.Min(at => at.At), ReceivedAt = received, CancelledAt = received is null && one.All(at => at.Cancelled is not null) ? one.Max(at => at.Cancelled) : null }],
            });
        }
        foreach (var one in story.Facts.OfType<Attended>().GroupBy(at => (Person: became[at.Person], at.Workshop)))
            await naive.DeliverAsync(new WorkshopAttendancesRecorded { EditionId = edition, Attendances = [new() { WorkshopId = workshops[one.Key.Workshop], Participant = $"C{one.Key.Person}", CandidateId = ids[one.Key.Person], Version = 1, Attended = one.Any(at => at.Did) }] });
        foreach (var one in story.Facts.OfType<Visited>().Select(at => at with { Person = became[at.Person] }).Distinct())
            await naive.DeliverAsync(new MobilityVisitsRecorded { EditionId = edition, Visits = [new() { Id = Guid.CreateVersion7(), SiteId = sites[one.Site], CandidateId = ids[one.Person], VisitedAt = one.At, Version = 1 }] });
        foreach (var at in story.Facts.OfType<Met>())
            await naive.DeliverAsync(new InterviewsRecorded { EditionId = edition, Interviews = [new() { Id = Guid.CreateVersion7(), Version = 1, SiteId = sites[at.Site], Siret = Acme, CandidateId = ids[became[at.Person]], StartsAt = at.At, Status = "held", Result = at.Result }] });
        foreach (var at in story.Facts.OfType<Answered>().Select(at => at with { Person = became[at.Person] }).Distinct())
            await naive.DeliverAsync(Answers(edition, [Answer(at, ids[at.Person])]));
    }

    private static InterviewsHandedOver.Row Interview(Met at, Guid candidate, Guid[] sites) => new()
    {
        Line = 2,
        Code = $"I{at.Person}-{at.Number}",
        SiteId = sites[at.Site],
        Siret = Acme,
        Table = 1,
        CandidateId = candidate,
        StartsAt = at.At,
        Minutes = 10,
        Status = "held",
        Result = at.Result,
    };

    private static InterviewsHandedOver Interviews(Guid edition, IReadOnlyList<InterviewsHandedOver.Row> rows) =>
        new() { ImportId = edition, EditionId = edition, FileName = "interviews.csv", FirstLine = 2, Columns = ["result"], Rows = rows };

    private static FollowUpAnswersHandedOver.Row Answer(Answered at, Guid candidate) => new() { Line = 2, CandidateId = candidate, AnsweredAt = at.At, Source = at.Source, Siret = at.Siret, Situation = at.Situation };

    private static FollowUpAnswersHandedOver Answers(Guid edition, IReadOnlyList<FollowUpAnswersHandedOver.Row> rows) =>
        new() { ImportId = edition, EditionId = edition, FileName = "followups.csv", FirstLine = 2, Columns = [], Rows = rows };

    private static async Task<string> BilanAsync(QuietHouse house, LocalDate day) => JsonSerializer.Serialize(await ReadBilan.RunAsync(house.Outcomes, "2023", day, CancellationToken.None), Json.Options);

    private static async Task NothingHangsOnTheGoneAsync(QuietHouse house, IReadOnlyList<Guid> gone)
    {
        foreach (var (database, tables) in ((Database, string[])[])
        [
            (house.Registration, ["registration", "workshop_attendance", "mobility_visit", "wish", "consent", "candidate_line", "candidate_word", "candidate_key"]),
            (house.Scheduling, ["interview"]),
            (house.Outcomes, ["registration", "workshop_attendance", "mobility_visit", "interview", "follow_up_answer", "invitation"]),
        ])
            foreach (var table in tables)
                Assert.Empty(await house.AllAsync<Guid>(database, $"SELECT candidate_id FROM {table} WHERE candidate_id IN @Gone", new { Gone = gone }));
    }
}
