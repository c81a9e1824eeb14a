using System.Globalization;
using System.Text;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>
/// The link by which a person sets the own password: Identity's reset token, good once (setting a password changes what it is bound to) and for
/// three days. Whoever makes one for somebody else is an administrator, and the audit trail says so.
/// </summary>
internal static class PasswordLink
{
    public static readonly Duration GoodFor = Duration.FromDays(3);

    /// <summary>A path on this installation.</summary>
    public static async Task<string> PathAsync(UserManager<Account> users, Account account) =>
        $"/registration/set-password/{account.Id:N}/{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(account)))}";

    public static async Task<string> AddressAsync(UserManager<Account> users, Account account, Settings settings) =>
        settings.PublicAddress.TrimEnd('/') + await PathAsync(users, account);

    /// <param name="tx">The mail leaves when it commits.</param>
    /// <param name="account">Whose password.</param>
    /// <param name="template"><c>Mail.Invited</c> or <c>Mail.Forgotten</c>.</param>
    /// <param name="address">The link.</param>
    /// <param name="key">A mail of the same key goes once.</param>
    /// <param name="ct">Ends it.</param>
    public static Task<bool> MailAsync(Transaction tx, Account account, string template, string address, string key, CancellationToken ct) => tx.MailAsync(new Mail
    {
        Key = key,
        To = account.Email,
        ToName = account.Name,
        Text = MailText.Compose(AccountTexts.Words, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, template, account.Name, address),
        About = "account",
        AboutId = account.Id,
        NotAfter = tx.Now + GoodFor,
        Urgency = Urgency.SomebodyWaits,
    }, ct);

    /// <summary>An administrator asks for a new one: it is sent, and shown to be handed over otherwise.</summary>
    public static async Task<IResult> MakeAsync(Guid id, IFormCollection sent, HttpContext http, RegistrationDatabase db, UserManager<Account> users, Settings settings, CancellationToken ct)
    {
        var account = await ChangeAccount.FindAsync(db, id, ct);
        if (account.DisabledAt is not null)
            throw new Rejected(StatusCodes.Status409Conflict, AccountTexts.Words["Link.Closed"]);
        var address = await AddressAsync(users, account, settings);
        await using (var tx = await db.BeginAsync(Platform.SignIn.Caller.Of(http).Actor, ct))
        {
            await MailAsync(tx, account, "Mail.Invited", address, $"account-link/{account.Id}/{Guid.NewGuid()}", ct);
            await tx.AuditAsync("account", account.Id, "password link made", null, ct);
            await tx.CommitAsync(ct);
        }
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<PasswordLinkPage>(new { Account = account, Address = address });
    }

    /// <summary>The account and the token of a link; null when no account has that id or the token is none.</summary>
    public static async Task<(Account Account, string Token)?> ReadAsync(UserManager<Account> users, string id, string token)
    {
        if (!Guid.TryParseExact(id, "N", out var known) || await users.FindByIdAsync(known.ToString()) is not { DisabledAt: null } account)
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
            return await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, text) ? (account, text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
