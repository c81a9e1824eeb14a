using JobDating.Platform;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>
/// Accounts for ASP.NET Core Identity's managers, which do the hashing, lockout, tokens and second factor. They change an <see cref="Account"/> in
/// memory and ask for one write; a security stamp that differs from the stored one ends every session.
/// </summary>
internal sealed class AccountStore(RegistrationDatabase db, IHttpContextAccessor http) :
    IUserEmailStore<Account>, IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>, IUserTwoFactorStore<Account>,
    IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>, IUserLoginStore<Account>
{
    private const string InsertLoginSql = """
        INSERT INTO account_login (provider, provider_key, account_id)
        VALUES (@Provider, @Key, @Id)
        """;

    private const string DeleteLoginSql = """
        DELETE FROM account_login
        WHERE provider = @Provider AND provider_key = @Key AND account_id = @Id
        """;

    private const string LoginsSql = """
        SELECT provider, provider_key
        FROM account_login
        WHERE account_id = @Id
        """;

    private sealed record Login
    {
        public string Provider { get; init; } = "";
        public string ProviderKey { get; init; } = "";
    }

    private Actor Actor => http.HttpContext is { } context ? JobDating.Platform.SignIn.Caller.Of(context).Actor : Actor.Command("accounts");

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken ct)
    {
        try
        {
            await using var tx = await db.BeginAsync(Actor, ct);
            await SaveAccount.CreateAsync(tx, user, ct);
            await tx.CommitAsync(ct);
            return IdentityResult.Success;
        }
        catch (ChangedMeanwhileException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Email));
        }
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken ct)
    {
        try
        {
            await using var tx = await db.BeginAsync(Actor, ct);
            var stored = await ReadAccounts.FindAsync(tx, user.Id, ct);
            var ends = stored is not null && stored.SecurityStamp != user.SecurityStamp;
            await SaveAccount.UpdateAsync(tx, user, Act(stored, user), ends, ct);
            await tx.CommitAsync(ct);
            return IdentityResult.Success;
        }
        catch (ChangedMeanwhileException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    /// <summary>Accounts are disabled, never deleted: the audit trail names them.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken ct) => throw new NotSupportedException("Accounts are disabled, not deleted.");

    public Task<Account?> FindByIdAsync(string userId, CancellationToken ct) =>
        Guid.TryParse(userId, out var id) ? ReadAccounts.FindAsync(db, id, ct) : Task.FromResult<Account?>(null);

    // An account's name for Identity is its e-mail; the name that pages show is another.
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken ct) => ReadAccounts.FindByEmailAsync(db, normalizedUserName, ct);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken ct) => ReadAccounts.FindByEmailAsync(db, normalizedEmail, ct);

    public Task<Account?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken ct) => ReadAccounts.FindByLoginAsync(db, loginProvider, providerKey, ct);

    public async Task AddLoginAsync(Account user, UserLoginInfo login, CancellationToken ct)
    {
        try
        {
            await RunAsync(InsertLoginSql, login, user, "provider's sign-in linked", ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // The same person in a second tab has just done it; whoever reads the login back learns whose it is.
        }
    }

    public Task RemoveLoginAsync(Account user, string loginProvider, string providerKey, CancellationToken ct) =>
        RunAsync(DeleteLoginSql, new UserLoginInfo(loginProvider, providerKey, null), user, "provider's sign-in unlinked", ct);

    public async Task<IList<UserLoginInfo>> GetLoginsAsync(Account user, CancellationToken ct) =>
        [.. (await db.QueryAsync<Login>(LoginsSql, new { user.Id }, ct)).Select(login => new UserLoginInfo(login.Provider, login.ProviderKey, login.Provider))];

    public Task<string> GetUserIdAsync(Account user, CancellationToken ct) => Task.FromResult(user.Id.ToString());
    public Task<string?> GetUserNameAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.Email);
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken ct) => Set(() => user.Email = userName ?? "");
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.NormalizedEmail);
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken ct) => Set(() => user.NormalizedEmail = normalizedName ?? "");
    public Task SetEmailAsync(Account user, string? email, CancellationToken ct) => Set(() => user.Email = email ?? "");
    public Task<string?> GetEmailAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.Email);
    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken ct) => Task.FromResult(user.PasswordHash is not null);
    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken ct) => Task.CompletedTask;
    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.NormalizedEmail);
    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken ct) => Set(() => user.NormalizedEmail = normalizedEmail ?? "");
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken ct) => Set(() => user.PasswordHash = passwordHash);
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken ct) => Task.FromResult(user.PasswordHash);
    public Task<bool> HasPasswordAsync(Account user, CancellationToken ct) => Task.FromResult(user.PasswordHash is not null);
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken ct) => Set(() => user.SecurityStamp = stamp);
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.SecurityStamp);
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken ct) => Task.FromResult(user.LockoutEnd?.ToDateTimeOffset());
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken ct) => Set(() => user.LockoutEnd = lockoutEnd is { } end ? Instant.FromDateTimeOffset(end) : null);
    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken ct) => Task.FromResult(++user.FailedCount);
    public Task ResetAccessFailedCountAsync(Account user, CancellationToken ct) => Set(() => user.FailedCount = 0);
    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken ct) => Task.FromResult(user.FailedCount);
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken ct) => Task.FromResult(true);
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken ct) => Task.CompletedTask;
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken ct) => Set(() => user.TwoFactor = enabled);
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken ct) => Task.FromResult(user.TwoFactor);
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken ct) => Set(() => user.AuthenticatorKey = key);
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken ct) => Task.FromResult(user.AuthenticatorKey);
    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken ct) => Set(() => user.RecoveryCodes = string.Join(' ', recoveryCodes.Select(RecoveryCode.Hash)));
    public Task<int> CountCodesAsync(Account user, CancellationToken ct) => Task.FromResult(Codes(user).Count);

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken ct)
    {
        var codes = Codes(user);
        if (!codes.Remove(RecoveryCode.Hash(code)))
            return false;
        user.RecoveryCodes = string.Join(' ', codes);
        // Guarded by the version: the same code used twice at once is good once.
        return (await UpdateAsync(user, ct)).Succeeded;
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private async Task RunAsync(string sql, UserLoginInfo login, Account user, string act, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor, ct);
        await tx.ExecuteAsync(sql, new { Provider = login.LoginProvider, Key = login.ProviderKey, user.Id }, ct);
        await tx.AuditAsync("account", user.Id, act, login.LoginProvider, ct);
        await tx.CommitAsync(ct);
    }

    private static List<string> Codes(Account user) => [.. (user.RecoveryCodes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private static string? Act(Account? stored, Account user) =>
        stored is null ? null
        : stored.PasswordHash != user.PasswordHash ? "password set"
        : stored.TwoFactor != user.TwoFactor ? user.TwoFactor ? "second factor on" : "second factor off"
        : stored.RecoveryCodes != user.RecoveryCodes ? "recovery codes changed"
        : stored.LockoutEnd != user.LockoutEnd && user.LockoutEnd is not null ? "locked after wrong passwords"
        : null;
}
