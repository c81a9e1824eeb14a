using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes;
using JobDating.Outcomes.FollowUp;
using JobDating.Outcomes.FollowUp.EmployerAnswers;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.EmployerAnswers;

/// <summary>At Ronchin Acme found Ada and Grace conclusive, and Alan not; Globex met Ada. A month later both are asked whom they hired.</summary>
public sealed class AnswerForConclusiveTests
{
    private const string Acme = "73282932000074";
    private const string Globex = "40483304800022";
    private const string List = "/outcomes/employer/follow-up";

    private static readonly Instant OnTheDay = Instant.FromUtc(2024, 4, 11, 8, 0);
    private static readonly Instant MonthLater = Instant.FromUtc(2024, 5, 11, 10, 0);

    private readonly Guid _edition = Guid.CreateVersion7();
    private readonly Guid _ronchin = Guid.CreateVersion7();
    private readonly Guid _ada = Guid.CreateVersion7();
    private readonly Guid _grace = Guid.CreateVersion7();
    private readonly Guid _alan = Guid.CreateVersion7();

    [Theory, EachEngine]
    public async Task What_an_employer_says_counts_from_the_day_it_says_so(Engine engine)
    {
        await using var house = await StartAsync(engine);
        using var acme = await ComeInAsync(house, Acme);
        var page = await acme.ReadAsync(List);
        Assert.Contains("Ada Lovelace", page);
        Assert.Contains("Grace Hopper", page);
        Assert.DoesNotContain("Alan", page);
        Assert.Contains("2 answers are still missing", page);

        Assert.Equal(HttpStatusCode.SeeOther, (await acme.SendAsync(List, List, (Field(_ada), "hired"), (Field(_grace), "still_deciding"))).StatusCode);
        Assert.Equal(["Ada employer hired"], await AnswersAsync(house));
        Assert.Equal(1, await HiresAsync(house, new LocalDate(2024, 5, 11)));
        Assert.Equal(0, await HiresAsync(house, new LocalDate(2024, 5, 10)));
        Assert.DoesNotContain("missing", await acme.ReadAsync(List));

        // Nothing came of it after all, and Grace it is.
        house.Clock.AdvanceDays(10);
        await acme.SendAsync(List, List, (Field(_ada), "not_hired"), (Field(_grace), "hired"));
        Assert.Equal(["Ada employer hired", "Ada employer not_hired", "Grace employer hired"], await AnswersAsync(house));
        Assert.Equal(1, await HiresAsync(house, new LocalDate(2024, 5, 20)));
        Assert.Equal(1, await HiresAsync(house, new LocalDate(2024, 5, 21)));
        Assert.Equal(0, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM still_deciding", null, CancellationToken.None));
        // What was decided cannot become undecided, and of whom Acme did not find conclusive it is not asked.
        await acme.SendAsync(List, List, (Field(_grace), "still_deciding"), (Field(_alan), "hired"));
        Assert.Equal(3, (await AnswersAsync(house)).Count);
    }

    [Theory, EachEngine]
    public async Task Twice_is_once_and_a_colleague_overwrites_nothing(Engine engine)
    {
        await using var house = await StartAsync(engine);
        using var acme = await ComeInAsync(house, Acme);
        using var colleague = await ComeInAsync(house, Acme);
        var before = await colleague.ReadAsync(List);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => acme.SendAsync(List, List, (Field(_ada), "hired"))));
        Assert.Single((await AnswersAsync(house)).Distinct());
        await acme.SendAsync(List, List, (Field(_ada), "not_hired"));
        var after = await AnswersAsync(house);
        await colleague.SendPageAsync(before, List, List, (Field(_grace), "not_hired"));
        Assert.Equal(after.Count + 1, (await AnswersAsync(house)).Count);
        Assert.Equal(0, await HiresAsync(house, new LocalDate(2024, 5, 11)));
    }

    [Fact]
    public async Task Others_see_nothing_of_it()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        using var globex = await ComeInAsync(house, Globex);
        var page = await globex.ReadAsync(List);
        Assert.DoesNotContain("Ada", page);
        Assert.Contains("nothing to ask you", page);
        await globex.PostAsync(List, [(Field(_ada), "hired")]);
        Assert.Empty(await AnswersAsync(house));
        using var nobody = new Browser(house.Address);
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync(List)).StatusCode);
    }

    [Theory, EachEngine]
    public async Task Those_who_have_not_said_are_asked_once_for_each_wave(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskEmployers.RunAsync(house.Outcomes, CancellationToken.None)));
        var said = Assert.Single(await house.Outcomes.QueryAsync<string>("SELECT body FROM outbox_message WHERE kind LIKE '%HiresAsked'", null, CancellationToken.None));
        Assert.Contains(Acme, said);
        Assert.DoesNotContain(Globex, said);
        Assert.Contains("2024-05-11", said);
    }

    [Theory, EachEngine]
    public async Task Whoever_has_said_nothing_after_a_week_is_reminded_once(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await SweepAsync(house);
        house.Clock.AdvanceDays(6);
        await SweepAsync(house);
        Assert.Single(await AskedAsync(house));
        house.Clock.AdvanceDays(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskEmployers.RunAsync(house.Outcomes, CancellationToken.None)));
        house.Clock.AdvanceDays(1);
        await SweepAsync(house);
        Assert.Equal([$"{Acme} 2024-05-11 open", $"{Acme} 2024-05-18 open_again"], await AskedAsync(house));
    }

    [Theory]
    [InlineData("hired", 8)]
    // Nothing is decided yet: that is said too.
    [InlineData("still_deciding", 8)]
    // Stopped for a fortnight: nobody is reminded of what is long past.
    [InlineData(null, 13)]
    public async Task Nobody_is_reminded_who_has_said_something_or_after_a_standstill(string? said, int days)
    {
        await using var house = await StartAsync(Engine.Sqlite);
        await SweepAsync(house);
        house.Clock.AdvanceDays(2);
        if (said is not null)
        {
            using var acme = await ComeInAsync(house, Acme);
            await acme.SendAsync(List, List, (Field(_grace), said));
        }
        house.Clock.AdvanceDays(days - 2);
        await SweepAsync(house);
        Assert.Single(await AskedAsync(house));
    }

    private static async Task SweepAsync(TestHouse house)
    {
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        await AskEmployers.RunAsync(house.Outcomes, CancellationToken.None);
    }

    /// <summary>As Registration has heard it: whom, on which day, and whether again.</summary>
    private static async Task<IReadOnlyList<string>> AskedAsync(TestHouse house)
    {
        await house.SettleAsync();
        return await house.Registration.QueryAsync<string>("SELECT CONCAT(siret, ' ', CAST(asked_on AS char(10)), ' ', status) FROM employer_asked WHERE about = 'hires' ORDER BY asked_on", null, CancellationToken.None);
    }

    private static string Field(Guid candidate) => AnswerForConclusive.FieldOf(candidate);

    private async Task<TestHouse> StartAsync(Engine engine)
    {
        var house = await TestHouse.StartAsync(engine, listen: true);
        await HearAsync(house, new EditionSaved { EditionId = _edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" });
        await HearAsync(house, new SitesSaved { EditionId = _edition, Sites = [new() { Id = _ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new LocalDate(2024, 4, 11) }] });
        await HearAsync(house, new CandidatesSaved { EditionId = _edition, Candidates = [Person(_ada, "Ada", "Lovelace"), Person(_grace, "Grace", "Hopper"), Person(_alan, "Alan", "Turing")] });
        await HearAsync(house, new RegistrationsRecorded { EditionId = _edition, Registrations = [.. new[] { _ada, _grace, _alan }.Select(id => new RegistrationsRecorded.Registration { CandidateId = id, SiteId = _ronchin, Version = 1, RegisteredAt = OnTheDay, ReceivedAt = OnTheDay })] });
        await HearAsync(house, new InterviewsRecorded { EditionId = _edition, Interviews = [Met(_ada, Acme, "conclusive"), Met(_grace, Acme, "conclusive"), Met(_alan, Acme, "not_conclusive"), Met(_ada, Globex, "undecided")] });
        house.Clock.Reset(MonthLater);
        return house;
    }

    private static CandidatesSaved.Candidate Person(Guid id, string first, string last) => new() { Id = id, Version = 1, Code = first, LastName = last, FirstName = first, ConsentFollowUp = true };

    private InterviewsRecorded.Interview Met(Guid candidate, string siret, string result) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, SiteId = _ronchin, Siret = siret, Table = 1, CandidateId = candidate, StartsAt = OnTheDay, Minutes = 10, Status = "held", Result = result };

    private static async Task<Browser> ComeInAsync(TestHouse house, string siret)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        var link = await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new() { Role = Role.Employer, Holder = Guid.CreateVersion7(), Subject = siret, Name = "Hank", Expires = tx.Now + Duration.FromDays(30) }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        var browser = new Browser(house.Address);
        await browser.GetAsync(link);
        return browser;
    }

    private static async Task HearAsync<T>(TestHouse house, T message) where T : class
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new OutcomesService().ListConsumers().Single(consumer => consumer.Message == typeof(T)).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static Task<IReadOnlyList<string>> AnswersAsync(TestHouse house) => house.Outcomes.QueryAsync<string>(
        "SELECT CONCAT(p.first_name, ' ', a.source, ' ', a.situation) FROM follow_up_answer a JOIN person p ON p.id = a.candidate_id ORDER BY p.first_name, a.answered_at", null, CancellationToken.None);

    private static Task<int> HiresAsync(TestHouse house, LocalDate day) => house.Outcomes.QueryFirstOrDefaultAsync<int>(
        "SELECT COALESCE(SUM(amount), 0) FROM figure_day WHERE figure = 'Hires' AND site_id = @Edition AND day <= @Day", new { Edition = Guid.Empty, Day = day }, CancellationToken.None);
}
