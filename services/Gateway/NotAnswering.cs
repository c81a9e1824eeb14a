using System.Globalization;
using System.Net;
using System.Resources;
using Microsoft.AspNetCore.Mvc;
using Yarp.ReverseProxy.Forwarder;

namespace JobDating.Gateway;

/// <summary>
/// What a reader sees when a service is away: 503 when it cannot be reached or breaks off, 504 when it is silent for too long, 413 when the
/// upload is too large; a page for browsers, else problem+json. French, or English when the browser asks for it.
/// </summary>
public static class NotAnswering
{
    private static readonly ResourceManager Texts = new("JobDating.Gateway.Texts", typeof(NotAnswering).Assembly);

    public static async Task SayAsync(HttpContext http, RequestDelegate forward)
    {
        await forward(http);
        if (http.GetForwarderErrorFeature() is not { } error || http.RequestAborted.IsCancellationRequested)
            return;
        var proxied = http.GetReverseProxyFeature();
        var service = proxied.Cluster.Config.ClusterId.Split('-')[0];
        var status = StatusOf(error);
        // Without the path: it may be a personal link.
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("JobDating.Gateway").LogWarning(
            "{Method}: {Service} at {Address} did not answer, so {Status} ({Error}: {Reason})", http.Request.Method,
            service, proxied.ProxiedDestination?.Model.Config.Address, status, error.Error, error.Exception?.GetBaseException().Message);
        if (!http.Response.HasStarted)
            await WriteAsync(http, status, service);
    }

    private static int StatusOf(IForwarderErrorFeature error) => error switch
    {
        { Exception: { } exception } when TooLarge(exception) => StatusCodes.Status413PayloadTooLarge,
        { Error: ForwarderError.RequestTimedOut } => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static bool TooLarge(Exception exception) =>
        exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (exception is AggregateException several ? several.InnerExceptions.Any(TooLarge) : exception.InnerException is { } inner && TooLarge(inner));

    private static async Task WriteAsync(HttpContext http, int status, string service)
    {
        var (title, advice) = status == StatusCodes.Status413PayloadTooLarge
            ? (Text("TooLargeTitle"), Text("TooLargeAdvice"))
            : (string.Format(CultureInfo.CurrentCulture, Text("AwayTitle"), Text(service)), Text("AwayAdvice"));
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "5";
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(Page(http, title, advice));
            return;
        }
        await http.Response.WriteAsJsonAsync(new ProblemDetails { Status = status, Title = title, Detail = advice }, options: null, "application/problem+json");
    }

    // Only a page that was read is offered again by a link: a form is sent again by the browser's own "reload", which asks first.
    private static string Page(HttpContext http, string title, string advice)
    {
        var retry = HttpMethods.IsGet(http.Request.Method)
            ? $"""<p><a href="{WebUtility.HtmlEncode(http.Request.PathBase + http.Request.Path + http.Request.QueryString)}">{WebUtility.HtmlEncode(Text("Retry"))}</a></p>"""
            : "";
        return $$"""
            <!DOCTYPE html>
            <html lang="{{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{WebUtility.HtmlEncode(title)}} – JobDating</title>
            <style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}a{color:#0b4f9e}</style>
            </head>
            <body>
            <main>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>
            <p>{{WebUtility.HtmlEncode(advice)}}</p>
            {{retry}}
            </main>
            </body>
            </html>

            """;
    }

    internal static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"No text '{key}' in the gateway's resources.");
}
