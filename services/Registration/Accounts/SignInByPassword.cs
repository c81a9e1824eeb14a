using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>Sign-in by e-mail and password, then the second factor of those who have one.</summary>
internal static class SignInByPassword
{
    public const int LongestPassword = 500;
    private const int LongestEmail = 254;

    public sealed record Form
    {
        public string? Email { get; init; }
        public string? Password { get; init; }
        public string? Back { get; init; }
    }

    public sealed record CodeForm
    {
        public string? Code { get; init; }
        public string? Back { get; init; }
    }

    public static IResult Ask(HttpContext http, string? back, Settings settings) =>
        Caller.Of(http).IsSignedIn && back is not null ? Results.LocalRedirect(PageFrame.Back(back)) : Page(settings, back, null, null);

    public static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, Settings settings, SignInManager<Account> signIn, PasswordTries tries)
    {
        if (form is not { Email: { Length: > 0 and <= LongestEmail } email, Password: { Length: > 0 and <= LongestPassword } password })
            return Page(settings, form.Back, form.Email, AccountTexts.Words["SignIn.Wrong"]);
        var name = signIn.UserManager.NormalizeName(email.Trim())!;
        tries.Begin(http, name);
        var result = await signIn.PasswordSignInAsync(email.Trim(), password, isPersistent: false, lockoutOnFailure: false);
        if (result.Succeeded)
            return Results.LocalRedirect(PageFrame.Back(form.Back));
        if (result.RequiresTwoFactor)
            return Results.LocalRedirect($"{Sessions.SignInPath}/code?back={Uri.EscapeDataString(PageFrame.Back(form.Back))}");
        tries.Wrong(http, name);
        // One sentence for wrong, unknown, locked and disabled: it does not tell who has an account.
        return Page(settings, form.Back, form.Email, AccountTexts.Words["SignIn.Wrong"]);
    }

    public static async Task<IResult> AskCodeAsync(string? back, SignInManager<Account> signIn) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Results.LocalRedirect(Sessions.SignInPath) : CodePage(back, null);

    /// <summary>The six digits of the telephone, or one of the codes kept for when it is lost.</summary>
    public static async Task<IResult> CodeAsync([FromForm] CodeForm form, HttpContext http, SignInManager<Account> signIn, PasswordTries tries, Guesses guesses)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
            return Results.LocalRedirect(Sessions.SignInPath);
        var code = new string([.. (form.Code ?? "").Where(char.IsLetterOrDigit)]);
        var result = code.Length == 6 && code.All(char.IsAsciiDigit)
            ? tries.IsFirstUse(account.Id, code) ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false) : Microsoft.AspNetCore.Identity.SignInResult.Failed
            : code.Length > 6 ? await signIn.TwoFactorRecoveryCodeSignInAsync(code) : Microsoft.AspNetCore.Identity.SignInResult.Failed;
        if (result.Succeeded)
            return Results.LocalRedirect(PageFrame.Back(form.Back));
        guesses.Wrong("code", TooMany.From(http));
        return CodePage(form.Back, AccountTexts.Words["Code.Wrong"]);
    }

    private static IResult Page(Settings settings, string? back, string? email, string? wrong)
    {
        var errors = Wrong(wrong);
        return errors.Page<SignInPage>(new { Back = PageFrame.Back(back), Email = email, Errors = errors, settings.Demo, OpenId = OpenIdSignIn.IsOn(settings) });
    }

    private static IResult CodePage(string? back, string? wrong)
    {
        var errors = Wrong(wrong);
        return errors.Page<CodePage>(new { Back = PageFrame.Back(back), Errors = errors });
    }

    private static FormErrors Wrong(string? sentence)
    {
        var errors = new FormErrors();
        if (sentence is not null)
            errors.Add("", sentence);
        return errors;
    }
}
