using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Paper;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Tables;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling;

/// <summary>The coordinator's doors: a site's hours, tables and interviews; whoever runs the hall has the timetable's.</summary>
internal static class CoordinatorDoors
{
    private const string Site = "/scheduling/editions/{code}/sites/{site}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var coordinate = routes.MapGroup("").RequireAuthorization(May.Coordinate);
        coordinate.Get($"{Site}/rules", ChangeRules.ShowAsync);
        coordinate.Post($"{Site}/rules", ChangeRules.SaveAsync);
        coordinate.Get($"{Site}/tables", ShowTables.RunAsync);
        coordinate.Get($"{Site}/tables/{{table:guid}}", ChangeTable.ShowAsync);
        coordinate.Post($"{Site}/tables/{{table:guid}}", ChangeTable.SaveAsync);
        var hall = routes.MapGroup("").RequireAuthorization(May.RunHall);
        hall.Get($"{Site}/timetable", ShowTimetable.RunAsync);
        hall.Get($"{Site}/timetable/candidates", ListTimetableCandidates.RunAsync).ShowsPeople();
        hall.Get($"{Site}/timetable/candidates.csv", ListTimetableCandidates.CsvAsync).ShowsPeople();
        hall.Get($"{Site}/timetable/candidates/{{candidate:guid}}", BookForCandidate.ShowAsync).ShowsPerson("candidate");
        hall.Post($"{Site}/timetable/candidates/{{candidate:guid}}/book", BookForCandidate.RunAsync).WithFewAtOnce();
        hall.Get($"{Site}/timetable/print/candidates", PrintTimetable.CandidatesAsync).ShowsPeople();
        hall.Get($"{Site}/timetable/print/tables", PrintTimetable.TablesAsync);
        hall.Get($"{Site}/paper", ShowPaper.RunAsync);
        hall.Get($"{Site}/paper/print", ShowPaper.PrintAsync);
        hall.Get($"{Site}/tables/{{table:guid}}/results", EnterResults.ShowAsync);
        hall.Post($"{Site}/tables/{{table:guid}}/results", EnterResults.SaveAsync);
        hall.Get($"{Site}/interviews/{{id:guid}}", ChangeInterview.ShowAsync);
        hall.Post($"{Site}/interviews/{{id:guid}}/move", ChangeInterview.MoveAsync).WithFewAtOnce();
        hall.Get($"{Site}/interviews/{{id:guid}}/cancel", ChangeInterview.AskCancelAsync);
        hall.Post($"{Site}/interviews/{{id:guid}}/cancel", ChangeInterview.CancelAsync);
        hall.Post($"{Site}/interviews/{{id:guid}}/pin", ChangeInterview.PinAsync);
    }
}
