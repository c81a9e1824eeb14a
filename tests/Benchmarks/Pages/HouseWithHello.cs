using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace JobDating.Benchmarks.Pages;

/// <summary>The program with one door more, which answers a few bytes of JSON and asks nothing: what the server itself costs.</summary>
internal static class HouseWithHello
{
    public const string Hello = "/hello";

    public static async Task<int> RunAsync(string data, CancellationToken ct)
    {
        await using var app = ServiceHost.Build(Settings.FromEnvironment(data, demo: false), [new RegistrationService(), new SchedulingService(), new OutcomesService()], "http://127.0.0.1:0");
        app.MapGet(Hello, () => Results.Json(new { Hello = "Ronchin" })).AllowAnonymous();
        await app.StartHouseAsync(listen: true);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
