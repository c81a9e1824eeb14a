using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.EmployerPage;
using JobDating.Registration.Newsletters;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Prescribers;
using JobDating.Registration.Presence;
using JobDating.Registration.Privacy;
using JobDating.Registration.Registering;
using JobDating.Registration.Retention;

namespace JobDating.Registration;

/// <summary>The doors of those who have no account: whoever registers, and who comes by personal link.</summary>
internal static class PersonalDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/registration/sites/{siteId:guid}/register", ShowRegistering.ShowAsync).AllowAnonymous();
        routes.Post("/registration/sites/{siteId:guid}/register", ShowRegistering.PostAsync).AllowAnonymous();
        routes.Get("/registration/erased", EraseOwnData.Done).AllowAnonymous();
        routes.Get("/registration/unsubscribe/{token}", Unsubscribe.AskAsync).AllowAnonymous();
        routes.Post("/registration/unsubscribe/{token}", Unsubscribe.RunAsync).AllowAnonymous().DisableAntiforgery();
        routes.Post("/registration/unsubscribe/{token}/undo", Unsubscribe.UndoAsync).AllowAnonymous().DisableAntiforgery();

        var candidate = routes.MapGroup("").RequireAuthorization(May.Attend);
        candidate.Get("/registration/me", ShowOwnPage.RunAsync);
        candidate.Get("/registration/me/link", ShowOwnPage.LinkAsync);
        candidate.Get("/registration/me/calendar.ics", OwnCalendar.RunAsync);
        candidate.Get("/registration/me/details", OwnDetails.ShowAsync);
        candidate.Post("/registration/me/details", OwnDetails.ChangeAsync);
        candidate.Get("/registration/me/wishes", OwnWishes.ShowAsync);
        candidate.Post("/registration/me/wishes", OwnWishes.ChangeAsync);
        candidate.Post("/registration/me/sites/{siteId:guid}", OwnSites.RegisterAsync);
        candidate.Get("/registration/me/sites/{siteId:guid}/cancel", OwnSites.AskAsync);
        candidate.Post("/registration/me/sites/{siteId:guid}/cancel", OwnSites.CancelAsync);
        candidate.Get("/registration/me/sites/{siteId:guid}/hours", CandidatePresence.OwnAsync);
        candidate.Post("/registration/me/sites/{siteId:guid}/hours", CandidatePresence.ChangeOwnAsync);
        candidate.Post("/registration/me/workshops/{workshopId:guid}", OwnWorkshops.TakeAsync);
        candidate.Post("/registration/me/workshops/{workshopId:guid}/withdraw", OwnWorkshops.WithdrawAsync);
        candidate.Post("/registration/me/follow-up", OwnConsent.ChangeAsync);
        candidate.Post("/registration/me/share-result", OwnConsent.ShareAsync);
        candidate.Get(AskAccess.Own, AskAccess.OwnAsync);
        candidate.Post(AskAccess.Own, AskAccess.AskOwnAsync);
        candidate.Get($"{AskAccess.Own}/{{request:guid}}.zip", AskAccess.FetchOwnAsync);
        candidate.Post("/registration/me/keep", KeepOwnData.RunAsync);
        candidate.Get("/registration/me/erase", EraseOwnData.AskAsync);
        candidate.Post("/registration/me/erase", EraseOwnData.RunAsync);

        var prescriber = routes.MapGroup("").RequireAuthorization(May.Prescribe);
        prescriber.Get("/registration/prescriber", ShowOwnCandidates.RunAsync).ShowsPeople();
        prescriber.Get("/registration/prescriber/candidates.csv", ShowOwnCandidates.CsvAsync).ShowsPeople();
        prescriber.Get("/registration/prescriber/register", RegisterOwnCandidate.ShowAsync);
        prescriber.Post("/registration/prescriber/register", RegisterOwnCandidate.PostAsync);
        prescriber.Get("/registration/prescriber/candidates/{id:guid}", ShowOwnCandidate.RunAsync).ShowsPerson();
        prescriber.Get("/registration/prescriber/candidates/{id:guid}/link", ShowOwnCandidate.LinkAsync);
        prescriber.Get("/registration/prescriber/candidates/{id:guid}/wishes", ShowOwnCandidate.WishesAsync).ShowsPerson();
        prescriber.Post("/registration/prescriber/candidates/{id:guid}/wishes", ShowOwnCandidate.ChangeWishesAsync);
        prescriber.Post("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}", ShowOwnCandidate.RegisterAsync);
        prescriber.Get("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel", ShowOwnCandidate.AskAsync);
        prescriber.Post("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel", ShowOwnCandidate.CancelAsync);
        prescriber.Get("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/hours", CandidatePresence.SentAsync);
        prescriber.Post("/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/hours", CandidatePresence.ChangeSentAsync);

        var employer = routes.MapGroup("").RequireAuthorization(May.Employ);
        employer.Get("/registration/employer", ShowEmployerPage.RunAsync);
        employer.Get("/registration/employer/editions/{code}/offers/new", ChangeOwnOffer.NewAsync);
        employer.Post("/registration/employer/editions/{code}/offers/new", ChangeOwnOffer.CreateAsync);
        employer.Get("/registration/employer/editions/{code}/offers/{id:guid}/change", ChangeOwnOffer.ShowAsync);
        employer.Post("/registration/employer/editions/{code}/offers/{id:guid}/change", ChangeOwnOffer.ChangeAsync);
        employer.Post("/registration/employer/editions/{code}/offers/{id:guid}/withdraw", ChangeOwnOffer.WithdrawAsync);
        employer.Post("/registration/employer/editions/{code}/offers/{id:guid}/offer-again", ChangeOwnOffer.OfferAgainAsync);
    }
}
