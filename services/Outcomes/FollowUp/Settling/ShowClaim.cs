using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>
/// <c>GET /outcomes/editions/{code}/to-settle/{candidate}/{siret}</c>: all that was said of one person and one establishment (<c>-</c>: none was named), by whom and when, also
/// what was withdrawn, with the audit; and the two decisions.
/// </summary>
public static class ShowClaim
{
    private const string HereSql = "SELECT id FROM person WHERE id = @Id AND edition_id = @EditionId";

    private const string TrailSql = """
        SELECT happened_at, actor, act, detail
        FROM audit
        WHERE subject_id = @Id AND subject = 'answer'
        ORDER BY happened_at DESC, id DESC
        LIMIT @Take
        """;

    /// <summary>Older entries are in the administrator's audit.</summary>
    private const int MostEntries = 50;

    /// <summary>Who recorded which answer of the person.</summary>
    public sealed record Entry
    {
        public Instant HappenedAt { get; init; }
        public required string Actor { get; init; }
        public required string Act { get; init; }
        public string? Detail { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, Guid candidate, string siret, OutcomesDatabase db, HttpContext http, CancellationToken ct) =>
        await PageAsync(db, await ShowToSettle.FindAsync(db, code, ct), candidate, SettleClaim.Siret(siret), null, new FormErrors(), Caller.Of(http).Actor, ct);

    internal static Rejected Unknown() => new(StatusCodes.Status404NotFound, SettlingTexts.Words["Unknown"]);

    /// <param name="typed">Null, or from the form without fields: what was said already is filled in.</param>
    /// <exception cref="Rejected">404: no such person in that edition, or nobody has said anything of that establishment.</exception>
    internal static async Task<RazorComponentResult> PageAsync(Database db, ReadBilan.Edition edition, Guid candidate, string siret, SettleClaim.Form? typed, FormErrors errors, Actor me, CancellationToken ct)
    {
        if (await db.QueryFirstOrDefaultAsync<Guid?>(HereSql, new { Id = candidate, EditionId = edition.Id }, ct) is null)
            throw Unknown();
        var said = await SaidAnswer.OfAsync(db, [candidate], ct);
        if (!said.Any(answer => answer.IsAbout(siret)))
            throw Unknown();
        var found = await FindClaims.OneAsync(db, edition, candidate, siret, said, ct);
        var line = (await SettlingLine.OfAsync(db, [found], ct))[0];
        return errors.Page<ShowClaimPage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            Me = me.ToString(),
            Line = line,
            IsContested = found.Claim.Contested,
            IsCounted = found.Counts,
            Answers = said,
            Trail = await db.QueryAsync<Entry>(TrailSql, new { Id = candidate, Take = MostEntries }, ct),
            Version = SettleClaim.Version(said, siret),
            Form = typed is null or { Decision: "not_hired" } ? Filled(line) : typed,
            Errors = errors,
        });
    }

    /// <summary>As the one who says hired has told it; staff's own word first.</summary>
    private static SettleClaim.Form Filled(SettlingLine line) =>
        ((SaidAnswer?[])[line.Staff, line.Candidate, line.Employer]).FirstOrDefault(answer => answer?.Situation == "hired") is { } hired
            ? new() { ContractType = hired.ContractType, StartedOn = Shown(hired.StartedOn), EndedOn = Shown(hired.EndedOn) }
            : new();

    private static string? Shown(LocalDate? date) => date is { } known ? Typed.Show(known) : null;
}
