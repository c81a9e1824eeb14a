using JobDating.Platform.SignIn;
using JobDating.Registration.EmployerPage;
using JobDating.Registration.Newsletters;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Prescribers;
using JobDating.Registration.Registering;

namespace JobDating.Registration;

/// <summary>The doors of those who have no account: whoever registers, and who comes by personal link.</summary>
internal static class PersonalDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/registration/sites/{siteId:guid}/register", ShowRegistering.ShowAsync).AllowAnonymous();
        routes.MapPost("/registration/sites/{siteId:guid}/register", ShowRegistering.PostAsync).AllowAnonymous();
        routes.MapGet("/registration/erased", EraseOwnData.Done).AllowAnonymous();
        routes.MapGet("/registration/unsubscribe/{token}", Unsubscribe.AskAsync).AllowAnonymous();
        routes.MapPost("/registration/unsubscribe/{token}", Unsubscribe.RunAsync).AllowAnonymous().DisableAntiforgery();
        routes.MapPost("/registration/unsubscribe/{token}/undo", Unsubscribe.UndoAsync).AllowAnonymous().DisableAntiforgery();

        var candidate = routes.MapGroup("").RequireAuthorization(May.Attend);
        candidate.MapGet("/registration/me", ShowOwnPage.RunAsync);
        candidate.MapGet("/registration/me/link", ShowOwnPage.LinkAsync);
        candidate.MapGet("/registration/me/calendar.ics", OwnCalendar.RunAsync);
        candidate.MapGet("/registration/me/details", OwnDetails.ShowAsync);
        candidate.MapPost("/registration/me/details", OwnDetails.ChangeAsync);
        candidate.MapGet("/registration/me/wishes", OwnWishes.ShowAsync);
        candidate.MapPost("/registration/me/wishes", OwnWishes.ChangeAsync);
        candidate.MapPost("/registration/me/sites/{siteId:guid}", OwnSites.RegisterAsync);
        candidate.MapGet("/registration/me/sites/{siteId:guid}/cancel", OwnSites.AskAsync);
        candidate.MapPost("/registration/me/sites/{siteId:guid}/cancel", OwnSites.CancelAsync);
        candidate.MapPost("/registration/me/workshops/{workshopId:guid}", OwnWorkshops.TakeAsync);
        candidate.MapPost("/registration/me/workshops/{workshopId:guid}/withdraw", OwnWorkshops.WithdrawAsync);
        candidate.MapPost("/registration/me/follow-up", OwnConsent.ChangeAsync);
        candidate.MapGet("/registration/me/erase", EraseOwnData.AskAsync);
        candidate.MapPost("/registration/me/erase", EraseOwnData.RunAsync);

        var prescriber = routes.MapGroup("").RequireAuthorization(May.Prescribe);
        prescriber.MapGet("/registration/prescriber", ShowOwnCandidates.RunAsync);
        prescriber.MapGet("/registration/prescriber/candidates.csv", ShowOwnCandidates.CsvAsync);
        prescriber.MapGet("/registration/prescriber/register", RegisterOwnCandidate.ShowAsync);
        prescriber.MapPost("/registration/prescriber/register", RegisterOwnCandidate.PostAsync);
        prescriber.MapGet("/registration/prescriber/candidates/{id:guid}", ShowOwnCandidate.RunAsync);
        prescriber.MapGet("/registration/prescriber/candidates/{id:guid}/link", ShowOwnCandidate.LinkAsync);
        prescriber.MapPost("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}", ShowOwnCandidate.RegisterAsync);
        prescriber.MapGet("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel", ShowOwnCandidate.AskAsync);
        prescriber.MapPost("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel", ShowOwnCandidate.CancelAsync);

        routes.MapGet("/registration/employer", ShowEmployerPage.RunAsync).RequireAuthorization(May.Employ);
    }
}
