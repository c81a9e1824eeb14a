using JobDating.Platform;

namespace JobDating.Registration.HiresAsked;

/// <summary>Keeps which establishments are to be asked whom they have hired, to tell them. The same day for several sites is one question about all of them.</summary>
internal static class OnHiresAsked
{
    private const string InsertSql = """
        INSERT INTO hires_asked (edition_id, siret, asked_on, answer_by, status)
        SELECT @EditionId, @Siret, @AskedOn, @AnswerBy, 'open'
        WHERE NOT EXISTS (SELECT 1 FROM hires_asked WHERE edition_id = @EditionId AND siret = @Siret AND asked_on = @AskedOn)
        """;

    public static async Task ConsumeAsync(Contracts.Outcomes.HiresAsked message, Transaction tx, CancellationToken ct) =>
        await tx.ExecuteAsync(InsertSql, message.Sirets.Select(siret => new { message.EditionId, Siret = siret, message.AskedOn, message.AnswerBy }).ToList(), ct);
}
