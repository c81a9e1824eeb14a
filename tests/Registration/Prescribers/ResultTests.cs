using JobDating.Contracts.Outcomes;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Prescribers;

/// <summary>What became of Ada reaches the structure that sent her when she agreed to that, for as long as she does, and never of itself.</summary>
public sealed class ResultTests
{
    private const string Page = "/registration/prescriber";

    [Fact]
    public async Task A_structure_learns_the_result_of_who_agreed_and_nobody_elses()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada", tour.Emploi);
        await ReceiveAsync(tour, ada);
        await AnswerAsync(tour, ada, "hired");
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        Assert.DoesNotContain("En emploi", await prescriber.GetAsync(Page));

        using var candidate = await tour.EnterAsync(Role.Candidate, ada, ada);
        Assert.Contains("Emploi ne sait pas si vous avez trouvé un emploi", await candidate.GetAsync("/registration/me"));
        await candidate.PostAsync("/registration/me/share-result", ("agree", "yes"));
        Assert.Contains("En emploi", await prescriber.GetAsync(Page));
        Assert.Contains("En emploi", await prescriber.GetAsync($"{Page}/candidates/{ada}"));
        Assert.Contains(",hired", await prescriber.GetAsync($"{Page}/candidates.csv"));

        await candidate.GetAsync("/registration/me");
        await candidate.PostAsync("/registration/me/share-result", ("agree", "no"));
        Assert.DoesNotContain("En emploi", await prescriber.GetAsync(Page));
        Assert.DoesNotContain("hired", await prescriber.GetAsync($"{Page}/candidates.csv"));
    }

    [Fact]
    public async Task A_prescriber_may_note_the_agreement_when_registering()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync($"{Page}/register");
        await prescriber.PostAsync($"{Page}/register", ("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("go", "where"));
        await prescriber.PostAsync($"{Page}/register", ("site", tour.Ronchin.ToString()), ("go", "offers"));
        await prescriber.PostAsync($"{Page}/register", ("consentRegistration", "true"), ("consentResult", "true"), ("go", "register"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM consent c JOIN consent_wording w ON w.id = c.wording_id WHERE c.purpose = 'share_result' AND w.text LIKE 'J’accepte que la structure%'"));
    }

    [Theory, EachEngine]
    public async Task A_result_follows_its_corrections_and_goes_with_the_person(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada", tour.Emploi);
        await ReceiveAsync(tour, ada);
        await AnswerAsync(tour, ada, "hired");
        Assert.Equal("hired", await ResultAsync(tour));
        // The employer says no: to settle, so nothing is known.
        await AnswerAsync(tour, ada, "not_hired", "employer");
        Assert.Null(await ResultAsync(tour));
        await AnswerAsync(tour, ada, "training");
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await HearAsync(tour.House, "registration", new ResultsKnown { EditionId = tour.Edition, People = [new() { CandidateId = ada, Version = 1000, Result = "hired" }] });
        await tour.House.SettleAsync();
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate_result"));
    }

    private static Task<string?> ResultAsync(ComingTour tour) => tour.House.Registration.QueryFirstOrDefaultAsync<string>("SELECT result FROM candidate_result", null, CancellationToken.None);

    /// <summary>Ada came to the site: only of those received a result counts.</summary>
    private static Task ReceiveAsync(ComingTour tour, Guid candidate) => HearAsync(tour.House, "outcomes", new RegistrationsRecorded
    {
        EditionId = tour.Edition,
        Registrations = [new() { CandidateId = candidate, SiteId = tour.Ronchin, Version = 100, RegisteredAt = TestHouse.Start, ReceivedAt = TestHouse.Start }],
    });

    private static async Task AnswerAsync(ComingTour tour, Guid candidate, string situation, string source = "candidate")
    {
        tour.House.Clock.Advance(Duration.FromHours(1));
        await HearAsync(tour.House, "outcomes", new FollowUpAnswersHandedOver
        {
            ImportId = Guid.CreateVersion7(),
            EditionId = tour.Edition,
            FileName = "followups.csv",
            FirstLine = 2,
            Columns = [],
            Rows = [new() { Line = 2, CandidateId = candidate, AnsweredAt = tour.House.Clock.GetCurrentInstant(), Source = source, Siret = Imports.WrittenArchive.Acme, Situation = situation }],
        });
        await tour.House.SettleAsync();
    }

    private static async Task HearAsync(TestHouse house, string service, object message)
    {
        var consumer = house.House.Consumers.Single(one => one.Service.Name == service && one.Message == message.GetType());
        await using var tx = await house.House.Database(consumer.Service).BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
        await consumer.ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
