using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.MyPages;

namespace JobDating.Scheduling;

/// <summary>The candidate's doors: by personal link, their own interviews only.</summary>
internal static class CandidateDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var candidate = routes.MapGroup("").RequireAuthorization(May.Attend);
        candidate.Get("/scheduling/my", ShowMyInterviews.RunAsync);
        candidate.Get("/scheduling/my/sites/{siteId:guid}", ShowEmployers.RunAsync);
        candidate.Get("/scheduling/my/sites/{siteId:guid}/employers/{siret}/book", ChooseMyTime.ShowBookAsync);
        candidate.Post("/scheduling/my/sites/{siteId:guid}/employers/{siret}/book", ChooseMyTime.BookAsync).WithFewAtOnce();
        candidate.Post("/scheduling/my/sites/{siteId:guid}/employers/{siret}/wait", WaitForEmployer.JoinAsync);
        candidate.Get("/scheduling/my/interviews/{id:guid}/move", ChooseMyTime.ShowMoveAsync);
        candidate.Post("/scheduling/my/interviews/{id:guid}/move", ChooseMyTime.MoveAsync).WithFewAtOnce();
        candidate.Get("/scheduling/my/interviews/{id:guid}/cancel", CancelMyInterview.AskAsync);
        candidate.Post("/scheduling/my/interviews/{id:guid}/cancel", CancelMyInterview.RunAsync);
        candidate.Post("/scheduling/my/waiting/{id:guid}/accept", WaitForEmployer.AcceptAsync).WithFewAtOnce();
        candidate.Post("/scheduling/my/waiting/{id:guid}/leave", WaitForEmployer.LeaveAsync);
    }
}
