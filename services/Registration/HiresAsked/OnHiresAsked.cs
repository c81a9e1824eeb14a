using JobDating.Platform;

namespace JobDating.Registration.HiresAsked;

/// <summary>
/// Keeps which establishments are to be asked whom they have hired, or reminded of it, to tell them. The same day for several sites is one question about all of them; whoever was written to in the
/// last days, for another site, is not reminded yet.
/// </summary>
internal static class OnHiresAsked
{
    private const string InsertSql = """
        INSERT INTO hires_asked (edition_id, siret, asked_on, answer_by, status)
        SELECT @EditionId, @Siret, @AskedOn, @AnswerBy, @Status
        WHERE NOT EXISTS (SELECT 1 FROM hires_asked WHERE edition_id = @EditionId AND siret = @Siret AND asked_on >= @Since AND asked_on <= @AskedOn)
        """;

    /// <summary>Days between a question and a reminder, also where the question was another site's.</summary>
    private const int Apart = 7;

    public static async Task ConsumeAsync(Contracts.Outcomes.HiresAsked message, Transaction tx, CancellationToken ct) =>
        await tx.ExecuteAsync(InsertSql, message.Sirets.Select(siret => new
        {
            message.EditionId,
            Siret = siret,
            message.AskedOn,
            message.AnswerBy,
            Status = message.IsReminder ? TellHiresAsked.Remind : TellHiresAsked.Ask,
            Since = message.IsReminder ? message.AskedOn.PlusDays(1 - Apart) : message.AskedOn,
        }).ToList(), ct);
}
