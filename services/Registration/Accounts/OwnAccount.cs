using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>Everybody's own account: name and password here, second factor and programs' tokens beside it.</summary>
public static class OwnAccount
{
    public sealed record Form
    {
        public string? Version { get; init; }
        public string? Name { get; init; }
    }

    public sealed record PasswordForm
    {
        public string? Old { get; init; }
        public string? Password { get; init; }
    }

    public static async Task<IResult> AskAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var account = await OfAsync(http, db, ct);
        return await PageAsync(db, account, new Form { Name = account.Name, Version = Typed.Show(account.Version) }, new FormErrors(), new FormErrors(), ct);
    }

    public static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, SignInManager<Account> signIn, CancellationToken ct)
    {
        var account = await OfAsync(http, db, ct);
        var wrong = new FormErrors();
        var name = new Typed(wrong).Text("name", form.Name, required: true);
        if (wrong.Any)
            return await PageAsync(db, account, form, wrong, new FormErrors(), ct);
        account.Name = name!;
        account.Version = Typed.Version(form.Version);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveAccount.UpdateAsync(tx, account, "account changed", ends: false, ct, "name");
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            wrong.ChangedMeanwhile();
            account = await OfAsync(http, db, ct);
            return await PageAsync(db, account, form with { Version = Typed.Show(account.Version) }, wrong, new FormErrors(), ct);
        }
        await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To(Address);
    }

    /// <summary>Ends every other session of this account and its programs' tokens; this one goes on.</summary>
    public static async Task<IResult> PasswordAsync([FromForm] PasswordForm form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, PasswordTries tries, CancellationToken ct)
    {
        var account = await OfAsync(http, db, ct);
        var wrong = new FormErrors();
        if (!await IsPasswordAsync(http, tries, signIn, account, form.Old))
            wrong.Add("old", AccountTexts.Words["Password.Old.Wrong"]);
        else if (await NewAccount.PasswordWrongAsync(users, account, form.Password) is { } sentence)
            wrong.Add("password", sentence);
        else if (!(await users.ChangePasswordAsync(account, form.Old!, form.Password!)).Succeeded)
            wrong.ChangedMeanwhile();
        if (wrong.Any)
            return await PageAsync(db, account, new Form { Name = account.Name, Version = Typed.Show(account.Version) }, new FormErrors(), wrong, ct);
        await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To($"{Address}?saved=password");
    }

    internal const string Address = "/registration/account";

    /// <exception cref="Rejected">404: a program's token is nobody's session.</exception>
    internal static async Task<Account> OfAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Caller.Of(http).Id is { } id && await ReadAccounts.FindAsync(db, id, ct) is { } account
            ? account
            : throw new Rejected(StatusCodes.Status404NotFound, AccountTexts.Words["Accounts.Unknown"]);
    }

    /// <summary>Asked again before what matters; wrong ones count as at the sign-in. Who has none (the organisation's sign-in) is not asked.</summary>
    internal static async Task<bool> IsPasswordAsync(HttpContext http, PasswordTries tries, SignInManager<Account> signIn, Account account, string? password)
    {
        if (account.PasswordHash is null)
            return true;
        tries.Begin(http, account.NormalizedEmail);
        if (password is { Length: > 0 and <= SignInByPassword.LongestPassword } && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: false)).Succeeded)
            return true;
        tries.Wrong(http, account.NormalizedEmail);
        return false;
    }

    private static async Task<IResult> PageAsync(RegistrationDatabase db, Account account, Form form, FormErrors wrong, FormErrors wrongPassword, CancellationToken ct) => (wrongPassword.Any ? wrongPassword : wrong).Page<OwnAccountPage>(new
    {
        Account = account,
        Form = form,
        Errors = wrong,
        PasswordErrors = wrongPassword,
        Tokens = await ProgramTokens.OfAsync(db, account.Id, ct),
    });
}
