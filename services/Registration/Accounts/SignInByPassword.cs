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

    public static async Task<IResult> RunAsync([FromForm] Form form, Settings settings, SignInManager<Account> signIn)
    {
        var result = form is { Email: { Length: > 0 } email, Password: { Length: > 0 and <= LongestPassword } password }
            ? await signIn.PasswordSignInAsync(email.Trim(), password, isPersistent: false, lockoutOnFailure: true)
            : Microsoft.AspNetCore.Identity.SignInResult.Failed;
        if (result.Succeeded)
            return Results.LocalRedirect(PageFrame.Back(form.Back));
        if (result.RequiresTwoFactor)
            return Results.LocalRedirect($"{Sessions.SignInPath}/code?back={Uri.EscapeDataString(PageFrame.Back(form.Back))}");
        // One sentence for wrong, unknown, locked and disabled: it does not tell who has an account.
        return Page(settings, form.Back, form.Email, AccountTexts.Words["SignIn.Wrong"]);
    }

    public static async Task<IResult> AskCodeAsync(string? back, SignInManager<Account> signIn) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Results.LocalRedirect(Sessions.SignInPath) : CodePage(back, null);

    /// <summary>The six digits of the telephone, or one of the codes kept for when it is lost.</summary>
    public static async Task<IResult> CodeAsync([FromForm] CodeForm form, SignInManager<Account> signIn)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
            return Results.LocalRedirect(Sessions.SignInPath);
        var code = new string([.. (form.Code ?? "").Where(char.IsLetterOrDigit)]);
        var result = code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : code.Length > 6 ? await signIn.TwoFactorRecoveryCodeSignInAsync(code) : Microsoft.AspNetCore.Identity.SignInResult.Failed;
        return result.Succeeded ? Results.LocalRedirect(PageFrame.Back(form.Back)) : CodePage(form.Back, AccountTexts.Words["Code.Wrong"]);
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
