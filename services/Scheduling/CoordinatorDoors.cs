using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Tables;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling;

/// <summary>The coordinator's doors: a site's hours, tables and interviews.</summary>
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
        coordinate.Get($"{Site}/timetable", ShowTimetable.RunAsync);
        coordinate.Get($"{Site}/timetable/candidates", ListTimetableCandidates.RunAsync);
        coordinate.Get($"{Site}/timetable/candidates.csv", ListTimetableCandidates.CsvAsync);
        coordinate.Get($"{Site}/timetable/candidates/{{candidate:guid}}", BookForCandidate.ShowAsync);
        coordinate.Post($"{Site}/timetable/candidates/{{candidate:guid}}/book", BookForCandidate.RunAsync);
        coordinate.Get($"{Site}/timetable/print/candidates", PrintTimetable.CandidatesAsync);
        coordinate.Get($"{Site}/timetable/print/tables", PrintTimetable.TablesAsync);
        coordinate.Get($"{Site}/interviews/{{id:guid}}", ChangeInterview.ShowAsync);
        coordinate.Post($"{Site}/interviews/{{id:guid}}/move", ChangeInterview.MoveAsync);
        coordinate.Get($"{Site}/interviews/{{id:guid}}/cancel", ChangeInterview.AskCancelAsync);
        coordinate.Post($"{Site}/interviews/{{id:guid}}/cancel", ChangeInterview.CancelAsync);
        coordinate.Post($"{Site}/interviews/{{id:guid}}/pin", ChangeInterview.PinAsync);
    }
}
