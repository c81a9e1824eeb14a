using System.Security.Claims;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace JobDating.Registration.Accounts;

/// <summary>ASP.NET Core Identity's sign-in for our accounts: a disabled one is not let in, and the session says what <see cref="Ticket"/> says.</summary>
internal sealed class AccountSignIn(UserManager<Account> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options, ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation)
    : SignInManager<Account>(users, http, claims, options, log, schemes, confirmation)
{
    private const int ShortestPassword = 10;

    /// <summary>Of PBKDF2 with SHA-512, as OWASP asks for; a password hashed with fewer is hashed anew when it is next typed.</summary>
    private const int Rounds = 210_000;
    private static readonly Account Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = Rounds })).HashPassword(Nobody, "nobody's");

    public static void Add(IServiceCollection things)
    {
        things.AddScoped<AccountStore>();
        things.AddSingleton<PasswordTries>();
        things.AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // An address is checked by the mail that must reach it, not by its letters.
                identity.User.AllowedUserNameCharacters = "";
                // Length is what makes a password strong; rules about signs make people write it down.
                identity.Password.RequiredLength = ShortestPassword;
                identity.Password.RequiredUniqueChars = 4;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                // Of codes, by whoever has the password already; wrong passwords lock nobody out (PasswordTries).
                identity.Lockout.MaxFailedAccessAttempts = 8;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<EasyPassword>()
            .AddSignInManager<AccountSignIn>()
            // Links by mail and the telephone's application; not Identity's codes by SMS or e-mail, which would make every account's mailbox a second factor.
            .AddTokenProvider<DataProtectorTokenProvider<Account>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        things.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = Rounds);
        things.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = PasswordLink.GoodFor.ToTimeSpan());
        things.AddScoped<IUserClaimsPrincipalFactory<Account>, Claims>();
        OpenIdSignIn.Add(things);
        var settings = (Settings)things.First(thing => thing.ServiceType == typeof(Settings)).ImplementationInstance!;
        things.AddAuthentication().AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            cookie.Cookie.Name = Sessions.CookieName(settings, "jobdating-code");
            cookie.Cookie.SecurePolicy = Sessions.SecurePolicy(settings);
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        });
    }

    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(user.DisabledAt is null);

    /// <summary>As long as for a known, open address: the time of the answer does not tell who has an account.</summary>
    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        var result = await UserManager.FindByNameAsync(userName) is { PasswordHash: not null } user
            ? await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure)
            : null;
        // For a closed or locked account no password was looked at.
        if (result is null or { IsNotAllowed: true } or { IsLockedOut: true })
            UserManager.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
        return result ?? SignInResult.Failed;
    }

    /// <summary>However they came in: from now on this is a device of theirs.</summary>
    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        KnownDevice.Remember(Context, user.NormalizedEmail);
    }

    private sealed class Claims(RegistrationDatabase db) : IUserClaimsPrincipalFactory<Account>
    {
        public async Task<ClaimsPrincipal> CreateAsync(Account user) =>
            (await ReadAccounts.TicketAsync(db, user, CancellationToken.None)).Principal(Sessions.Scheme);
    }
}
