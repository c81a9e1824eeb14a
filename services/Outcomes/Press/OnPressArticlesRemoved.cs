using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Outcomes.Press;

/// <summary>Forgets press articles, and remembers that they are gone.</summary>
internal static class OnPressArticlesRemoved
{
    private const string DeleteSql = "DELETE FROM press_article WHERE id IN @Ids";

    public static async Task ConsumeAsync(PressArticlesRemoved message, Transaction tx, CancellationToken ct)
    {
        await RemovedFacts.NoteAsync(tx, message.Articles.Select(fact => (fact.Id, fact.Version)), ct);
        await tx.ExecuteAsync(DeleteSql, new { Ids = message.Articles.Select(fact => fact.Id) }, ct);
    }
}
