using System.Text.Json;
using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Tests.AllInOne;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Candidates;

/// <summary>
/// 1. Ada of an edition that is over asks to be erased. 2. Nothing names her in any service any more, and no figure has moved. 3. Old messages and
/// an old archive come late: she stays erased. 4. The edition goes out and comes in elsewhere: same figures, still nobody's name.
/// </summary>
public sealed class EraseCandidatesTests
{
    private static readonly LocalDate _end = new(2023, 11, 30);

    [Theory, EachEngine]
    public async Task Nobody_is_named_any_more_and_no_figure_moves(Engine engine)
    {
        using var archive = AwkwardArchive.Write();
        await using var house = await TestHouse.StartAsync(engine);
        await house.ImportAsync(archive.Folder);
        var (before, later) = (await FiguresAsync(house, _end), await FiguresAsync(house, null));
        var people = await house.Registration.QueryAsync<SaveCandidates.Row>("SELECT id, version, edition_id, code, last_name, first_name, email, phone, consent_follow_up, consented_on FROM candidate ORDER BY code", null, CancellationToken.None);

        Assert.Equal(people.Count, await EraseAsync(house, [.. people.Select(person => person.Id)]));
        Assert.Equal(0, await EraseAsync(house, [.. people.Select(person => person.Id), Guid.NewGuid()]));
        await house.SettleAsync();

        Assert.Equal((before, later), (await FiguresAsync(house, _end), await FiguresAsync(house, null)));
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        await NobodyIsNamedAsync(house, people);

        // What was under way comes late, also what claims to be newer.
        foreach (var version in (int[])[1, 2, 99])
            foreach (var database in (Database[])[house.Scheduling, house.Outcomes])
                await HearAsync(house, database, new CandidatesSaved
                {
                    EditionId = people[0].EditionId,
                    Candidates = [.. people.Select(person => new CandidatesSaved.Candidate { Id = person.Id, Version = version, Code = person.Code, LastName = person.LastName, FirstName = person.FirstName, Email = person.Email ?? "somebody@example.org", ConsentFollowUp = false })],
                });
        await house.ImportAsync(archive.Folder);
        await house.SettleAsync();
        Assert.Equal((before, later), (await FiguresAsync(house, _end), await FiguresAsync(house, null)));
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        await NobodyIsNamedAsync(house, people);

        using var exported = await Exported.FromAsync(house, "2023");
        Assert.All(exported.Rows("candidates.csv"), row => Assert.Contains("|(erased)|(erased)||||", row));
        await using var elsewhere = await TestHouse.StartAsync(engine);
        Assert.Equal(0, (await elsewhere.ImportAsync(exported.Folder)).Errors);
        Assert.Equal((before, later), (await FiguresAsync(elsewhere, _end), await FiguresAsync(elsewhere, null)));
        Assert.Equal([], (await Recount.CompareAsync(elsewhere.Outcomes, "2023", CancellationToken.None))!);
        Assert.Equal(people.Count, await elsewhere.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL", null, CancellationToken.None));
        using var again = await Exported.FromAsync(elsewhere, "2023");
        Assert.Equal(exported.Everything(), again.Everything());
    }

    [Fact]
    public async Task An_archive_that_says_somebody_was_erased_erases_them_where_they_still_are()
    {
        using var archive = new WrittenArchive().WithCast().With("candidates.csv", "code,last_name,first_name,email", "C1,Lovelace,Ada,ada@example.org", "C2,Hopper,Grace,grace@example.org");
        await using var house = await TestHouse.StartAsync();
        await house.ImportAsync(archive.Folder);
        using var later = new WrittenArchive().With("candidates.csv", "code,last_name,first_name", "C1,(erased),(erased)");
        await house.ImportAsync(later.Folder);
        await house.SettleAsync();
        Assert.Equal(["C2"], await house.Registration.QueryAsync<string>("SELECT code FROM candidate WHERE email IS NOT NULL", null, CancellationToken.None));
        Assert.Equal(["C2"], await house.Outcomes.QueryAsync<string>("SELECT code FROM person WHERE email IS NOT NULL", null, CancellationToken.None));
    }

    [Fact]
    public async Task An_erased_person_s_place_is_free_and_the_registration_counts()
    {
        await using var tour = await Registering.ComingTour.StartAsync();
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await tour.SetCapacityAsync(tour.Ronchin, 1);
        await EraseAsync(tour.House, [ada]);
        await Cast.RegisterAsync(tour, "Grace");
        await tour.House.SettleAsync();
        Assert.Equal(2, (await tour.House.BilanAsync("2023")).Total.Registered);
        Assert.Equal((2, 0), (await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE candidate_id <> @Ada", new { Ada = ada }), await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE candidate_id = @Ada", new { Ada = ada })));
    }

    private static async Task<int> EraseAsync(TestHouse house, IReadOnlyCollection<Guid> ids)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var erased = await EraseCandidates.ApplyAsync(tx, ids, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return erased;
    }

    private static async Task<string> FiguresAsync(TestHouse house, LocalDate? asOf) => JsonSerializer.Serialize(await house.BilanAsync("2023", asOf), Json.Options);

    /// <summary>Not a name, address or telephone of theirs stands in any row of any table, the audit among them.</summary>
    private static async Task NobodyIsNamedAsync(TestHouse house, IReadOnlyList<SaveCandidates.Row> people)
    {
        var rows = await Dump.AllAsync(house);
        foreach (var word in people.SelectMany(person => new[] { person.LastName, person.FirstName, person.Email, person.Phone }).OfType<string>().Where(word => word.Length > 1).Distinct())
            Assert.DoesNotContain(rows, row => row.Contains($"={word}", StringComparison.Ordinal));
    }

    private static async Task HearAsync<T>(TestHouse house, Database database, T message) where T : class
    {
        await using var tx = await database.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await house.House.Consumers.Single(consumer => consumer.Message == typeof(T) && house.House.Database(consumer.Service) == database).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
