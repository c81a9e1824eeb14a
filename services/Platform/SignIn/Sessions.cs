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
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(10);

    internal static void Add(IServiceCollection things, Settings settings)
    {
        things.AddDataProtection().SetApplicationName("JobDating").PersistKeysToFileSystem(new DirectoryInfo(settings.Keys))
            // 21 to 36 bytes shorter than the usual CBC with HMAC: somebody may have to type a personal link.
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        things.AddSingleton<BearerTokens>();
        things.AddSingleton<PersonalLinks>();
        things.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = http => BearerTokens.In(http) is null ? Scheme : BearerTokens.Scheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerTokens.Scheme, null)
            .AddCookie(Scheme, cookie =>
            {
                cookie.Cookie.Name = "jobdating";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = Lasts;
                cookie.SlidingExpiration = true;
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
        app.UseAuthorization();
    }

    /// <summary>Signs somebody in: the session begins with the answer to this request.</summary>
    public static Task BeginAsync(HttpContext http, Ticket ticket) => http.SignInAsync(Scheme, ticket.Principal(Scheme));

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Whether the rights in these claims still hold, as the service that is asked knows it, and their end has not come.</summary>
    internal static async Task<bool> HoldsAsync(HttpContext http, ClaimsPrincipal user)
    {
        var house = http.RequestServices.GetRequiredService<House>();
        var asked = house.Services.FirstOrDefault(service => http.Request.Path.StartsWithSegments($"/{service.Name}")) ?? house.Services[0];
        return Ticket.Of(user) is { } ticket
            && !(ticket.Ends <= http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant())
            && await Access.IsCurrentAsync(house.Database(asked), ticket, http.RequestAborted);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await HoldsAsync(context.HttpContext, context.Principal!))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
