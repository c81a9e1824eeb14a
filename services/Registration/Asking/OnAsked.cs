using JobDating.Contracts.Outcomes;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Asking;

/// <summary>Keeps which establishments are to be asked whom they have hired, or what came of their interviews, to tell them. The same day for several sites is one question about
/// all of them; whoever was written to in the last days, for another site, is not reminded yet.</summary>
internal static class OnAsked
{
    /// <summary>The words of the column <c>about</c>.</summary>
    public const string Hires = "hires";

    public const string Results = "results";

    private const string InsertSql = """
        INSERT INTO employer_asked (about, edition_id, siret, asked_on, answer_by, status)
        SELECT @About, @EditionId, @Siret, @AskedOn, @AnswerBy, @Status
        WHERE NOT EXISTS (SELECT 1 FROM employer_asked WHERE about = @About AND edition_id = @EditionId AND siret = @Siret AND asked_on >= @Since AND asked_on <= @AskedOn)
        """;

    /// <summary>Days between a question and a reminder, also where the question was another site's.</summary>
    private const int Apart = 7;

    public static Task ConsumeAsync(HiresAsked message, Transaction tx, CancellationToken ct) => message.IsReminder
        ? KeepAsync(tx, Hires, message.EditionId, message.AskedOn, message.AnswerBy, message.Sirets, TellAsked.Remind, message.AskedOn.PlusDays(1 - Apart), ct)
        : KeepAsync(tx, Hires, message.EditionId, message.AskedOn, message.AnswerBy, message.Sirets, TellAsked.Ask, message.AskedOn, ct);

    public static Task ConsumeAsync(ResultsMissing message, Transaction tx, CancellationToken ct) =>
        KeepAsync(tx, Results, message.EditionId, message.AskedOn, message.AnswerBy, message.Sirets, TellAsked.Ask, message.AskedOn, ct);

    /// <param name="since">Whoever was asked about it from that day on is not asked again.</param>
    private static Task KeepAsync(Transaction tx, string about, Guid editionId, LocalDate askedOn, Instant answerBy, IReadOnlyList<string> sirets, string status, LocalDate since, CancellationToken ct) =>
        tx.ExecuteAsync(InsertSql, sirets.Select(siret => new { About = about, EditionId = editionId, Siret = siret, AskedOn = askedOn, AnswerBy = answerBy, Status = status, Since = since }).ToList(), ct);
}
