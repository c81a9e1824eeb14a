using JobDating.Contracts.Flow;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;
using JobDating.Registration.Editions;
using JobDating.Registration.EmployerPage;
using JobDating.Registration.Imports;
using Microsoft.AspNetCore.Antiforgery;

namespace JobDating.Registration;

/// <summary>Registration's doors: editions and all that is prepared, the people, check-in, imports.</summary>
public sealed class RegistrationService : Service
{
    public override string Name => "registration";

    public override Type DatabaseType => typeof(RegistrationDatabase);

    public override void Routes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowHome.RunAsync).AllowAnonymous();
        var figures = routes.MapGroup("").RequireAuthorization(May.ReadFigures);
        figures.MapGet("/registration/editions", ShowEditions.RunAsync);
        figures.MapGet("/registration/editions/{code}", ShowEdition.RunAsync);
        figures.MapGet("/registration/editions/{code}/sites.csv", ShowEdition.SitesCsvAsync);

        var coordinator = routes.MapGroup("").RequireAuthorization(May.Coordinate);
        coordinator.MapGet("/registration/import", ShowImports.RunAsync);
        coordinator.MapPost("/registration/import", UploadArchive.FormAsync).WithMetadata(new RequireAntiforgeryTokenAttribute());
        coordinator.MapGet("/registration/imports/{id:guid}", ShowImport.PageAsync);
        coordinator.MapGet("/registration/imports/{id:guid}/findings.csv", ShowImport.FindingsCsvAsync);
        coordinator.MapGet("/registration/api/imports/{id:guid}", ShowImport.ApiAsync);
        coordinator.MapPost("/registration/api/editions/import", UploadArchive.ApiAsync).DisableAntiforgery();

        routes.MapGet("/registration/employer", ShowEmployerPage.RunAsync).RequireAuthorization(May.Employ);

        routes.MapGet(Sessions.SignInPath, SignInByPassword.Ask).AllowAnonymous();
        routes.MapPost(Sessions.SignInPath, SignInByPassword.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet($"{Sessions.SignInPath}/code", SignInByPassword.AskCodeAsync).AllowAnonymous();
        routes.MapPost($"{Sessions.SignInPath}/code", SignInByPassword.CodeAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet("/registration/first/{token}", FirstAdministrator.AskAsync).AllowAnonymous();
        routes.MapPost("/registration/first/{token}", FirstAdministrator.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        DemoPeople.Map(routes);
    }

    public override void Consumers(Hears hears) => hears.On<PartTaken>(OnPartTaken.ConsumeAsync);

    public override void Things(IServiceCollection things)
    {
        AccountSignIn.Add(things);
        things.AddHostedService<FirstAdministrator>();
        things.AddSingleton<ImportWorker>();
        things.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
    }
}
