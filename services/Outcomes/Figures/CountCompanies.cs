using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>Recounts companies after an attendance has come; as <see cref="CountPeople"/> does people.</summary>
internal static class CountCompanies
{
    private const string CompaniesSql = """
        SELECT siren, figures
        FROM company
        WHERE edition_id = @EditionId AND siren IN @Sirens
        """;

    private const string InsertSql = """
        INSERT INTO company (edition_id, siren, revision, figures)
        VALUES (@EditionId, @Siren, 0, '')
        """;

    private const string TouchSql = "UPDATE company SET revision = revision + 1 WHERE edition_id = @EditionId AND siren IN @Sirens";

    private const string NoteSql = "UPDATE company SET figures = @Figures WHERE edition_id = @EditionId AND siren = @Siren";

    private const string PresentSql = """
        SELECT a.siren, a.siret, a.site_id, s.date AS site_date
        FROM attendance a
        JOIN site s ON s.id = a.site_id
        WHERE a.edition_id = @EditionId AND a.siren IN @Sirens AND a.status = 'present'
        """;

    private sealed record CompanyRow
    {
        public required string Siren { get; init; }
        public required string Figures { get; init; }
    }

    private sealed record PresentRow
    {
        public required string Siren { get; init; }
        public required string Siret { get; init; }
        public Guid SiteId { get; init; }
        public LocalDate SiteDate { get; init; }
    }

    public static async Task ApplyAsync(Transaction tx, Guid editionId, IEnumerable<string> sirens, CancellationToken ct)
    {
        foreach (var some in sirens.Distinct().Order(StringComparer.Ordinal).Chunk(CountPeople.Batch))
        {
            var of = new { EditionId = editionId, Sirens = some };
            var known = (await tx.QueryAsync<CompanyRow>(CompaniesSql, of, ct)).Select(row => row.Siren).ToHashSet();
            var missing = some.Where(siren => !known.Contains(siren)).Select(siren => new { EditionId = editionId, Siren = siren }).ToList();
            try
            {
                if (missing.Count > 0)
                    await tx.ExecuteAsync(InsertSql, missing, ct);
            }
            catch (Exception exception) when (SqlText.IsDuplicate(exception))
            {
                throw new ChangedMeanwhileException(exception);
            }
            await tx.ExecuteAsync(TouchSql, of, ct);
            var present = await PresentAsync(tx, editionId, some, ct);
            var figures = new FigureDays(editionId);
            var changed = new List<object>();
            foreach (var company in await tx.QueryAsync<CompanyRow>(CompaniesSql, of, ct))
            {
                var steps = CompanyCounting.Steps([.. present[company.Siren]]);
                figures.Add(Steps.Read(company.Figures), -1);
                figures.Add(steps, +1);
                changed.Add(new { Figures = Steps.Write(steps), EditionId = editionId, company.Siren });
            }
            await tx.ExecuteAsync(NoteSql, changed, ct);
            await figures.WriteAsync(tx, ct);
        }
    }

    /// <summary>Where each company's establishments are marked present.</summary>
    public static async Task<ILookup<string, (Guid SiteId, LocalDate SiteDate, string Siret)>> PresentAsync(Transaction tx, Guid editionId, IReadOnlyCollection<string> sirens, CancellationToken ct) =>
        (await tx.QueryAsync<PresentRow>(PresentSql, new { EditionId = editionId, Sirens = sirens }, ct)).ToLookup(row => row.Siren, row => (row.SiteId, row.SiteDate, row.Siret));
}
