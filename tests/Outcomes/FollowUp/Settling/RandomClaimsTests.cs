using System.Diagnostics;
using CsCheck;
using JobDating.Contracts.Registration;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Settling;

/// <summary>Whatever people answer, the list is the figure: the same people, as of today.</summary>
public sealed class RandomClaimsTests(ITestOutputHelper output)
{
    private static readonly string[] _sources = ["candidate", "candidate", "candidate", "employer", "employer", "employer", "staff"];
    private static readonly string[] _situations = ["hired", "hired", "not_hired", "not_hired", "training", "unreachable"];
    private static readonly int[] _people = [0, 0, 0, 1, 1, 2, 3];
    private static readonly string[] _sirets = [ContestedTour.Acme, ContestedTour.Globex, ""];

    private static readonly Gen<(int Person, int Hours, int Source, int Siret, int Situation)[]> _answers =
        Gen.Select(Gen.Int[0, 6], Gen.Int[-60, 48], Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 5]).Array[4, 40];

    [Fact]
    public async Task The_list_of_random_answers_is_the_bilan_s_figure_of_today()
    {
        await using var house = await TestHouse.StartAsync();
        var (people, pairs) = (0, 0);
        _answers.Sample(answers => Task.Run(() => CheckAsync(answers)).GetAwaiter().GetResult(), iter: 300, threads: 1);
        output.WriteLine($"{people} people, {pairs} pairs to settle");
        Assert.True(people > 5 && pairs > people);

        async Task CheckAsync((int Person, int Hours, int Source, int Siret, int Situation)[] answers)
        {
            var (edition, site, code) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"{Guid.NewGuid():N}");
            Guid[] ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7())];
            await HearAsync(house, new EditionSaved { EditionId = edition, Version = 1, Code = code, Name = "Tour", TimeZone = "Europe/Paris" });
            // The last one was never received; the others were, one only tomorrow.
            await HearAsync(house, new RegistrationsRecorded { EditionId = edition, Registrations = [.. ids.Take(3).Select((id, i) => new RegistrationsRecorded.Registration { CandidateId = id, SiteId = site, Version = 1, RegisteredAt = TestHouse.Start, ReceivedAt = TestHouse.Start + Duration.FromDays(i == 2 ? 1 : -90) })] });
            var rows = answers.Select(answer => new FollowUpAnswersHandedOver.Row
            {
                Line = 2,
                CandidateId = ids[_people[answer.Person]],
                AnsweredAt = TestHouse.Start + Duration.FromHours(answer.Hours),
                Source = _sources[answer.Source],
                Siret = _sirets[answer.Siret],
                Situation = _situations[answer.Situation],
            }).DistinctBy(row => (row.CandidateId, row.AnsweredAt, row.Source, row.Siret, row.Situation)).ToArray();
            await HearAsync(house, new FollowUpAnswersHandedOver { ImportId = edition, EditionId = edition, FileName = "followups.csv", FirstLine = 2, Columns = [], Rows = rows });

            var found = await FindClaims.ContestedAsync(house.Outcomes, (await ReadBilan.FindAsync(house.Outcomes, code, CancellationToken.None))!, CancellationToken.None);
            var counting = found.Where(one => one.Counts).Select(one => one.CandidateId).Distinct().Count();
            Assert.Equal((await house.BilanAsync(code)).Total.ToSettle, counting);
            Assert.Equal(found.OrderBy(one => one.Claim.At).Select(one => one.Claim.At), found.Select(one => one.Claim.At));
            people += counting;
            pairs += found.Count;
        }
    }

    /// <summary>200,000 answers of 140,000 people, every hundredth or so contradicted.</summary>
    [Fact]
    public async Task Among_two_hundred_thousand_answers_the_list_is_there_at_once()
    {
        if (Environment.GetEnvironmentVariable("JOBDATING_LONG") is not { Length: > 0 })
            Assert.Skip("In the long form only.");
        const int many = 140_000;
        await using var tour = await ContestedTour.StartAsync();
        var random = new Random(1);
        var contested = 0;
        var people = new List<object>();
        var answers = new List<object>();
        for (var i = 0; i < many; i++)
        {
            var id = Guid.CreateVersion7();
            var hired = random.Next(5) == 0;
            var siret = $"{73282932000074 + random.Next(2000)}";
            people.Add(new { Id = id, Code = $"X{i:000000}", Last = $"Name{i}", Edition = tour.Edition, Site = tour.Ronchin, At = TestHouse.Start });
            Say("candidate", hired ? siret : "", hired ? "hired" : random.Next(3) == 0 ? "training" : "neither");
            if (random.Next(7) < 3)
            {
                var agrees = random.Next(10) > 0;
                Say("employer", siret, hired == agrees ? "hired" : "not_hired");
                contested += hired && !agrees ? 1 : 0;
            }

            void Say(string source, string about, string situation) => answers.Add(new { Id = Guid.CreateVersion7(), Edition = tour.Edition, Candidate = id, At = TestHouse.Start - Duration.FromMinutes(random.Next(10_000, 100_000)), Source = source, Siret = about, Situation = situation });
        }
        await tour.House.Outcomes.WriteAsync("INSERT INTO person (id, version, edition_id, revision, code, last_name, first_name, figures) VALUES (@Id, 1, @Edition, 1, @Code, @Last, 'Ada', '')", people);
        await tour.House.Outcomes.WriteAsync("INSERT INTO registration (candidate_id, site_id, edition_id, version, registered_at, received_at) VALUES (@Id, @Site, @Edition, 1, @At, @At)", people);
        await tour.House.Outcomes.WriteAsync("INSERT INTO follow_up_answer (id, version, edition_id, candidate_id, answered_at, source, siret, situation) VALUES (@Id, 1, @Edition, @Candidate, @At, @Source, @Siret, @Situation)", answers);
        using var staff = tour.Come();
        foreach (var path in (string[])[ContestedTour.List, $"{ContestedTour.List}/settled", ContestedTour.List, $"{ContestedTour.List}/settled", ContestedTour.List, $"{ContestedTour.List}?search=name1"])
        {
            var watch = Stopwatch.StartNew();
            var page = await staff.GetStringAsync(path, TestContext.Current.CancellationToken);
            output.WriteLine($"{answers.Count} answers: {path} in {watch.ElapsedMilliseconds} ms, {page.Length} characters");
        }
        var edition = (await ReadBilan.FindAsync(tour.House.Outcomes, "2023", CancellationToken.None))!;
        var find = Stopwatch.StartNew();
        var found = await FindClaims.ContestedAsync(tour.House.Outcomes, edition, CancellationToken.None);
        output.WriteLine($"{found.Count} found in {find.ElapsedMilliseconds} ms");
        Assert.Equal(contested, found.Count);
    }

    private static async Task HearAsync(TestHouse house, object message)
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new JobDating.Outcomes.OutcomesService().ListConsumers().Single(consumer => consumer.Message == message.GetType()).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
