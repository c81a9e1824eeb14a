using JobDating.Contracts.Flow;
using JobDating.Platform;
using JobDating.Registration.Editions;
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
        routes.MapGet("/", ShowEditions.RunAsync);
        routes.MapGet("/registration/editions", ShowEditions.RunAsync);
        routes.MapGet("/registration/editions/{code}", ShowEdition.RunAsync);
        routes.MapGet("/registration/editions/{code}/sites.csv", ShowEdition.SitesCsvAsync);
        routes.MapGet("/registration/import", ShowImports.RunAsync);
        routes.MapPost("/registration/import", UploadArchive.FormAsync).WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapGet("/registration/imports/{id:guid}", ShowImport.PageAsync);
        routes.MapGet("/registration/imports/{id:guid}/findings.csv", ShowImport.FindingsCsvAsync);
        routes.MapGet("/registration/api/imports/{id:guid}", ShowImport.ApiAsync);
        routes.MapPost("/registration/api/editions/import", UploadArchive.ApiAsync).DisableAntiforgery();
    }

    public override void Consumers(Hears hears) => hears.On<PartTaken>(OnPartTaken.ConsumeAsync);

    public override void Things(IServiceCollection things)
    {
        things.AddSingleton<ImportWorker>();
        things.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
    }
}
