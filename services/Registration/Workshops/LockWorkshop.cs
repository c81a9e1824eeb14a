using JobDating.Platform;

namespace JobDating.Registration.Workshops;

/// <summary>
/// Takes the workshop's row for the rest of the transaction: who adds people counts the places after whoever added just before, and nobody
/// notes an attendance while the workshop is called off.
/// </summary>
internal static class LockWorkshop
{
    private const string TouchSql = "UPDATE workshop SET version = version WHERE id = @Id";

    public static Task RunAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(TouchSql, new { Id = id }, ct);
}
