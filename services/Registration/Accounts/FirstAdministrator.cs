using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Accounts;

/// <summary>
/// While there is no administrator, each start prints a link that makes the first one. It is good for a day, and no longer good once there is one.
/// </summary>
public sealed class FirstAdministrator(RegistrationDatabase db, Settings settings, IDataProtectionProvider keys, IClock clock) : BackgroundService
{
    private static readonly Duration GoodFor = Duration.FromDays(1);

    public sealed record Form
    {
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Password { get; init; }
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        // The demonstration has its own people.
        if (settings.Demo || await ReadAccounts.HasAdministratorAsync(db, stop))
            return;
        var token = Seal(keys).Protect(InstantPattern.General.Format(clock.GetCurrentInstant() + GoodFor));
        await Console.Error.WriteLineAsync(AccountTexts.Words["First.Console", $"{settings.PublicAddress.TrimEnd('/')}/registration/first/{token}"]);
    }

    public static async Task<IResult> AskAsync(string token, HttpContext http, RegistrationDatabase db, IDataProtectionProvider keys, IClock clock, CancellationToken ct)
    {
        await CheckAsync(token, http, db, keys, clock, ct);
        return Page(new Form(), new FormErrors());
    }

    public static async Task<IResult> RunAsync(string token, [FromForm] Form form, HttpContext http, RegistrationDatabase db, IDataProtectionProvider keys, IClock clock, UserManager<Account> users, SignInManager<Account> signIn, CancellationToken ct)
    {
        await CheckAsync(token, http, db, keys, clock, ct);
        var wrong = new FormErrors();
        var account = await NewAccount.CheckAsync(users, form.Name, form.Email, form.Password, withPassword: true, wrong, IdOf(token));
        if (wrong.Any)
            return Page(form, wrong);
        try
        {
            await using var tx = await db.BeginAsync(Actor.Visitor, ct);
            if (await ReadAccounts.HasAdministratorAsync(tx, ct))
                throw Gone();
            await SaveAccount.CreateAsync(tx, account, ct);
            await SaveAccount.SetRolesAsync(tx, account.Id, [new AccountRole { AccountId = account.Id, Role = Role.Administrator, SiteId = AccountRole.AllSites }], ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            throw Gone();
        }
        await signIn.SignInAsync(account, isPersistent: false);
        return Results.LocalRedirect("/");
    }

    private static async Task CheckAsync(string token, HttpContext http, RegistrationDatabase db, IDataProtectionProvider keys, IClock clock, CancellationToken ct)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (InstantPattern.General.Parse(Seal(keys).Unprotect(token)).Value > clock.GetCurrentInstant() && !await ReadAccounts.HasAdministratorAsync(db, ct))
                return;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // Altered or guessed.
        }
        throw http.RequestServices.GetRequiredService<WrongLinks>().Refuse(http, Gone());
    }

    /// <summary>One link makes one account: two browsers that send it at once meet at the row's key, on either engine.</summary>
    private static Guid IdOf(string token) => new(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    private static Rejected Gone() => new(StatusCodes.Status410Gone, AccountTexts.Words["First.Gone"]);

    private static IDataProtector Seal(IDataProtectionProvider keys) => keys.CreateProtector("JobDating.first administrator");

    private static IResult Page(Form form, FormErrors wrong) => wrong.Page<FirstAdministratorPage>(new { Form = form, Wrong = wrong });
}
