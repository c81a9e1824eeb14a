using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace JobDating.Platform.SignIn;

/// <summary>
/// One cookie for all services: its keys lie in a folder they share, its rights are in it, and each service asks its own database whether they
/// still hold. Programs bring the same in a header (<see cref="BearerTokens"/>).
/// </summary>
public static class Sessions
{
    /// <summary>The name by which ASP.NET Core Identity knows the cookie of whoever is signed in.</summary>
    public static readonly string Scheme = IdentityConstants.ApplicationScheme;

    public const string SignInPath = "/registration/sign-in";

    private const string Any = "cookie or token";
    private const string Begun = "begun";
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(10);

    /// <summary>However often it was prolonged: then one signs in again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    internal static void Add(IServiceCollection things, Settings settings)
    {
        things.AddDataProtection().SetApplicationName("JobDating").PersistKeysToFileSystem(new DirectoryInfo(settings.Keys))
            // 21 to 36 bytes shorter than the usual CBC with HMAC: somebody may have to type a personal link.
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        things.AddSingleton<BearerTokens>();
        things.AddSingleton<PersonalLinks>();
        things.AddSingleton<Guesses>();
        things.AddSingleton<WrongLinks>();
        things.AddSingleton<RequestPace>();
        things.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = http => BearerTokens.In(http) is null ? Scheme : BearerTokens.Scheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerTokens.Scheme, null)
            .AddCookie(Scheme, cookie =>
            {
                cookie.Cookie.Name = CookieName(settings, "jobdating");
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = SecurePolicy(settings);
                cookie.ExpireTimeSpan = Lasts;
                cookie.SlidingExpiration = true;
                cookie.Events.OnSigningIn = context =>
                {
                    // By its own id it can be ended alone (EndAsync).
                    context.Principal!.Identities.First().AddClaim(Ticket.OfSession(Guid.CreateVersion7()));
                    SignInLog.SignedIn(Log(context.HttpContext), string.Join(' ', Caller.Of(context.Principal).Roles), Caller.Of(context.Principal).Id ?? Guid.Empty, TooMany.From(context.HttpContext));
                    context.Properties.Items[Begun] = ServiceHost.Real.GetCurrentInstant().ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture);
                    return Task.CompletedTask;
                };
                cookie.Events.OnValidatePrincipal = ValidateAsync;
                cookie.Events.OnRedirectToLogin = context => Unknown.AskAsync(context.HttpContext);
                cookie.Events.OnRedirectToAccessDenied = context => Unknown.RefuseAsync(context.HttpContext);
            });
        things.AddAuthorization(May.Set);
        things.AddSingleton<SignInPace>();
        // A proxy on this machine (the gateway, Caddy), or one that is named, says who the reader is and whether they came by https; nobody else may.
        things.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in settings.Proxies)
                options.KnownIPNetworks.Add(proxy);
        });
    }

    /// <summary>After routing, before what reads forms: who is not signed in is asked first, and nothing of theirs is taken in.</summary>
    internal static void Use(WebApplication app)
    {
        app.UseAuthentication();
        app.Use(app.Services.GetRequiredService<RequestPace>().KeepAsync);
        app.Use(KeptNowhereAsync);
        app.UseAuthorization();
    }

    /// <summary>What somebody signed in has read stays in no cache, unless its door says otherwise.</summary>
    private static Task KeptNowhereAsync(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity?.IsAuthenticated == true)
            http.Response.OnStarting(() =>
            {
                if (http.Response.Headers.CacheControl.Count == 0)
                    http.Response.Headers.CacheControl = "no-store";
                return Task.CompletedTask;
            });
        return next(http);
    }

    /// <summary>Signs somebody in: the session begins with the answer to this request.</summary>
    public static Task BeginAsync(HttpContext http, Ticket ticket) => http.SignInAsync(Scheme, ticket.Principal(Scheme));

    /// <summary>Here and for whoever has kept a copy of the cookie: the session's own id is noted as over, in every service. The account's other sessions go on.</summary>
    public static async Task EndAsync(HttpContext http)
    {
        if (Ticket.SessionOf(http.User) is { } session)
        {
            var house = http.RequestServices.GetRequiredService<House>();
            await using var tx = await house.Database(house.Services[0]).BeginAsync(Caller.Of(http).Actor, http.RequestAborted);
            await Access.ChangeAsync(tx, session, 1, http.RequestAborted);
            await tx.CommitAsync(http.RequestAborted);
            SignInLog.SignedOut(Log(http), Caller.Of(http).Id, TooMany.From(http));
        }
        await http.SignOutAsync(Scheme);
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(SignInLog.Category);

    /// <summary>Whether the rights in these claims still hold, as the service that is asked knows it, and their end has not come.</summary>
    internal static async Task<bool> HoldsAsync(HttpContext http, ClaimsPrincipal user)
    {
        var house = http.RequestServices.GetRequiredService<House>();
        var asked = house.Services.FirstOrDefault(service => http.Request.Path.StartsWithSegments($"/{service.Name}")) ?? house.Services[0];
        return Ticket.Of(user) is { } ticket
            && !(ticket.Ends <= http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant())
            && await Access.IsCurrentAsync(house.Database(asked), ticket, http.RequestAborted);
    }

    /// <summary>Whether readers come by https only, as far as this installation is known to them.</summary>
    public static bool IsSecure(Settings settings) => settings.PublicAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>By https with the prefix for which browsers promise that no other host and no plain http has set it.</summary>
    public static string CookieName(Settings settings, string name) => IsSecure(settings) ? $"__Host-{name}" : name;

    public static CookieSecurePolicy SecurePolicy(Settings settings) => IsSecure(settings) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>By the real clock, also where a demonstration's is moved.</summary>
    private static bool IsYoung(CookieValidatePrincipalContext context) =>
        DateTimeOffset.TryParseExact(context.Properties.Items.TryGetValue(Begun, out var begun) ? begun : null, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && ServiceHost.Real.GetCurrentInstant().ToDateTimeOffset() - at < Longest;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (IsYoung(context) && await HoldsAsync(context.HttpContext, context.Principal!))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
