using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Editions;
using JobDating.Scheduling.Employers;
using JobDating.Scheduling.Exports;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.Merging;
using JobDating.Scheduling.MissingResults;
using JobDating.Scheduling.People;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Privacy;
using JobDating.Scheduling.Tables;
using JobDating.Scheduling.WaitingList;

namespace JobDating.Scheduling;

/// <summary>Scheduling’s doors: coordinators’, the plan’s, the hall’s, employers’ and candidates’ in files of their own; what it hears, and what it does by the clock.</summary>
public sealed class SchedulingService : Service
{
    private const string CopiesSql = """
        UPDATE edition SET version = -version WHERE version * @Sign > 0;
        UPDATE site SET version = -version WHERE version * @Sign > 0;
        UPDATE establishment SET version = -version WHERE version * @Sign > 0;
        UPDATE offer SET version = -version WHERE version * @Sign > 0;
        UPDATE attendance SET version = -version WHERE version * @Sign > 0;
        UPDATE candidate SET version = -version WHERE version * @Sign > 0;
        UPDATE registration SET version = -version WHERE version * @Sign > 0;
        UPDATE wish_list SET version = -version WHERE version * @Sign > 0;
        """;

    public override string Name => "scheduling";

    public override Type DatabaseType => typeof(SchedulingDatabase);

    public override void Routes(IEndpointRouteBuilder routes)
    {
        routes.Get("/scheduling/api/editions/{code}/interviews.csv", ExportInterviews.DownloadAsync).RequireAuthorization(May.Coordinate);
        CoordinatorDoors.Map(routes);
        PlanDoors.Map(routes);
        EmployerDoors.Map(routes);
        HallDoors.Map(routes);
        CandidateDoors.Map(routes);
        Administration.Map(routes, this);
    }

    public override void Things(IServiceCollection things) => PlanDoors.Add(things);

    public override void Facts(SayAgain again) => again.On<RecordInterviews.Row>("interviews", RecordInterviews.AgainSql, row => row.Id, row => row.EditionId, (tx, edition, rows, ct) => SayInterviews.ApplyAsync(tx, edition, rows, by: null, ct, isAgain: true));

    public override IReadOnlyList<PersonalTable> PersonalData => SchedulingTables.All;

    public override string TurnCopiesSql => CopiesSql;

    public override void Jobs(Jobs jobs)
    {
        jobs.Every("* * * * *", "waiting", (things, ct) => OfferFreedTimes.RunAsync(things.GetRequiredService<SchedulingDatabase>(), ct));
        jobs.Every("* * * * *", "ask-results", (things, ct) => AskResults.RunAsync(things.GetRequiredService<SchedulingDatabase>(), ct));
    }

    public override void Consumers(Hears hears)
    {
        hears.On<AccessChanged>(Access.ConsumeAsync);
        hears.On<EditionSaved>(OnEditionSaved.ConsumeAsync);
        hears.On<SitesSaved>(OnSitesSaved.ConsumeAsync);
        hears.On<EstablishmentsSaved>(OnEstablishmentsSaved.ConsumeAsync);
        hears.On<OffersSaved>(OnOffersSaved.ConsumeAsync);
        hears.On<AttendancesRecorded>(OnAttendancesRecorded.ConsumeAsync);
        hears.On<CandidatesSaved>(OnCandidatesSaved.ConsumeAsync);
        hears.On<RegistrationsRecorded>(OnRegistrationsRecorded.ConsumeAsync);
        hears.On<WishesChanged>(OnWishesChanged.ConsumeAsync);
        hears.On<CandidatesErased>(OnCandidatesErased.ConsumeAsync);
        hears.On(PersonalTables.Giving(Name, PersonalData));
        hears.On<CandidatesMerged>(OnCandidatesMerged.ConsumeAsync);
        hears.On<InterviewsHandedOver>(OnInterviewsHandedOver.ConsumeAsync);
    }
}
