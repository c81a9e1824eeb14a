using JobDating.Outcomes.Conversion;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Calling;
using JobDating.Outcomes.FollowUp.Calling.Paper;
using JobDating.Outcomes.FollowUp.EmployerAnswers;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Outcomes;

/// <summary>The doors of the follow-up: staff's, the candidate's and the employer's, and the one that ends the asking from a mail.</summary>
internal static class FollowUpDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var followUp = routes.MapGroup("").RequireAuthorization(May.FollowUp);
        followUp.Get("/outcomes/editions/{code}/to-settle", ShowToSettle.RunAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/to-settle/{view}", ShowToSettle.PageAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/to-settle/{view}.csv", ShowToSettle.CsvAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/to-settle/{candidate:guid}/{siret}", ShowClaim.RunAsync).ShowsPerson("candidate");
        followUp.Post("/outcomes/editions/{code}/to-settle/{candidate:guid}/{siret}", SettleClaim.RunAsync);
        followUp.Get("/outcomes/editions/{code}/people/{figure}", ShowPeopleBehind.RunAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/people/{figure}.csv", ShowPeopleBehind.CsvAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/waves", ShowWaves.RunAsync);
        followUp.Get("/outcomes/editions/{code}/waves.csv", ShowWaves.CsvAsync);
        followUp.Get("/outcomes/editions/{code}/waves/new", AddWave.ShowAsync);
        followUp.Post("/outcomes/editions/{code}/waves/new", AddWave.RunAsync);
        followUp.Get("/outcomes/editions/{code}/waves/{id:guid}", ShowWave.RunAsync);
        followUp.Post("/outcomes/editions/{code}/waves/{id:guid}/date", MoveWave.RunAsync);
        followUp.Post("/outcomes/editions/{code}/waves/{id:guid}/pause", PauseWave.PauseAsync);
        followUp.Post("/outcomes/editions/{code}/waves/{id:guid}/resume", PauseWave.ResumeAsync);
        followUp.Get("/outcomes/editions/{code}/waves/{id:guid}/closing", CloseWave.AskAsync);
        followUp.Post("/outcomes/editions/{code}/waves/{id:guid}/closing", CloseWave.RunAsync);
        followUp.Get("/outcomes/editions/{code}/waves/{id:guid}/preview", PreviewWave.RunAsync);
        followUp.Get("/outcomes/editions/{code}/calls", ShowCalls.RunAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/calls/next", TakeCall.NextAsync);
        followUp.Get("/outcomes/editions/{code}/calls/{view}", ShowCalls.PageAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/calls/{view}.csv", ShowCalls.CsvAsync).ShowsPeople();
        followUp.Get("/outcomes/editions/{code}/calls/{candidate:guid}", ShowCall.RunAsync).ShowsPerson("candidate");
        followUp.Post("/outcomes/editions/{code}/calls/{candidate:guid}", NoteCall.RunAsync);
        followUp.Post("/outcomes/editions/{code}/calls/{candidate:guid}/undo", UndoCall.RunAsync);
        followUp.Get("/outcomes/editions/{code}/answers/new", EnterAnswer.ShowAsync);
        followUp.Post("/outcomes/editions/{code}/answers/new", EnterAnswer.RunAsync);

        var candidate = routes.MapGroup("").RequireAuthorization(May.Attend);
        candidate.Get(AnswerLink.Page, ShowQuestion.RunAsync);
        candidate.Post(AnswerLink.Page, AnswerQuestion.RunAsync);
        candidate.Post($"{AnswerLink.Page}/details", AnswerQuestion.AddAsync);
        candidate.Post($"{AnswerLink.Page}/asks", EndAsks.RunAsync);
        routes.Get($"{AnswerLink.StopPage}/{{token}}", EndAsks.AskByMailAsync).AllowAnonymous();
        routes.Post($"{AnswerLink.StopPage}/{{token}}", EndAsks.RunByMailAsync).AllowAnonymous().DisableAntiforgery();

        var employer = routes.MapGroup("").RequireAuthorization(May.Employ);
        employer.Get(AnswerForConclusive.Page, AnswerForConclusive.ShowAsync);
        employer.Post(AnswerForConclusive.Page, AnswerForConclusive.RunAsync);
    }
}
