using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Accounts;

/// <summary>The one writer of accounts and their roles.</summary>
internal static class SaveAccount
{
    private const string InsertSql = """
        INSERT INTO account (id, version, revision, email, normalized_email, name, password_hash, security_stamp, lockout_end, failed_count, two_factor, authenticator_key, recovery_codes, disabled_at, sort_name)
        VALUES (@Id, 1, @Revision, @Email, @NormalizedEmail, @Name, @PasswordHash, @SecurityStamp, @LockoutEnd, @FailedCount, @TwoFactor, @AuthenticatorKey, @RecoveryCodes, @DisabledAt, @SortName)
        """;

    private const string UpdateSql = """
        UPDATE account
        SET version = @Version + 1, revision = @Revision, email = @Email, normalized_email = @NormalizedEmail, name = @Name, password_hash = @PasswordHash, security_stamp = @SecurityStamp,
          lockout_end = @LockoutEnd, failed_count = @FailedCount, two_factor = @TwoFactor, authenticator_key = @AuthenticatorKey, recovery_codes = @RecoveryCodes, disabled_at = @DisabledAt, sort_name = @SortName
        WHERE id = @Id AND version = @Version
        """;

    private const string ForgetWordsSql = """
        DELETE FROM account_word
        WHERE account_id = @Id
        """;

    private const string InsertWordSql = """
        INSERT INTO account_word (word, account_id)
        VALUES (@Word, @Id)
        """;

    private const string ForgetRolesSql = """
        DELETE FROM account_role
        WHERE account_id = @Id
        """;

    private const string InsertRoleSql = """
        INSERT INTO account_role (account_id, role, site_id)
        VALUES (@AccountId, @Role, @SiteId)
        """;

    /// <exception cref="ChangedMeanwhileException">There is an account with that e-mail or id.</exception>
    public static async Task CreateAsync(Transaction tx, Account account, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(InsertSql, account, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        account.Version = 1;
        await FindableAsync(tx, account, ct);
        await tx.AuditAsync("account", account.Id, "account created", null, ct);
    }

    /// <param name="tx">The transaction.</param>
    /// <param name="account">As it shall be, with the version that was read.</param>
    /// <param name="act">What is done, for the audit trail; null for what only counts tries.</param>
    /// <param name="ends">Whether sessions and tokens given out before are over.</param>
    /// <param name="detail">What changed, never the values.</param>
    /// <exception cref="ChangedMeanwhileException">Another transaction was quicker.</exception>
    public static async Task UpdateAsync(Transaction tx, Account account, string? act, bool ends, CancellationToken ct, string? detail = null)
    {
        if (ends)
            account.Revision++;
        try
        {
            if (await tx.ExecuteAsync(UpdateSql, account, ct) == 0)
                throw new ChangedMeanwhileException();
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        account.Version++;
        // What only counts tries changes no word.
        if (act is not null)
            await FindableAsync(tx, account, ct);
        if (ends)
            await Access.ChangeAsync(tx, account.Id, account.Revision, ct);
        if (act is not null)
            await tx.AuditAsync("account", account.Id, act, detail, ct);
    }

    /// <summary>Puts these roles in the place of those it had. The account's sessions end when it is updated with them.</summary>
    public static async Task SetRolesAsync(Transaction tx, Guid account, IReadOnlyList<AccountRole> roles, CancellationToken ct)
    {
        await tx.ExecuteAsync(ForgetRolesSql, new { Id = account }, ct);
        if (roles.Count > 0)
            await tx.ExecuteAsync(InsertRoleSql, roles, ct);
        await tx.AuditAsync("account", account, "roles set", string.Join(' ', roles.Select(role => role.Role).Distinct()), ct);
    }

    private static async Task FindableAsync(Transaction tx, Account account, CancellationToken ct)
    {
        await tx.ExecuteAsync(ForgetWordsSql, new { account.Id }, ct);
        var words = FoldedWords.Of(account.Name, account.Email).Select(word => new { Word = word, account.Id }).ToList();
        if (words.Count > 0)
            await tx.ExecuteAsync(InsertWordSql, words, ct);
    }
}
