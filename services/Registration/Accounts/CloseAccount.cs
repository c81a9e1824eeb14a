using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Accounts;

/// <summary>An account is closed, or opened again. It is never deleted: the audit trail names it. Closing ends its sessions and its programs' tokens at once.</summary>
public static class CloseAccount
{
    public static async Task<IResult> AskAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var account = await ChangeAccount.FindAsync(db, id, ct);
        return Ask(account, AccountTexts.Words["Accounts.Close.Title"], AccountTexts.Words["Accounts.Close.Sentence", account.Name, account.Email],
            [AccountTexts.Words["Accounts.Close.Sessions"], AccountTexts.Words["Accounts.Close.Work"]], "closing", AccountTexts.Words["Accounts.Close"]);
    }

    public static async Task<IResult> RunAsync(Guid id, IFormCollection sent, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        if (Caller.Of(http).Id == id)
            throw new Rejected(StatusCodes.Status409Conflict, AccountTexts.Words["Accounts.Close.Own"]);
        return await ChangeAsync(id, http, db, ct, account =>
        {
            if (account.DisabledAt is not null)
                return false;
            account.DisabledAt = db.Now;
            return true;
        }, "account closed", ends: true);
    }

    public static Task<IResult> OpenAsync(Guid id, IFormCollection sent, HttpContext http, RegistrationDatabase db, CancellationToken ct) => ChangeAsync(id, http, db, ct, account =>
    {
        if (account.DisabledAt is null)
            return false;
        account.DisabledAt = null;
        return true;
    }, "account opened", ends: false);

    /// <summary>Somebody has lost telephone and codes: the next sign-in asks for the password only.</summary>
    public static async Task<IResult> AskSecondFactorAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var account = await ChangeAccount.FindAsync(db, id, ct);
        return Ask(account, AccountTexts.Words["SecondFactor.Reset.Title"], AccountTexts.Words["SecondFactor.Reset.Sentence", account.Name],
            [AccountTexts.Words["SecondFactor.Reset.Sure"], AccountTexts.Words["Accounts.Close.Sessions"]], "second-factor", AccountTexts.Words["SecondFactor.Reset"]);
    }

    public static Task<IResult> ResetSecondFactorAsync(Guid id, IFormCollection sent, HttpContext http, RegistrationDatabase db, CancellationToken ct) => ChangeAsync(id, http, db, ct, account =>
    {
        if (!account.TwoFactor)
            return false;
        (account.TwoFactor, account.AuthenticatorKey, account.RecoveryCodes, account.SecurityStamp) = (false, null, null, Guid.NewGuid().ToString("N"));
        return true;
    }, "second factor reset", ends: true);

    private static RazorComponentResult Ask(Account account, string title, string sentence, IReadOnlyList<string> consequences, string act, string button) => new RazorComponentResult<ConfirmPage>(new
    {
        Title = title,
        Sentence = sentence,
        Consequences = consequences,
        Action = $"/registration/accounts/{account.Id}/{act}",
        Button = button,
        Back = $"/registration/accounts/{account.Id}",
    });

    /// <param name="change">False: it is so already; a second press of the button does nothing.</param>
    private static async Task<IResult> ChangeAsync(Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct, Func<Account, bool> change, string act, bool ends)
    {
        var account = await ChangeAccount.FindAsync(db, id, ct);
        if (change(account))
        {
            try
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await Administrators.HoldAsync(tx, ct);
                await SaveAccount.UpdateAsync(tx, account, act, ends, ct);
                await Administrators.RequireOneAsync(tx, ct);
                await tx.CommitAsync(ct);
            }
            catch (ChangedMeanwhileException)
            {
                throw new Rejected(StatusCodes.Status409Conflict, FormTexts.Words["Changed"]);
            }
        }
        return SeeOther.To($"/registration/accounts/{id}");
    }
}
