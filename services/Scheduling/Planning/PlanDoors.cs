using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Scheduling.Planning;

/// <summary>The doors of the plan: a coordinator's, of the own sites; on the day, the plan of the rest is the hall's too (<see cref="AskPlan.MayAct"/>).</summary>
internal static class PlanDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").RequireAuthorization(May.RunHall);
        doors.Get("/scheduling/editions/{code}/sites/{site}/plan", ShowPlan.RunAsync);
        doors.Post("/scheduling/editions/{code}/sites/{site}/plan", AskPlan.RunAsync);
        doors.Post("/scheduling/editions/{code}/sites/{site}/plan/stop", AskPlan.StopAsync);
        doors.Post("/scheduling/editions/{code}/sites/{site}/plan/publish", PostPlan.RunAsync);
        doors.Get("/scheduling/editions/{code}/sites/{site}/plan/changes", ListPlanChanges.RunAsync);
        doors.Get("/scheduling/editions/{code}/sites/{site}/plan/changes.csv", ListPlanChanges.CsvAsync);
        doors.Get("/scheduling/editions/{code}/sites/{site}/plan/unmet", ListUnmetWishes.RunAsync);
        doors.Get("/scheduling/editions/{code}/sites/{site}/plan/unmet.csv", ListUnmetWishes.CsvAsync);
    }

    public static void Add(IServiceCollection things)
    {
        things.AddSingleton<PlanWorker>();
        things.AddHostedService(provider => provider.GetRequiredService<PlanWorker>());
    }
}
