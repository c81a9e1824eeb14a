using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Hall;

namespace JobDating.Scheduling;

/// <summary>The doors of the hall on the day: the board, its acts, the big screen, and a first table for whoever comes. The script holds nobody's data.</summary>
internal static class HallDoors
{
    private const string Site = "/scheduling/editions/{code}/sites/{site}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(ShowHall.Script.Path, ShowHall.Script.Answer).AllowAnonymous();
        var hall = routes.MapGroup("").RequireAuthorization(May.RunHall);
        hall.Get($"{Site}/hall", ShowHall.RunAsync);
        hall.Post($"{Site}/hall", RunHall.RunAsync);
        hall.Get($"{Site}/hall/board", ShowHall.BoardAsync);
        hall.Get($"{Site}/hall/late", DelayInterviews.AskAsync);
        hall.Post($"{Site}/hall/late", DelayInterviews.RunAsync);
        hall.Get($"{Site}/hall/{{table:guid}}", ShowHallTable.RunAsync);
        hall.Get($"{Site}/screen", ShowScreen.RunAsync);
        hall.Get($"{Site}/screen/lines", ShowScreen.LinesAsync);
        var desk = routes.MapGroup("").RequireAuthorization(May.PlaceFirst);
        desk.Get($"{Site}/first/{{candidate:guid}}", PlaceFirst.ShowAsync).ShowsPerson("candidate");
        desk.Post($"{Site}/first/{{candidate:guid}}", PlaceFirst.RunAsync);
    }
}
