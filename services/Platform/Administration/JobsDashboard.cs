using Hangfire;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>Hangfire's dashboard of this process's jobs, behind our policy instead of its own "only from this machine"; its posts need the antiforgery token.</summary>
internal static class JobsDashboard
{
    private const string ChartSheet = "'sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg='";

    public static void Map(IEndpointRouteBuilder routes, Service service)
    {
        if (service.ListJobs().Count == 0)
            return;
        var path = $"/{service.Name}/jobs";
        // Made at the first look: it opens the jobs' storage, whose database is only there once the house has started.
        var dashboard = new Lazy<RequestDelegate>(() => routes.CreateApplicationBuilder().UseHangfireDashboard(path, new DashboardOptions
        {
            Authorization = [],
            AppPath = "/registration/administration",
            DashboardTitle = "JobDating",
            DisplayStorageConnectionString = false,
            IgnoreAntiforgeryToken = false,
        }).Use(_ => NotFoundAsync).Build());
        routes.Map($"{path}/{{**path}}", http =>
        {
            // Only below this path: style attributes (its pages colour states by them), and the one sheet that its chart puts into the page, by
            // that sheet's hash. Neither other inline sheets nor any script.
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = $"{headers.ContentSecurityPolicy.ToString().Replace("style-src 'self'", $"style-src 'self' {ChartSheet}", StringComparison.Ordinal)}; style-src-attr 'unsafe-inline'";
            return dashboard.Value(http);
        }).RequireAuthorization(May.Administer);
    }

    private static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
