using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>
/// Staff settles a contradiction, or settles it anew: one more answer of staff about the same person and establishment, from today on. What stood before stays for
/// the days before.
/// </summary>
public static class SettleClaim
{
    private const string HoldSql = """
        UPDATE person
        SET revision = revision + 1
        WHERE id = @Id AND edition_id = @EditionId
        """;

    private const string RecordedBySql = """
        SELECT actor
        FROM audit
        WHERE subject_id = @Id AND subject = 'answer' AND happened_at = @At
        """;

    /// <summary>What the outside calls a contract, as in an import.</summary>
    private static readonly string[] _contracts = ["CDI", "CDD", "temp", "aided", "apprenticeship", "business_creation", "other"];

    /// <summary>Version: how often staff had spoken of this pair when the page was shown.</summary>
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Version { get; init; }
        public string? Decision { get; init; }
        public string? ContractType { get; init; }
        public string? StartedOn { get; init; }
        public string? EndedOn { get; init; }
    }

    internal static IReadOnlyList<Option> Contracts => [.. _contracts.Select(word => new Option(word, SettlingTexts.Said("Contract", word)))];

    internal static string Address(string code, Guid candidate, string siret) => $"{ShowToSettle.Address(code)}/{candidate}/{(siret.Length == 0 ? "-" : siret)}";

    internal static string Siret(string inAddress) => inAddress == "-" ? "" : inAddress;

    internal static int Version(IEnumerable<SaidAnswer> said, string siret) => said.Count(answer => answer.Source == "staff" && answer.IsAbout(siret));

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid candidate, string siret, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowToSettle.FindAsync(db, code, ct);
        var actor = Caller.Of(http).Actor;
        var about = Siret(siret);
        var errors = new FormErrors();
        var row = Read(form, edition.Id, candidate, about, errors);
        if (row is null)
            return await ShowClaim.PageAsync(db, edition, candidate, about, form, errors, actor, ct);
        var written = await SecondTry.RunAsync(() => WriteAsync(db, actor, row, Typed.Version(form.Version), errors, ct));
        return written
            ? SeeOther.To($"{ShowToSettle.Address(edition.Code)}?done={row.Situation}")
            : await ShowClaim.PageAsync(db, edition, candidate, about, form, errors, actor, ct);
    }

    /// <summary>False when somebody else of staff has spoken since the page was shown; who and what stands in the errors.</summary>
    private static async Task<bool> WriteAsync(Database db, Actor actor, RecordAnswers.Row row, int seen, FormErrors errors, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        // The person's row is held first: of two at once the second reads what the first has written.
        if (await tx.ExecuteAsync(HoldSql, new { Id = row.CandidateId, row.EditionId }, ct) == 0)
            throw ShowClaim.Unknown();
        var said = await SaidAnswer.OfAsync(tx, row.CandidateId, ct);
        if (!said.Any(answer => answer.IsAbout(row.Siret)))
            throw ShowClaim.Unknown();
        if (said.Any(answer => answer.Id == row.Id))
            return true;
        if (Version(said, row.Siret) != seen)
        {
            var last = said.Last(answer => answer.Source == "staff" && answer.IsAbout(row.Siret));
            var by = await tx.QueryFirstOrDefaultAsync<string>(RecordedBySql, new { Id = row.CandidateId, At = last.AnsweredAt }, ct);
            errors.Conflict("", SettlingTexts.Words["Meanwhile", SettlingTexts.By(by, actor.ToString()), SettlingTexts.Said("Said.staff", last.Situation)]);
            return false;
        }
        var key = new RecordAnswers.Key(row.CandidateId, tx.Now, row.Source, row.Siret, row.Situation);
        await RecordAnswers.ApplyAsync(tx, row.EditionId, new Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>> { [key] = _ => row with { AnsweredAt = tx.Now } }, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    /// <summary>Contract and dates only where there was a hire.</summary>
    private static RecordAnswers.Row? Read(Form form, Guid editionId, Guid candidate, string siret, FormErrors errors)
    {
        var typed = new Typed(errors);
        var row = new RecordAnswers.Row { Id = Typed.Id(form.Id), EditionId = editionId, CandidateId = candidate, Source = "staff", Siret = siret, Situation = form.Decision ?? "" };
        if (row.Situation == "not_hired")
            return row;
        if (row.Situation != "hired")
        {
            errors.Add("", SettlingTexts.Words["Decision.Missing"]);
            return null;
        }
        var contract = typed.Choice("contractType", form.ContractType, Contracts);
        var started = typed.Date("startedOn", form.StartedOn);
        var ended = typed.Date("endedOn", form.EndedOn);
        if (started > ended)
            errors.Add("endedOn", SettlingTexts.Words["Ended.BeforeStart"]);
        return errors.Any ? null : row with { ContractType = contract, StartedOn = started, EndedOn = ended };
    }
}
