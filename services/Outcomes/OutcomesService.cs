using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Conversion;
using JobDating.Outcomes.Editions;
using JobDating.Outcomes.Employers;
using JobDating.Outcomes.Exports;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using JobDating.Outcomes.FollowUp.EmployerAnswers;
using JobDating.Outcomes.Interviews;
using JobDating.Outcomes.Merging;
using JobDating.Outcomes.Mobility;
using JobDating.Outcomes.People;
using JobDating.Outcomes.Press;
using JobDating.Outcomes.Privacy;
using JobDating.Outcomes.Structures;
using JobDating.Outcomes.Workshops;
using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Outcomes;

/// <summary>Outcomes' doors: follow-up, figures, bilan.</summary>
public sealed class OutcomesService : Service
{
    private const string CopiesSql = """
        UPDATE edition SET version = -version WHERE version * @Sign > 0;
        UPDATE site SET version = -version WHERE version * @Sign > 0;
        UPDATE establishment SET version = -version WHERE version * @Sign > 0;
        UPDATE attendance SET version = -version WHERE version * @Sign > 0;
        UPDATE offer SET version = -version WHERE version * @Sign > 0;
        UPDATE structure SET version = -version WHERE version * @Sign > 0;
        UPDATE person SET version = -version WHERE version * @Sign > 0;
        UPDATE registration SET version = -version WHERE version * @Sign > 0;
        UPDATE workshop SET version = -version WHERE version * @Sign > 0;
        UPDATE workshop_attendance SET version = -version WHERE version * @Sign > 0;
        UPDATE interview SET version = -version WHERE version * @Sign > 0;
        UPDATE mobility_visit SET version = -version WHERE version * @Sign > 0;
        UPDATE press_article SET version = -version WHERE version * @Sign > 0;
        """;

    public override string Name => "outcomes";

    public override Type DatabaseType => typeof(OutcomesDatabase);

    public override void Routes(IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("").RequireAuthorization(May.ReadFigures);
        figures.Get("/outcomes/editions/{code}/bilan", ShowBilan.RunAsync);
        figures.Get("/outcomes/editions/{code}/bilan.csv", DownloadBilan.RunAsync);
        figures.Get("/outcomes/api/editions/{code}/bilan", ShowBilanJson.RunAsync);
        figures.Get("/outcomes/api/figures", ShowFigures.Run);
        figures.Get("/outcomes/editions/{code}/conversion", ShowConversion.RunAsync);
        figures.Get("/outcomes/editions/{code}/conversion.csv", DownloadConversion.CsvAsync);
        figures.Get("/outcomes/editions/{code}/conversion.xlsx", DownloadConversion.WorkbookAsync);
        figures.Get("/outcomes/editions/{code}/conversion/{by}", ShowGroups.RunAsync);
        figures.Get("/outcomes/editions/{code}/conversion/{by}.csv", DownloadConversion.GroupsCsvAsync);
        routes.Get("/outcomes/api/editions/{code}/followups.csv", ExportAnswers.DownloadAsync).RequireAuthorization(May.Coordinate);
        FollowUpDoors.Map(routes);
        BilanDoors.Map(routes);
        var administrator = routes.MapGroup("").RequireAuthorization(May.Administer);
        administrator.Get(ShowRecount.Path, ShowRecount.RunAsync);
        administrator.Post(ShowRecount.Path, ShowRecount.MendAsync);
        Administration.Map(routes, this, more: [(ShowRecount.Path, () => OutcomesTexts.Words["Recount.Title"])]);
    }

    public override IReadOnlyList<PersonalTable> PersonalData => OutcomesTables.All;

    public override string TurnCopiesSql => CopiesSql;

    public override void Jobs(Jobs jobs)
    {
        // The demonstration's days run them backwards: what opens is asked on the same morning.
        jobs.Every("*/10 * * * * *", "send-due-invitations", SendDueInvitations.RunAsync);
        jobs.Every("*/5 * * * *", "ask-employers", (things, ct) => AskEmployers.RunAsync(things.GetRequiredService<OutcomesDatabase>(), ct));
        jobs.Every("*/5 * * * *", "open-due-waves", (things, ct) => OpenDueWaves.RunAsync(things.GetRequiredService<OutcomesDatabase>(), ct));
        jobs.Every("* * * * *", "count-again", (things, ct) => CountAgain.RunAsync(things.GetRequiredService<OutcomesDatabase>(), ct));
    }

    public override void Consumers(Hears hears)
    {
        hears.On<AccessChanged>(Access.ConsumeAsync);
        hears.On<EditionSaved>(OnEditionSaved.ConsumeAsync);
        hears.On<SitesSaved>(OnSitesSaved.ConsumeAsync);
        hears.On<EstablishmentsSaved>(OnEstablishmentsSaved.ConsumeAsync);
        hears.On<AttendancesRecorded>(OnAttendancesRecorded.ConsumeAsync);
        hears.On<OffersSaved>(OnOffersSaved.ConsumeAsync);
        hears.On<StructuresSaved>(OnStructuresSaved.ConsumeAsync);
        hears.On<CandidatesSaved>(OnCandidatesSaved.ConsumeAsync);
        hears.On<CandidatesErased>(OnCandidatesErased.ConsumeAsync);
        hears.On(PersonalTables.Giving(Name, PersonalData));
        hears.On<CandidatesMerged>(OnCandidatesMerged.ConsumeAsync);
        hears.On<RegistrationsRecorded>(OnRegistrationsRecorded.ConsumeAsync);
        hears.On<WorkshopsSaved>(OnWorkshopsSaved.ConsumeAsync);
        hears.On<WorkshopAttendancesRecorded>(OnWorkshopAttendancesRecorded.ConsumeAsync);
        hears.On<InterviewsRecorded>(OnInterviewsRecorded.ConsumeAsync);
        hears.On<MobilityVisitsRecorded>(OnMobilityVisitsRecorded.ConsumeAsync);
        hears.On<MobilityVisitsRemoved>(OnMobilityVisitsRemoved.ConsumeAsync);
        hears.On<PressArticlesSaved>(OnPressArticlesSaved.ConsumeAsync);
        hears.On<PressArticlesRemoved>(OnPressArticlesRemoved.ConsumeAsync);
        hears.On<FollowUpAnswersHandedOver>(OnFollowUpAnswersHandedOver.ConsumeAsync);
    }
}
