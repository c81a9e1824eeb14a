using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.EmployerPages;
using JobDating.Scheduling.EmployerPages.Marks;
using JobDating.Scheduling.EmployerPages.Today;
using JobDating.Scheduling.EmployerPages.Waiting;

namespace JobDating.Scheduling;

/// <summary>The employer's doors: by personal link, their own tables only.</summary>
internal static class EmployerDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var employer = routes.MapGroup("").RequireAuthorization(May.Employ);
        employer.Get("/scheduling/employer", ShowOwnSites.RunAsync);
        employer.Get("/scheduling/employer/results", ShowResults.RunAsync);
        employer.Get("/scheduling/employer/sites/{siteId:guid}", ShowOwnSite.RunAsync);
        employer.Get("/scheduling/employer/sites/{siteId:guid}/candidates", ShowCandidates.RunAsync).ShowsPeople();
        employer.Post("/scheduling/employer/sites/{siteId:guid}/marks", MarkCandidate.RunAsync);
        employer.Get("/scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/book", ChooseTime.ShowBookAsync).ShowsPerson("candidateId");
        employer.Post("/scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/book", ChooseTime.BookAsync).WithFewAtOnce();
        employer.Post("/scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/wait", JoinWaiting.RunAsync);
        employer.Get("/scheduling/employer/interviews/{id:guid}/move", ChooseTime.ShowMoveAsync);
        employer.Post("/scheduling/employer/interviews/{id:guid}/move", ChooseTime.MoveAsync).WithFewAtOnce();
        employer.Get("/scheduling/employer/interviews/{id:guid}/cancel", CancelOwnInterview.AskAsync);
        employer.Post("/scheduling/employer/interviews/{id:guid}/cancel", CancelOwnInterview.RunAsync);
        employer.Get("/scheduling/employer/interviews/{id:guid}/result", NoteResult.ShowAsync);
        employer.Post("/scheduling/employer/interviews/{id:guid}/result", NoteResult.RunAsync);
        employer.Get("/scheduling/employer/tables/{tableId:guid}", NameRecruiter.ShowAsync);
        employer.Post("/scheduling/employer/tables/{tableId:guid}", NameRecruiter.RunAsync);
        employer.Get("/scheduling/employer/today/{tableId:guid}", ShowToday.RunAsync);
        employer.Post("/scheduling/employer/today/{tableId:guid}", RunRound.RunAsync);
        employer.Post("/scheduling/employer/today/{tableId:guid}/commands", SendRounds.RunAsync).DisableAntiforgery();
        employer.Get(ShowToday.Script.Path, ShowToday.Script.Answer);
        employer.Post("/scheduling/employer/waiting/{id:guid}/accept", AcceptOffer.RunAsync).WithFewAtOnce();
        employer.Post("/scheduling/employer/waiting/{id:guid}/leave", JoinWaiting.LeaveAsync);
    }
}
