using JobDating.Contracts.Flow;
using JobDating.Contracts.Outcomes;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;
using JobDating.Registration.Asking;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using JobDating.Registration.Imports;
using JobDating.Registration.ListImports;
using JobDating.Registration.Newsletters;
using JobDating.Registration.Prescribers;
using JobDating.Registration.Privacy;
using JobDating.Registration.Registering;
using JobDating.Registration.Retention;
using JobDating.Registration.Schedules;
using JobDating.Registration.Sites;
using JobDating.Registration.Structures;

namespace JobDating.Registration;

/// <summary>
/// Registration's doors: here those of everybody with an account; the coordinator's, the desk's, those without account, and signing in and accounts each in
/// their own file beside this one.
/// </summary>
public sealed class RegistrationService : Service
{
    private const string CopiesSql = """
        UPDATE interview SET version = -version WHERE version * @Sign > 0;
        """;

    public override string Name => "registration";

    public override Type DatabaseType => typeof(RegistrationDatabase);

    public override void Routes(IEndpointRouteBuilder routes)
    {
        routes.Get("/", ShowHome.RunAsync).AllowAnonymous();
        var figures = routes.MapGroup("").RequireAuthorization(May.ReadFigures);
        figures.Get("/registration/editions", ShowEditions.RunAsync);
        figures.Get("/registration/editions/{code}", ShowEdition.RunAsync);
        figures.Get("/registration/editions/{code}/sites.csv", ShowEdition.SitesCsvAsync);

        CoordinatorDoors.Map(routes);
        DeskDoors.Map(routes);
        PersonalDoors.Map(routes);
        AccountDoors.Map(routes);
        Administration.Map(routes, this, ReadAccounts.NamesAsync, ReadAccounts.IdsAsync);
    }

    public override void Consumers(Hears hears)
    {
        hears.On<PartTaken>(OnPartTaken.ConsumeAsync);
        hears.On<PeopleErased>(Erasures.ConsumeAsync);
        hears.On<PersonalDataGiven>(AccessRequests.KeepAsync);
        hears.On<InterviewsRecorded>(OnInterviewsRecorded.ConsumeAsync);
        hears.On<TimesOffered>(OnTimesOffered.ConsumeAsync);
        hears.On<AttendancesFound>(OnAttendancesFound.ConsumeAsync);
        hears.On<HiresAsked>(OnAsked.ConsumeAsync);
        hears.On<ResultsMissing>(OnAsked.ConsumeAsync);
        hears.On<ResultsKnown>(OnResultsKnown.ConsumeAsync);
    }

    public override void Facts(SayAgain again) => FactsAgain.Add(again);

    public override IReadOnlyList<PersonalTable> PersonalData => RegistrationTables.All;

    public override string TurnCopiesSql => CopiesSql;

    public override void Jobs(Jobs jobs)
    {
        jobs.Every("* * * * *", "tell-concerned", (things, ct) => TellConcerned.RunAsync(things.GetRequiredService<RegistrationDatabase>(), ct));
        jobs.Every("* * * * *", "tell-schedules", (things, ct) => TellSchedules.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("* * * * *", "tell-offered-times", (things, ct) => TellOfferedTimes.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("* * * * *", "tell-asked", (things, ct) => TellAsked.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("* * * * *", "remind-schedules", (things, ct) => RemindSchedules.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("* * * * *", "list-old-candidates", (things, ct) => ListOldCandidates.RunAsync(things.GetRequiredService<RegistrationDatabase>(), ct));
        jobs.Every("*/10 * * * *", "establishment-words", (things, ct) => EstablishmentWords.SweepAsync(things.GetRequiredService<RegistrationDatabase>(), ct));
        jobs.Every("*/10 * * * *", "structure-words", (things, ct) => StructureWords.SweepAsync(things.GetRequiredService<RegistrationDatabase>(), ct));
        jobs.Every("* * * * *", "note-erased", (things, ct) => ErasedList.NoteAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<Settings>(), ct));
        jobs.Every("30 3 * * *", "expire-lists", (things, ct) => ExpireLists.SweepAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<Settings>(), ct));
        jobs.Every("20 3 * * *", "expire-access", (things, ct) => AccessRequests.ExpireAsync(things.GetRequiredService<RegistrationDatabase>(), ct));
        jobs.Every("0 4 * * *", "retention", (things, ct) => WorkRetentionRuns.NightlyAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("*/10 * * * * *", "retention-runs", (things, ct) => WorkRetentionRuns.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<PersonalLinks>(), ct));
        jobs.Every("* * * * *", "queue-newsletters", (things, ct) => QueueNewsletters.RunAsync(things.GetRequiredService<RegistrationDatabase>(), things.GetRequiredService<UnsubscribeLinks>(), ct));
    }

    public override void Things(IServiceCollection things)
    {
        AccountSignIn.Add(things);
        things.AddHostedService<ErasedList.AtStart>();
        things.AddHostedService<FirstAdministrator>();
        things.AddSingleton<ImportWorker>();
        things.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
        things.AddSingleton<ListImportWorker>();
        things.AddHostedService(provider => provider.GetRequiredService<ListImportWorker>());
        things.AddSingleton<UnsubscribeLinks>();
        things.AddSingleton<RegisteringPace>();
        things.AddSingleton<RegisterSteps>();
    }
}
