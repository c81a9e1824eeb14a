using JobDating.Outcomes.Bilan.Frozen;
using JobDating.Outcomes.Bilan.Observatory;
using JobDating.Outcomes.Bilan.OnePage;
using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Outcomes;

/// <summary>The doors of the bilan on one sheet, of the bilans that are kept, and of the territory's figures beside them.</summary>
internal static class BilanDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("").RequireAuthorization(May.ReadFigures);
        figures.Get("/outcomes/editions/{code}/bilan/one-page", ShowOnePage.RunAsync);
        figures.Get("/outcomes/editions/{code}/bilans", ShowFrozenList.RunAsync);
        figures.Get("/outcomes/editions/{code}/bilans/{id:guid}", ShowFrozen.RunAsync);
        figures.Get("/outcomes/editions/{code}/bilans/{id:guid}.csv", DownloadFrozen.RunAsync);
        figures.Get("/outcomes/editions/{code}/bilans/{id:guid}/one-page", ShowFrozen.OnePageAsync);
        figures.Get("/outcomes/observatory", ShowObservatory.RunAsync);
        figures.Get("/outcomes/observatory.csv", ShowObservatory.CsvAsync);

        var followUp = routes.MapGroup("").RequireAuthorization(May.FollowUp);
        followUp.Get("/outcomes/editions/{code}/bilans/new", FreezeBilan.ShowAsync);
        followUp.Post("/outcomes/editions/{code}/bilans/new", FreezeBilan.RunAsync);
        followUp.Get("/outcomes/observatory/new", EditObservatory.New);
        followUp.Post("/outcomes/observatory/new", EditObservatory.AddAsync);
        followUp.Get("/outcomes/observatory/import", ImportObservatory.Ask);
        followUp.Post("/outcomes/observatory/import", ImportObservatory.RunAsync);
        followUp.Post("/outcomes/observatory/territory", ChooseTerritory.RunAsync);
        followUp.Get("/outcomes/observatory/{id:guid}", EditObservatory.ShowAsync);
        followUp.Post("/outcomes/observatory/{id:guid}", EditObservatory.ChangeAsync);
        followUp.Get("/outcomes/observatory/{id:guid}/removal", EditObservatory.AskAsync);
        followUp.Post("/outcomes/observatory/{id:guid}/removal", EditObservatory.RemoveAsync);
    }
}
