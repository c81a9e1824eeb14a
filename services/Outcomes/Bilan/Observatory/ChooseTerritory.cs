using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>POST <c>/outcomes/observatory/territory</c>: where there are several territories, which of them an edition's bilan is shown with; none is an answer too.</summary>
public static class ChooseTerritory
{
    /// <summary>Territories and editions that there is a choice of on one page.</summary>
    public const int Most = 200;

    private const string EditionsSql = """
        SELECT e.id, e.code, e.name, t.territory_key
        FROM edition e
        LEFT JOIN edition_territory t ON t.edition_id = e.id
        ORDER BY e.code DESC
        LIMIT @Take
        """;

    private const string ForgetSql = "DELETE FROM edition_territory WHERE edition_id = @EditionId";

    private const string InsertSql = "INSERT INTO edition_territory (edition_id, territory_key) VALUES (@EditionId, @TerritoryKey)";

    public sealed record Form
    {
        public string? Edition { get; init; }
        public string? Territory { get; init; }
    }

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }

        /// <summary>Null: nobody has said.</summary>
        public string? TerritoryKey { get; init; }
    }

    internal static Task<IReadOnlyList<Edition>> EditionsAsync(Database db, CancellationToken ct) => db.QueryAsync<Edition>(EditionsSql, new { Take = Most }, ct);

    /// <exception cref="Rejected">404: there is no such edition or territory (any more).</exception>
    public static async Task<IResult> RunAsync([FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadBilan.FindAsync(db, form.Edition ?? "", ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", form.Edition]);
        var key = string.IsNullOrEmpty(form.Territory) ? null : form.Territory;
        if (key is not null && (await ReadObservatory.TerritoriesAsync(db, Most, ct)).All(place => place.TerritoryKey != key))
            throw new Rejected(StatusCodes.Status404NotFound, ObservatoryTexts.Words["Territory.Unknown"]);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            try
            {
                await tx.ExecuteAsync(ForgetSql, new { EditionId = edition.Id }, ct);
                if (key is not null)
                    await tx.ExecuteAsync(InsertSql, new { EditionId = edition.Id, TerritoryKey = key }, ct);
            }
            catch (Exception exception) when (SqlText.IsDuplicate(exception))
            {
                throw new ChangedMeanwhileException(exception);
            }
            await tx.AuditAsync("edition", edition.Id, "observatory territory chosen", key, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{ShowObservatory.Address}?done=chosen");
        });
    }
}
