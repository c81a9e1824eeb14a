using JobDating.Platform;

namespace JobDating.Tests.Outcomes.FollowUp.Settling;

/// <summary>Rows as no slice writes them, or as many as none would at once.</summary>
internal static class Writing
{
    public static async Task WriteAsync(this Database db, string sql, object rows)
    {
        await using var tx = await db.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, rows, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
