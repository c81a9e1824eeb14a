using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Tests.AllInOne;
using JobDating.Tests.Outcomes.Conversion;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Retention;

/// <summary>
/// Ada has an address, Grace has none. Both registered on 15 January 2024 and were never heard of again: on 16 January 2026 their two years are over.
/// </summary>
public sealed class RetentionTests
{
    private static readonly LocalDate _due = new(2026, 1, 15);

    [Theory, EachEngine]
    public async Task What_they_did_last_is_the_last_contact_and_what_others_did_is_none(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        // She is registered at a site to come: until its day nothing begins.
        await tour.House.NightAsync();
        Assert.Equal(("expected", new LocalDate(2026, 4, 11)), (await tour.House.ContactAsync(ada), await tour.House.DueOnAsync(ada)));
        await tour.House.WriteAsync("UPDATE site SET date = '2024-01-10' WHERE code = 'ronchin'");
        await tour.House.NightAsync();
        Assert.Equal(("registered", _due), (await tour.House.ContactAsync(ada), await tour.House.DueOnAsync(ada)));

        // An employer speaks of her, and a mail of ours goes to her: no contact. She answers: one.
        tour.House.Clock.AdvanceDays(90);
        await AnswerAsync(tour, ada, "employer", "not_hired");
        await tour.House.NightAsync();
        Assert.Equal(_due, await tour.House.DueOnAsync(ada));
        await AnswerAsync(tour, ada, "candidate", "neither");
        await tour.House.NightAsync();
        Assert.Equal(("answer", After(90)), (await tour.House.ContactAsync(ada), await tour.House.DueOnAsync(ada)));

        // The same answer again changes no figure, and is a contact all the same.
        tour.House.Clock.AdvanceDays(30);
        await AnswerAsync(tour, ada, "candidate", "neither");
        await tour.House.NightAsync();
        Assert.Equal(("answer", After(120)), (await tour.House.ContactAsync(ada), await tour.House.DueOnAsync(ada)));

        // What she does on her own page.
        tour.House.Clock.AdvanceDays(30);
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Link(Role.Candidate, ada.ToString()), CancellationToken.None))
        {
            await SaveCandidates.ApplyAsync(tx, tour.Edition, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>> { [CandidateCode.For(ada)] = row => row! with { Commune = "Roubaix" } }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await tour.House.NightAsync();
        Assert.Equal(("own", After(150)), (await tour.House.ContactAsync(ada), await tour.House.DueOnAsync(ada)));
    }

    [Theory, EachEngine]
    public async Task Whoever_has_an_address_is_told_thirty_days_before_and_nobody_is_taken_earlier(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await tour.RegisterGraceAsync();
        var house = tour.House;
        house.Clock.AdvanceDays(731 - 30);
        await house.NightAsync();
        Assert.Equal(0, await NoticesAsync(tour));
        house.Clock.AdvanceDays(2);
        await house.NightAsync();
        await house.NightAsync();
        Assert.Equal(1, await NoticesAsync(tour));
        var body = await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT body FROM mail WHERE once_key LIKE 'retention/%'", null, CancellationToken.None);
        Assert.Contains("à partir du dimanche 18 janvier 2026", body);
        Assert.Contains("/in/", body);

        // The day of Grace has passed, hers too, but her mail lies in the post: its thirty days have not begun.
        house.Clock.AdvanceDays(40);
        Assert.Equal(1, (await house.DryRunAsync()).People);
        await house.MailsLeaveAsync();
        house.Clock.AdvanceDays(29);
        Assert.Equal(1, (await house.DryRunAsync()).People);
        house.Clock.AdvanceDays(2);
        var both = await house.DryRunAsync();
        Assert.Equal((2, "dry"), (both.People, both.Status));

        // Nothing was done by looking. Confirmed with its number it is.
        await house.NightAsync();
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL"));
        Assert.False(await house.ConfirmAsync(both with { People = 1 }));
        Assert.True(await house.ConfirmAsync(both));
        Assert.False(await house.ConfirmAsync(both));
        await house.WorkAsync();
        await house.SettleAsync();
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL AND last_name = '(erased)' AND email IS NULL"));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM retention_run_person WHERE outcome = 'anonymised'"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM retention_run WHERE status = 'done'"));
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM retention"));
        Assert.Equal("", await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT body FROM mail WHERE about_id = @Ada", new { Ada = ada }, CancellationToken.None));
        Assert.Equal(2, await house.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL AND last_name = ''", null, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_came_back_between_confirmation_and_turn_is_kept_and_a_notice_that_was_cancelled_is_written_anew()
    {
        await using var tour = await ComingTour.StartAsync();
        var (ada, house) = (await Cast.RegisterAsync(tour, "Ada"), tour.House);
        await tour.RegisterGraceAsync();
        house.Clock.AdvanceDays(703);
        await house.NightAsync();
        await house.WriteAsync("UPDATE mail SET status = 'cancelled' WHERE once_key LIKE 'retention/%'");
        await house.NightAsync();
        Assert.Equal(2, await NoticesAsync(tour));
        await house.MailsLeaveAsync();
        house.Clock.AdvanceDays(32);
        var run = await house.DryRunAsync();
        Assert.Equal(2, run.People);
        Assert.True(await house.ConfirmAsync(run));
        await using (var tx = await house.Registration.BeginAsync(Actor.Link(Role.Candidate, ada.ToString()), CancellationToken.None))
        {
            await NoteConsents.RenewAsync(tx, ada, ConsentWording.Of(ConsentWording.ForKeeping), CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.WorkAsync();
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM retention_run_person WHERE outcome = 'kept' AND candidate_id = @Ada", new { Ada = ada }));
        Assert.Equal(["Ada"], await house.Registration.QueryAsync<string>("SELECT first_name FROM candidate WHERE erased_at IS NULL", null, CancellationToken.None));
        // In two more years she is told anew.
        house.Clock.AdvanceDays(731);
        await house.NightAsync();
        Assert.Equal(3, await tour.CountAsync("SELECT COUNT(*) FROM mail WHERE once_key LIKE 'retention/%' AND about_id = @Ada", new { Ada = ada }));
    }

    [Theory, EachEngine]
    public async Task The_whole_tour_of_2023_is_anonymised_and_no_figure_moves(Engine engine)
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(engine);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        var before = await ErasureTests.FiguresAsync(house);
        house.Clock.AdvanceDays(3 * 365);
        await house.NightAsync();
        await house.MailsLeaveAsync();
        house.Clock.AdvanceDays(31);
        var run = await house.DryRunAsync();
        Assert.Equal(await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate", null, CancellationToken.None), run.People);
        Assert.True(await house.ConfirmAsync(run));
        await house.WorkAsync();
        await house.SettleAsync();
        Assert.Equal(0, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate WHERE erased_at IS NULL", null, CancellationToken.None));
        Assert.Equal(0, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM person WHERE erased_at IS NULL OR last_name <> ''", null, CancellationToken.None));
        Assert.Equal(before, await ErasureTests.FiguresAsync(house));
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        // Each of the two other services has said of each that it is done.
        Assert.Equal(2 * run.People, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM erasure_part WHERE done_at IS NOT NULL", null, CancellationToken.None));
        Assert.Empty(await Erasures.OpenAsync(house.Registration, CancellationToken.None));
    }

    /// <summary>Two years after the day that is so many days after the registration; 2024 has a 29 February.</summary>
    private static LocalDate After(int days) => _due.PlusYears(-2).PlusDays(days).PlusYears(2);

    private static async Task AnswerAsync(ComingTour tour, Guid candidate, string source, string situation)
    {
        await tour.House.SettleAsync();
        await using (var tx = await tour.House.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            var row = new RecordAnswers.Row { Id = Guid.CreateVersion7(), EditionId = tour.Edition, CandidateId = candidate, AnsweredAt = tx.Now, Source = source, Siret = "", Situation = situation };
            await RecordAnswers.ApplyAsync(tx, tour.Edition, new Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>> { [row.Key()] = _ => row }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await tour.House.SettleAsync();
    }

    private static Task<int> NoticesAsync(ComingTour tour) => tour.CountAsync("SELECT COUNT(*) FROM mail WHERE once_key LIKE 'retention/%'");
}
