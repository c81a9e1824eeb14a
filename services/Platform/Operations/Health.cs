using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JobDating.Platform;

/// <summary>
/// Whether this process is well. To all: healthy or not, in a word; live as soon as it answers, ready while every database of its answers, else 503. What each of the things
/// that it stands on is like, only an administrator or a program with a token reads: 200 while it can work, also where somebody should look.
/// </summary>
internal static class Health
{
    /// <summary>The bus has a check of its own, which is not asked: without its broker a service works, what it says waits.</summary>
    private const string Databases = "databases";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection things)
    {
        things.AddSingleton<Watch>();
        things.AddHostedService(provider => provider.GetRequiredService<Watch>());
        things.AddHealthChecks().AddCheck<Ready>(Databases, timeout: _patience);
    }

    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Name == Databases }).AllowAnonymous();
        app.Get("/health/dependencies", ShowAsync).RequireAuthorization(May.Administer);
    }

    private static async Task<IResult> ShowAsync(Watch watch, CancellationToken ct)
    {
        var services = (await watch.LookAtAllAsync(ct)).Select(seen => (Seen: seen, Concerns: watch.ConcernsOf(seen))).ToList();
        var worst = services.Max(service => Concerns.Worst(service.Concerns));
        return Results.Json(new
        {
            Status = worst,
            Services = services.Select(service => new
            {
                service.Seen.Service,
                Status = Concerns.Worst(service.Concerns),
                Dependencies = Concerns.Dependencies.Where(name => name != "broker" || service.Seen.BrokerAnswers is not null).Select(name => new
                {
                    Name = name,
                    Status = Concerns.Worst(service.Concerns.Where(concern => concern.About == name)),
                    Concerns = service.Concerns.Where(concern => concern.About == name),
                }),
                service.Seen,
            }),
        }, Json.Options, statusCode: worst == Grade.Broken ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>Ready when every database of this process answers.</summary>
    private sealed class Ready(House house) : IHealthCheck
    {
        private const string AliveSql = "SELECT COUNT(*) FROM migration";

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct)
        {
            foreach (var service in house.Services)
                await house.Database(service).QueryFirstOrDefaultAsync<int>(AliveSql, null, ct);
            return HealthCheckResult.Healthy();
        }
    }
}
