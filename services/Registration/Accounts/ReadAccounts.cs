using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Accounts;

/// <summary>Accounts by id or e-mail, their roles, and the session that they give.</summary>
internal static class ReadAccounts
{
    private const string ByIdSql = """
        SELECT id, version, revision, email, normalized_email, name, password_hash, security_stamp, lockout_end, failed_count, two_factor, authenticator_key, recovery_codes, disabled_at
        FROM account
        WHERE id = @Id
        """;

    private const string ByEmailSql = """
        SELECT id, version, revision, email, normalized_email, name, password_hash, security_stamp, lockout_end, failed_count, two_factor, authenticator_key, recovery_codes, disabled_at
        FROM account
        WHERE normalized_email = @Email
        """;

    private const string ByLoginSql = """
        SELECT account_id
        FROM account_login
        WHERE provider = @Provider AND provider_key = @Key
        """;

    private const string RolesSql = """
        SELECT account_id, role, site_id
        FROM account_role
        WHERE account_id = @Id
        ORDER BY role, site_id
        """;

    private const string AnyAdministratorSql = """
        SELECT COUNT(*)
        FROM account_role r
        JOIN account a ON a.id = r.account_id
        WHERE r.role = 'administrator' AND a.disabled_at IS NULL
        """;

    public static Task<Account?> FindAsync(Database db, Guid id, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Account>(ByIdSql, new { Id = id }, ct);

    public static Task<Account?> FindAsync(Transaction tx, Guid id, CancellationToken ct) =>
        tx.QueryFirstOrDefaultAsync<Account>(ByIdSql, new { Id = id }, ct);

    /// <param name="email">As Identity normalises it.</param>
    public static Task<Account?> FindByEmailAsync(Database db, string email, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Account>(ByEmailSql, new { Email = email }, ct);

    public static async Task<Account?> FindByLoginAsync(Database db, string provider, string key, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Guid?>(ByLoginSql, new { Provider = provider, Key = key }, ct) is { } id ? await FindAsync(db, id, ct) : null;

    public static Task<IReadOnlyList<AccountRole>> RolesAsync(Database db, Guid id, CancellationToken ct) =>
        db.QueryAsync<AccountRole>(RolesSql, new { Id = id }, ct);

    public static async Task<bool> HasAdministratorAsync(Database db, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<int>(AnyAdministratorSql, null, ct) > 0;

    public static async Task<bool> HasAdministratorAsync(Transaction tx, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<int>(AnyAdministratorSql, null, ct) > 0;

    /// <summary>What the account's session says: its name, its roles with their sites, and the revision it stands on.</summary>
    public static async Task<Ticket> TicketAsync(Database db, Account account, CancellationToken ct)
    {
        var roles = await RolesAsync(db, account.Id, ct);
        return new Ticket
        {
            Id = account.Id,
            Name = account.Name,
            Roles = [.. roles.Select(role => role.Role).Distinct()],
            Sites = roles.GroupBy(role => role.Role)
                .Where(role => Role.HasSites(role.Key) && role.All(one => one.SiteId != AccountRole.AllSites))
                .ToDictionary(role => role.Key, role => (IReadOnlyList<Guid>)[.. role.Select(one => one.SiteId)]),
            Revisions = new Dictionary<Guid, int> { [account.Id] = account.Revision },
        };
    }
}
