using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using JobDating.Platform.Api;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JobDating.Platform.Ui;

/// <summary>What every page of every service shares: language, style sheet, security headers, errors said as sentences.</summary>
public static partial class PageFrame
{
    private const string LanguageCookie = "language";
    private static readonly string[] Languages = ["fr", "en"];
    private static readonly byte[] Style = ReadStyle();

    public static Words Words { get; } = new("JobDating.Platform.Ui.Texts", typeof(PageFrame).Assembly);

    /// <summary>Its name changes with its content, so browsers may keep it for ever.</summary>
    public static string StylePath { get; } = $"/ui/{Convert.ToHexStringLower(SHA256.HashData(Style))[..12]}.css";

    /// <summary>An address on this installation to go back to; anything else is the first page.</summary>
    public static string Back(string? asked) => asked is { Length: > 1 } && asked[0] == '/' && asked[1] is not ('/' or '\\') && !asked.Any(char.IsControl) ? asked : "/";

    /// <summary>Whether the answer is read by a person.</summary>
    public static bool WantsPage(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/html") && !ApiDoors.IsAsked(http) && !http.Request.Path.Value!.Contains("/api/", StringComparison.Ordinal);

    internal static void Add(IServiceCollection things)
    {
        things.AddRazorComponents();
        // Pages are UTF-8: an accent is a letter, not six characters of markup.
        things.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        things.AddAntiforgery(forms => (forms.Cookie.Name, forms.Cookie.SecurePolicy) = ("jobdating-form", CookieSecurePolicy.SameAsRequest));
        things.AddHttpContextAccessor();
        things.AddProblemDetails();
        things.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("fr").AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = LanguageCookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    internal static void Use(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseRequestLocalization();
        app.Use(HeadersAsync);
        app.Use(SentencesAsync);
        app.Use(OwnPagesAsync);
        app.UseStatusCodePages(context => SayAsync(context.HttpContext, context.HttpContext.Response.StatusCode, null));
        app.UseRouting();
        app.Use(ApiDoors.FindPage);
        app.UseRouting();
        Sessions.Use(app);
        app.Use(ApiDoors.ReadBodyAsync);
        app.UseAntiforgery();
        app.Use(ApiDoors.NeedsNoForm);
        app.Get(StylePath, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(Style, "text/css; charset=utf-8");
        }).AllowAnonymous();
        app.Get("/ui/language/{language}", (string language, string? back, HttpContext http) =>
        {
            if (Languages.Contains(language))
                http.Response.Cookies.Append(LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, HttpOnly = true });
            return Results.LocalRedirect(Back(back));
        }).AllowAnonymous();
    }

    private static Task HeadersAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // The desk reads badges with the camera; nothing else of the device is asked for.
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), display-capture=(), browsing-topics=()";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            // By http browsers ignore it, and complain.
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }
        return next(http);
    }

    private static Task OwnPagesAsync(HttpContext http, RequestDelegate next)
    {
        // Before any token is looked at: the browser says where the request comes from.
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
            && http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            throw new Rejected(StatusCodes.Status403Forbidden, Words["Error.OtherSite"]);
        return next(http);
    }

    private static async Task SentencesAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Rejected rejected) when (!http.Response.HasStarted)
        {
            await SayAsync(http, rejected.Status, rejected.Message);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await SayAsync(http, bad.StatusCode, null);
        }
        catch (ChangedMeanwhileException) when (!http.Response.HasStarted)
        {
            await SayAsync(http, StatusCodes.Status409Conflict, Words["Error.Meanwhile"]);
        }
        catch (Exception exception) when (!http.Response.HasStarted && (SqlText.IsTransient(exception) || SqlText.CannotWrite(exception) is not null))
        {
            Broken(http.RequestServices.GetRequiredService<ILogger<SentencePage>>(), Secrets.Loggable(http.Request.Path), exception);
            await SayAsync(http, StatusCodes.Status503ServiceUnavailable, Words["Error.CannotSave"]);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            Broken(http.RequestServices.GetRequiredService<ILogger<SentencePage>>(), Secrets.Loggable(http.Request.Path), exception);
            await SayAsync(http, StatusCodes.Status500InternalServerError, null);
        }
    }

    private static async Task SayAsync(HttpContext http, int status, string? sentence)
    {
        sentence ??= Words[status switch { 404 => "Error.NotFound", 401 => "Error.SignIn", 429 => "Error.TooMany", 400 => "Error.BadRequest", 413 => "Error.TooLarge", < 500 => "Error.Refused", _ => "Error.Broken" }];
        http.Response.Clear();
        await HeadersAsync(http, _ => Task.CompletedTask);
        http.Response.StatusCode = status;
        if (WantsPage(http))
            await new RazorComponentResult<SentencePage>(new { Status = status, Sentence = sentence }) { StatusCode = status }.ExecuteAsync(http);
        else
            await Results.Problem(sentence, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status)).ExecuteAsync(http);
    }

    private static byte[] ReadStyle()
    {
        using var all = new MemoryStream();
        foreach (var name in typeof(PageFrame).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".css", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var sheet = typeof(PageFrame).Assembly.GetManifestResourceStream(name)!;
            sheet.CopyTo(all);
        }
        return all.ToArray();
    }

    [LoggerMessage(LogLevel.Error, "{Path} could not be answered.")]
    private static partial void Broken(ILogger log, string path, Exception exception);
}
