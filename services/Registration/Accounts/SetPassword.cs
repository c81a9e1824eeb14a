using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>Behind a <see cref="PasswordLink"/>: whoever has it sets the account's password and, unless a second factor is asked for, is in.</summary>
internal static class SetPassword
{
    public sealed record Form
    {
        public string? Password { get; init; }
    }

    public static async Task<IResult> AskAsync(string id, string token, HttpContext http, UserManager<Account> users)
    {
        var (account, _) = await ReadAsync(id, token, http, users);
        return Page(account, new FormErrors());
    }

    public static async Task<IResult> RunAsync(string id, string token, [FromForm] Form form, HttpContext http, UserManager<Account> users, SignInManager<Account> signIn)
    {
        var (account, text) = await ReadAsync(id, token, http, users);
        var wrong = new FormErrors();
        if (await NewAccount.PasswordWrongAsync(users, account, form.Password) is { } sentence)
        {
            wrong.Add("password", sentence);
            return Page(account, wrong);
        }
        // Whoever forgot it may have locked the account by trying.
        (account.LockoutEnd, account.FailedCount) = (null, 0);
        if (!(await users.ResetPasswordAsync(account, text, form.Password!)).Succeeded)
            throw Gone();
        // A code is asked for yet; the password will be theirs to type here.
        KnownDevice.Remember(http, account.NormalizedEmail);
        if (account.TwoFactor)
            return SeeOther.To(Sessions.SignInPath);
        await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To("/");
    }

    private static async Task<(Account Account, string Token)> ReadAsync(string id, string token, HttpContext http, UserManager<Account> users)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return await PasswordLink.ReadAsync(users, id, token) ?? throw http.RequestServices.GetRequiredService<WrongLinks>().Refuse(http, Gone());
    }

    /// <summary>Used, expired, altered and guessed look alike.</summary>
    private static Rejected Gone() => new(StatusCodes.Status410Gone, AccountTexts.Words["Link.Gone"]);

    private static IResult Page(Account account, FormErrors wrong) => wrong.Page<SetPasswordPage>(new { Account = account, Errors = wrong });
}
