using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Accounts;

/// <summary>
/// A mail with a link to set a new password. The answer, and how long it takes, is the same whether or not there is such an account; one mail goes
/// in ten minutes, whoever asks however often.
/// </summary>
public static class ForgottenPassword
{
    private const long Again = 10 * 60;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(0.5);

    public sealed record Form
    {
        public string? Email { get; init; }
    }

    public static IResult Ask() => Page(new Form(), new FormErrors());

    public static async Task<IResult> RunAsync([FromForm] Form form, RegistrationDatabase db, UserManager<Account> users, Settings settings, CancellationToken ct)
    {
        var wrong = new FormErrors();
        var email = new Typed(wrong).Email("email", form.Email, required: true);
        if (wrong.Any)
            return Page(form, wrong);
        await Task.WhenAll(SendAsync(email!, db, users, settings, ct), Task.Delay(AnswerTime, ct));
        return new RazorComponentResult<ForgottenPasswordSentPage>(new { Email = email });
    }

    private static async Task SendAsync(string email, RegistrationDatabase db, UserManager<Account> users, Settings settings, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(email) is not { DisabledAt: null } account)
            return;
        // Whoever signs in at the organisation's provider has forgotten no password: setting one here would be a way round the provider.
        if (account.PasswordHash is null && (await users.GetLoginsAsync(account)).Count > 0)
            return;
        var address = await PasswordLink.AddressAsync(users, account, settings);
        try
        {
            await using var tx = await db.BeginAsync(Actor.Visitor, ct);
            var period = (tx.Now.ToUnixTimeSeconds() / Again).ToString(CultureInfo.InvariantCulture);
            if (await PasswordLink.MailAsync(tx, account, "Mail.Forgotten", address, $"account-forgotten/{account.Id}/{period}", ct))
                await tx.AuditAsync("account", account.Id, "password link asked for", null, ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            // A second press of the button was faster; one mail is enough.
        }
    }

    private static IResult Page(Form form, FormErrors wrong) => wrong.Page<ForgottenPasswordPage>(new { Form = form, Errors = wrong });
}
