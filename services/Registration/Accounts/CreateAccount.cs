using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>An administrator makes an account; its person gets a link to set the password.</summary>
public static class CreateAccount
{
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Find { get; init; }
        public string? Look { get; init; }
    }

    public static Task<IResult> AskAsync(RegistrationDatabase db, CancellationToken ct) =>
        PageAsync(db, new Form { Id = Guid.CreateVersion7().ToString() }, new AccountRights.Chosen(), new FormErrors(), ct);

    public static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, Settings settings, CancellationToken ct)
    {
        var id = Typed.Id(form.Id);
        var chosen = AccountRights.Read(http.Request.Form);
        var wrong = new FormErrors();
        // The button that looks for sites sends the form too: it comes back with what was typed.
        if (form.Look is not null)
            return await PageAsync(db, form with { Id = id.ToString() }, chosen, wrong, ct);
        if (await ReadAccounts.FindAsync(db, id, ct) is not null)
            return SeeOther.To($"/registration/accounts/{id}");
        var account = await NewAccount.CheckAsync(users, form.Name, form.Email, null, withPassword: false, wrong, id);
        var roles = await AccountRights.CheckAsync(db, id, chosen, wrong, ct);
        if (wrong.Any)
            return await PageAsync(db, form, chosen, wrong, ct);
        var address = await PasswordLink.AddressAsync(users, account, settings);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveAccount.CreateAsync(tx, account, ct);
            await SaveAccount.SetRolesAsync(tx, id, roles, ct);
            await PasswordLink.MailAsync(tx, account, "Mail.Invited", address, $"account-invited/{id}", ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            // The same form sent twice at once, or another account with this address a moment ago.
            if (await ReadAccounts.FindAsync(db, id, ct) is null)
            {
                wrong.Conflict("email", AccountTexts.Words["Email.Taken"]);
                return await PageAsync(db, form, chosen, wrong, ct);
            }
        }
        return SeeOther.To($"/registration/accounts/{id}");
    }

    private static async Task<IResult> PageAsync(RegistrationDatabase db, Form form, AccountRights.Chosen chosen, FormErrors wrong, CancellationToken ct) => wrong.Page<CreateAccountPage>(new
    {
        Form = form,
        Chosen = chosen,
        Sites = await AccountRights.SitesAsync(db, chosen, form.Find, ct),
        Errors = wrong,
    });
}
