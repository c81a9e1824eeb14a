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

    private const string NamesSql = """
        SELECT id, name
        FROM account
        WHERE id IN @Ids
        UNION ALL
        SELECT t.id, CONCAT(t.name, ' (', a.name, ')') AS name
        FROM account_token t
        JOIN account a ON a.id = t.account_id
        WHERE t.id IN @Ids
        """;

    private const string IdsSql = """
        SELECT f.account_id
        FROM (SELECT DISTINCT account_id FROM account_word WHERE word >= @From1 AND word < @To1) f
        WHERE EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = f.account_id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = f.account_id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = f.account_id AND w.word >= @From4 AND w.word < @To4)
        ORDER BY f.account_id
        LIMIT @Take
        """;

    private const int Few = 10;

    private sealed record Named
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
    }

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

    /// <summary>What accounts, and the tokens they have given out, are called.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Database db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        (await db.QueryAsync<Named>(NamesSql, new { Ids = ids }, ct)).ToDictionary(named => named.Id, named => named.Name);

    /// <summary>A few accounts that have these words in name or e-mail.</summary>
    public static async Task<IReadOnlyList<Guid>> IdsAsync(Database db, string typed, CancellationToken ct) => new SoughtWords(typed) is { None: false } words
        ? await db.QueryAsync<Guid>(IdsSql, words.With(new { Take = Few }), ct)
        : [];

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
