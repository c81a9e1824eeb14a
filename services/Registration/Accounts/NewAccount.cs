using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Identity;

namespace JobDating.Registration.Accounts;

/// <summary>An account from what was typed: name, e-mail and, unless it is set later, a password; or what is wrong, at its field.</summary>
internal static class NewAccount
{
    private const int Longest = 200;

    /// <param name="withPassword">False: whoever the account is for sets it by a link.</param>
    public static async Task<Account> CheckAsync(UserManager<Account> users, string? name, string? email, string? password, bool withPassword, FormErrors wrong)
    {
        (name, email) = (name?.Trim() ?? "", email?.Trim() ?? "");
        if (name.Length is 0 or > Longest)
            wrong.Add("name", AccountTexts.Words["Name.Wrong"]);
        if (email.Length is 0 or > Longest || !EmailText.IsAddress(email))
            wrong.Add("email", AccountTexts.Words["Email.Wrong"]);
        else if (await users.FindByEmailAsync(email) is not null)
            wrong.Add("email", AccountTexts.Words["Email.Taken"]);
        var account = new Account { Id = Guid.CreateVersion7(), Name = name, Email = email, NormalizedEmail = users.NormalizeEmail(email)!, SecurityStamp = Guid.NewGuid().ToString("N") };
        if (withPassword && await PasswordWrongAsync(users, account, password) is { } sentence)
            wrong.Add("password", sentence);
        if (withPassword && !wrong.Any)
            account.PasswordHash = users.PasswordHasher.HashPassword(account, password!);
        return account;
    }

    /// <summary>Null when the password will do.</summary>
    public static async Task<string?> PasswordWrongAsync(UserManager<Account> users, Account account, string? password)
    {
        if (password is null or { Length: > 500 })
            return AccountTexts.Words["Password.Wrong", users.Options.Password.RequiredLength];
        foreach (var validator in users.PasswordValidators)
            if (!(await validator.ValidateAsync(users, account, password)).Succeeded)
                return AccountTexts.Words["Password.Wrong", users.Options.Password.RequiredLength];
        return null;
    }
}
