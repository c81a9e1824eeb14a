using JobDating.Platform;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// Whoever writes to people, or takes down what they say, holds their rows until the end of its transaction: so an answer and a reminder that meet are taken one
/// after the other, and two workers never write to one person at once.
/// </summary>
internal static class HoldPeople
{
    private const string HoldSql = "UPDATE person SET revision = revision WHERE id IN @Ids";

    public static Task ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct) => tx.ExecuteAsync(HoldSql, new { Ids = ids.Order() }, ct);
}
