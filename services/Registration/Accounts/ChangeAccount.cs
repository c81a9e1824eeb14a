using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>An account's page for administrators: who, with which rights. Saving other rights or another address ends the account's sessions everywhere.</summary>
public static class ChangeAccount
{
    public sealed record Form
    {
        public string? Version { get; init; }
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Find { get; init; }
        public string? Look { get; init; }
    }

    public static async Task<IResult> AskAsync(Guid id, HttpContext http, RegistrationDatabase db, UserManager<Account> users, Settings settings, CancellationToken ct)
    {
        var account = await FindAsync(db, id, ct);
        var chosen = AccountRights.Of(await ReadAccounts.RolesAsync(db, id, ct));
        var form = new Form { Version = Typed.Show(account.Version), Name = account.Name, Email = account.Email };
        return await PageAsync(db, http, account, form, chosen, new FormErrors(), account is { PasswordHash: null, DisabledAt: null } ? await PasswordLink.AddressAsync(users, account, settings) : null, ct);
    }

    public static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, CancellationToken ct)
    {
        var account = await FindAsync(db, id, ct);
        var before = await ReadAccounts.RolesAsync(db, id, ct);
        var chosen = AccountRights.Read(http.Request.Form);
        var wrong = new FormErrors();
        if (form.Look is not null)
            return await PageAsync(db, http, account, form, chosen, wrong, null, ct);

        var typed = new Typed(wrong);
        var name = typed.Text("name", form.Name, required: true);
        var email = typed.Email("email", form.Email, required: true);
        var roles = await AccountRights.CheckAsync(db, id, chosen, wrong, ct);
        if (wrong.Any)
            return await PageAsync(db, http, account, form, chosen, wrong, null, ct);

        var otherName = name != account.Name;
        var otherEmail = email != account.Email;
        var otherRights = !Same(before, roles);
        (account.Name, account.Email, account.NormalizedEmail) = (name!, email!, users.NormalizeEmail(email)!);
        if (otherEmail)
            account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Version = Typed.Version(form.Version);
        var less = account.DisabledAt is null && before.Any(IsAdministrator) && !roles.Any(IsAdministrator);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (less)
                await Administrators.HoldAsync(tx, ct);
            if (otherRights)
                await SaveAccount.SetRolesAsync(tx, id, roles, ct);
            await SaveAccount.UpdateAsync(tx, account, "account changed", otherRights || otherEmail, ct, string.Join(' ', (string[])[.. otherName ? ["name"] : (string[])[], .. otherEmail ? ["email"] : (string[])[], .. otherRights ? ["rights"] : (string[])[]]));
            if (less)
                await Administrators.RequireOneAsync(tx, ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            var now = await FindAsync(db, id, ct);
            if (now.Version == Typed.Version(form.Version))
                wrong.Conflict("email", AccountTexts.Words["Email.Taken"]);
            else
                wrong.ChangedMeanwhile();
            return await PageAsync(db, http, now, form with { Version = Typed.Show(now.Version) }, chosen, wrong, null, ct);
        }
        // Who has changed the own account goes on with the new rights.
        if (Caller.Of(http).Id == id)
            await signIn.SignInAsync(account, isPersistent: false);
        return SeeOther.To($"/registration/accounts/{id}");
    }

    internal static async Task<Account> FindAsync(RegistrationDatabase db, Guid id, CancellationToken ct) =>
        await ReadAccounts.FindAsync(db, id, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, AccountTexts.Words["Accounts.Unknown"]);

    private static bool IsAdministrator(AccountRole role) => role.Role == Role.Administrator;

    private static bool Same(IEnumerable<AccountRole> one, IEnumerable<AccountRole> other) => one.Select(role => (role.Role, role.SiteId)).ToHashSet().SetEquals(other.Select(role => (role.Role, role.SiteId)));

    /// <param name="link">Of a person who has no password yet.</param>
    private static async Task<IResult> PageAsync(RegistrationDatabase db, HttpContext http, Account account, Form form, AccountRights.Chosen chosen, FormErrors wrong, string? link, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return wrong.Page<ChangeAccountPage>(new
        {
            Account = account,
            Form = form,
            Chosen = chosen,
            Sites = await AccountRights.SitesAsync(db, chosen, form.Find, ct),
            Errors = wrong,
            Link = link,
            Own = Caller.Of(http).Id == account.Id,
        });
    }
}
