using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;

namespace JobDating.Registration.Accounts;

/// <summary>An account from what was typed: name, e-mail and, unless it is set later, a password; or what is wrong, at its field.</summary>
internal static class NewAccount
{
    /// <param name="users">Identity's manager.</param>
    /// <param name="name">As typed.</param>
    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="withPassword">False: whoever the account is for sets it by a link.</param>
    /// <param name="wrong">Takes what is wrong.</param>
    /// <param name="id">The account's, where it is made beforehand.</param>
    public static async Task<Account> CheckAsync(UserManager<Account> users, string? name, string? email, string? password, bool withPassword, FormErrors wrong, Guid? id = null)
    {
        var typed = new Typed(wrong);
        var account = new Account { Id = id ?? Guid.CreateVersion7(), Name = typed.Text("name", name, required: true) ?? "", SecurityStamp = Guid.NewGuid().ToString("N") };
        if (typed.Email("email", email, required: true) is { } address)
        {
            (account.Email, account.NormalizedEmail) = (address, users.NormalizeEmail(address)!);
            // The same form sent twice finds its own first: that is no conflict.
            if (await users.FindByEmailAsync(address) is { } other && other.Id != account.Id)
                wrong.Conflict("email", AccountTexts.Words["Email.Taken"]);
        }
        if (withPassword && await PasswordWrongAsync(users, account, password) is { } sentence)
            wrong.Add("password", sentence);
        if (withPassword && !wrong.Any)
            account.PasswordHash = users.PasswordHasher.HashPassword(account, password!);
        return account;
    }

    /// <summary>Null when the password will do.</summary>
    public static async Task<string?> PasswordWrongAsync(UserManager<Account> users, Account account, string? password)
    {
        if (password is null or { Length: > SignInByPassword.LongestPassword })
            return AccountTexts.Words["Password.Wrong", users.Options.Password.RequiredLength];
        foreach (var validator in users.PasswordValidators)
            if (!(await validator.ValidateAsync(users, account, password)).Succeeded)
                return AccountTexts.Words["Password.Wrong", users.Options.Password.RequiredLength];
        return null;
    }
}
