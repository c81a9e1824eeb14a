using JobDating.Platform.Ui;

namespace JobDating.Registration.Accounts;

/// <summary>Texts of sign-in and accounts.</summary>
internal static class AccountTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Accounts.Texts", typeof(AccountTexts).Assembly);
}
