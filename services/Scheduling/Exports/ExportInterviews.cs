using System.Runtime.CompilerServices;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Exports;

/// <summary>An edition's <c>interviews.csv</c>, in order of its key.</summary>
public static class ExportInterviews
{
    private const string EditionSql = "SELECT id, time_zone FROM edition WHERE code = @Code";

    private const string RowsSql = """
        SELECT i.code, s.code AS site_code, t.siret, t.number, c.code AS candidate_code, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN site s ON s.id = i.site_id
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.edition_id = @Id
        ORDER BY i.code
        """;

    private const string Columns = "code site_code siret table candidate_code starts_at minutes status result second_interview_on";

    private sealed record Edition
    {
        public Guid Id { get; init; }
        public required string TimeZone { get; init; }
    }

    private sealed record Row
    {
        public required string Code { get; init; }
        public required string SiteCode { get; init; }
        public required string Siret { get; init; }
        public int Number { get; init; }
        public required string CandidateCode { get; init; }
        public Instant StartsAt { get; init; }
        public int Minutes { get; init; }
        public required string Status { get; init; }
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
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

    internal static async Task<IResult> DownloadAsync(string code, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        return await WriteAsync(db, code, () => http.Response.Body, ct) ? Results.Empty : Results.NotFound();
    }

    private static async IAsyncEnumerable<string?[]> RowsAsync(Database db, Edition edition, [EnumeratorCancellation] CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb[edition.TimeZone];
        await foreach (var row in db.StreamAsync<Row>(RowsSql, new { edition.Id }, ct))
            yield return [row.Code, row.SiteCode, row.Siret, CsvFile.Text(row.Number), row.CandidateCode, CsvFile.Text(row.StartsAt, zone), CsvFile.Text(row.Minutes), row.Status, row.Result, CsvFile.Text(row.SecondInterviewOn)];
    }
}
