using System.Globalization;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>
/// A second factor for the own account: an application on the telephone that shows six digits. The key is made, shown as a picture and as text, and
/// counts once a code has proved that the telephone has it. Every change ends the other sessions.
/// </summary>
public static class SecondFactor
{
    private const int Codes = 10;
    private const string Address = OwnAccount.Address + "/second-factor";

    public sealed record Form
    {
        public string? Code { get; init; }
        public string? Password { get; init; }
    }

    public static async Task<IResult> AskAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct) => Page(await OwnAccount.OfAsync(http, db, ct), new FormErrors());

    /// <summary>Makes a new key, not yet asked for.</summary>
    public static async Task<IResult> BeginAsync(IFormCollection sent, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        if (!account.TwoFactor && account.AuthenticatorKey is null && (await users.ResetAuthenticatorKeyAsync(account)).Succeeded)
            await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To(Address);
    }

    /// <summary>The code fits: from now on it is asked for. The recovery codes are in this answer, and nowhere else.</summary>
    public static async Task<IResult> ConfirmAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        if (account.TwoFactor || account.AuthenticatorKey is null)
            return SeeOther.To(Address);
        var code = string.Concat((form.Code ?? "").Where(char.IsAsciiDigit).Take(10));
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code))
            return Wrong(account, "code", AccountTexts.Words["Code.Wrong"]);
        if (!(await users.SetTwoFactorEnabledAsync(account, true)).Succeeded)
            return SeeOther.To(Address);
        return await NewCodesAsync(account, users, signIn);
    }

    public static async Task<IResult> CodesAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, PasswordTries tries, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        if (!account.TwoFactor)
            return SeeOther.To(Address);
        return await OwnAccount.IsPasswordAsync(http, tries, signIn, account, form.Password)
            ? await NewCodesAsync(account, users, signIn)
            : Wrong(account, "password", AccountTexts.Words["Password.Old.Wrong"]);
    }

    public static async Task<IResult> OffAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, PasswordTries tries, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        if (!account.TwoFactor)
            return SeeOther.To(OwnAccount.Address);
        if (!await OwnAccount.IsPasswordAsync(http, tries, signIn, account, form.Password))
            return Wrong(account, "password", AccountTexts.Words["Password.Old.Wrong"]);
        (account.AuthenticatorKey, account.RecoveryCodes) = (null, null);
        if ((await users.SetTwoFactorEnabledAsync(account, false)).Succeeded)
            await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To(OwnAccount.Address);
    }

    /// <summary>What the telephone reads: <c>otpauth://totp/JobDating:ada@example.org?secret=…</c></summary>
    internal static string Uri(Account account) => string.Create(CultureInfo.InvariantCulture,
        $"otpauth://totp/JobDating:{System.Uri.EscapeDataString(account.Email)}?secret={account.AuthenticatorKey}&issuer=JobDating&digits=6");

    /// <summary>In groups of four, to be typed.</summary>
    internal static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four))).ToLowerInvariant();

    private static async Task<IResult> NewCodesAsync(Account account, UserManager<Account> users, SignInManager<Account> signIn)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, Codes);
        await signIn.SignInAsync(account, isPersistent: false);
        return new RazorComponentResult<RecoveryCodesPage>(new { Codes = (IReadOnlyList<string>)[.. codes ?? []], account.Email });
    }

    private static IResult Wrong(Account account, string field, string sentence)
    {
        var wrong = new FormErrors();
        wrong.Add(field, sentence);
        return Page(account, wrong);
    }

    private static IResult Page(Account account, FormErrors wrong) => wrong.Page<SecondFactorPage>(new { Account = account, Errors = wrong });
}
