using JobDating.Platform;

namespace JobDating.Registration.Accounts;

/// <summary>
/// There is always an administrator. Whoever takes one away holds all their rows first, so of two browsers that each take away the other's the
/// second waits, counts what the first has left, and is refused.
/// </summary>
internal static class Administrators
{
    private const string HoldSql = """
        UPDATE account
        SET revision = revision
        WHERE id IN (SELECT account_id FROM account_role WHERE role = 'administrator')
        """;

    /// <summary>Before the change.</summary>
    public static Task HoldAsync(Transaction tx, CancellationToken ct) => tx.ExecuteAsync(HoldSql, null, ct);

    /// <summary>After it, in the same transaction.</summary>
    /// <exception cref="Rejected">409: this was the last one.</exception>
    public static async Task RequireOneAsync(Transaction tx, CancellationToken ct)
    {
        if (!await ReadAccounts.HasAdministratorAsync(tx, ct))
            throw new Rejected(StatusCodes.Status409Conflict, AccountTexts.Words["Administrator.Last"]);
    }
}
