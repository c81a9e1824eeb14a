using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace JobDating.Registration.Accounts;

/// <summary>
/// Sign-in by the organisation's OpenID Connect provider, when one is set: code flow with PKCE. Whoever comes from there is an account that an
/// administrator has made: by the login remembered, or the first time by an e-mail that the provider has verified. None is ever made here, and the
/// second factor is the provider's.
/// </summary>
internal static class OpenIdSignIn
{
    public const string Path = $"{Sessions.SignInPath}/organisation";

    private const string Scheme = "openid";
    private const string CallbackPath = $"{Path}/back";

    public static void Add(IServiceCollection things)
    {
        if (things.FirstOrDefault(thing => thing.ServiceType == typeof(Settings))?.ImplementationInstance is Settings settings && IsOn(settings))
            things.AddAuthentication().AddOpenIdConnect(Scheme, openId => Set(openId, settings));
    }

    public static bool IsOn(Settings settings) => settings.OpenIdAuthority is not null;

    /// <summary>To the provider. A link, not a form: the page's policy lets forms go nowhere else.</summary>
    public static IResult Ask(string? back, Settings settings) => IsOn(settings)
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = PageFrame.Back(back) }, [Scheme])
        : throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);

    private static void Set(OpenIdConnectOptions openId, Settings settings)
    {
        openId.Authority = settings.OpenIdAuthority!.ToString();
        openId.ClientId = settings.OpenIdClientId;
        openId.ClientSecret = settings.OpenIdClientSecret;
        openId.RequireHttpsMetadata = !settings.OpenIdAuthority.IsLoopback;
        openId.CallbackPath = CallbackPath;
        openId.ResponseType = OpenIdConnectResponseType.Code;
        // By address and not by a posted form: so the cookies of the way there may stay ours (SameSite), also without https on a laptop.
        openId.ResponseMode = OpenIdConnectResponseMode.Query;
        openId.UsePkce = true;
        openId.MapInboundClaims = false;
        openId.SignInScheme = Sessions.Scheme;
        openId.Scope.Clear();
        openId.Scope.Add("openid");
        openId.Scope.Add("email");
        openId.GetClaimsFromUserInfoEndpoint = true;
        openId.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        foreach (var cookie in (CookieBuilder[])[openId.CorrelationCookie, openId.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        openId.Events.OnTicketReceived = EnterAsync;
        openId.Events.OnRemoteFailure = RefuseAsync;
        openId.Events.OnAccessDenied = context => throw Refused("OpenId.Failed");
    }

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        var things = context.HttpContext.RequestServices;
        var users = things.GetRequiredService<UserManager<Account>>();
        var signIn = things.GetRequiredService<SignInManager<Account>>();
        if (await FindAsync(users, context.Principal!) is not { } account)
            throw Refused("OpenId.Unknown");
        if (!await signIn.CanSignInAsync(account))
            throw Refused("OpenId.Closed");
        await signIn.SignInAsync(account, isPersistent: false);
        context.Response.Redirect(PageFrame.Back(context.ReturnUri));
        context.HandleResponse();
    }

    private static async Task<Account?> FindAsync(UserManager<Account> users, ClaimsPrincipal user)
    {
        var login = new UserLoginInfo(Scheme, Key(user.FindFirst("sub")!), Scheme);
        if (await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } known)
            return known;
        // An address that nobody has verified could be anybody's.
        if (!string.Equals(user.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
            || user.FindFirstValue("email") is not { Length: > 0 } email
            || await users.FindByEmailAsync(email) is not { } account)
            return null;
        // A closed account's login is not remembered: nothing is done for it.
        if (account.DisabledAt is null)
            await users.AddLoginAsync(account, login);
        return account;
    }

    /// <summary>Who it is, at whom: the same subject of another provider is somebody else.</summary>
    private static string Key(Claim subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Issuer}\n{subject.Value}")));

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdConnectHandler>>();
        Failed(log, context.Failure);
        throw Refused("OpenId.Failed");
    }

    private static Rejected Refused(string key) => new(StatusCodes.Status403Forbidden, AccountTexts.Words[key]);

    private static readonly Action<ILogger, Exception?> Failed = LoggerMessage.Define(LogLevel.Warning, new EventId(1, "OpenIdFailed"), "The organisation's sign-in has failed.");
}
