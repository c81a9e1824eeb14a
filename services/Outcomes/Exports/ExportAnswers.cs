using System.Runtime.CompilerServices;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Exports;

/// <summary>An edition's <c>followups.csv</c>, in order of its key: what stands, without what was said before and withdrawn.</summary>
public static class ExportAnswers
{
    private const string EditionSql = "SELECT id, time_zone FROM edition WHERE code = @Code";

    private const string RowsSql = """
        SELECT p.code AS candidate_code, a.answered_at, a.source, a.siret, a.situation, a.contract_type, a.started_on, a.ended_on
        FROM follow_up_answer a
        JOIN person p ON p.id = a.candidate_id
        WHERE a.edition_id = @Id AND a.withdrawn_at IS NULL
        ORDER BY p.code, a.answered_at, a.source, a.siret, a.situation
        """;

    private const string Columns = "candidate_code answered_at source siret situation contract_type started_on ended_on";

    private sealed record Edition
    {
        public Guid Id { get; init; }
        public required string TimeZone { get; init; }
    }

    private sealed record Row
    {
        public required string CandidateCode { get; init; }
        public Instant AnsweredAt { get; init; }
        public required string Source { get; init; }
        public required string Siret { get; init; }
        public required string Situation { get; init; }
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
    }

    /// <summary>False when there is no such edition; nothing is written then.</summary>
    public static async Task<bool> WriteAsync(Database db, string code, Func<Stream> to, CancellationToken ct)
    {
        if (await db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { Code = code }, ct) is not { } edition)
            return false;
        await using var stream = to();
        await CsvFile.WriteAsync(stream, Columns, RowsAsync(db, edition, ct), ct);
        return true;
    }

    internal static async Task<IResult> DownloadAsync(string code, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        return await WriteAsync(db, code, () => http.Response.Body, ct) ? Results.Empty : Results.NotFound();
    }

    private static async IAsyncEnumerable<string?[]> RowsAsync(Database db, Edition edition, [EnumeratorCancellation] CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb[edition.TimeZone];
        await foreach (var row in db.StreamAsync<Row>(RowsSql, new { edition.Id }, ct))
            yield return [row.CandidateCode, CsvFile.Text(row.AnsweredAt, zone), row.Source, row.Siret, row.Situation, row.ContractType, CsvFile.Text(row.StartedOn), CsvFile.Text(row.EndedOn)];
    }
}
