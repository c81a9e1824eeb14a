using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// A registration may not be cancelled and received. When the archive says only one of the two (the other column is absent), the other is
/// what is stored; so a cancellation of somebody who was received is found here, before anything is written.
/// </summary>
internal static class StoredRegistrations
{
    private const int Chunk = 500;

    private const string ReceivedSql = """
        SELECT c.code AS candidate_code, s.code AS site_code
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN site s ON s.id = r.site_id
        JOIN edition e ON e.id = c.edition_id
        WHERE e.code = @Edition AND c.code IN @Codes AND r.received_at IS NOT NULL
        """;

    private sealed record Row
    {
        public required string CandidateCode { get; init; }
        public required string SiteCode { get; init; }
    }

    /// <summary>How many errors were found.</summary>
    public static async Task<int> CheckAsync(Database db, Archive archive, CheckedArchive check, FindingSink sink, CancellationToken ct)
    {
        if (!archive.Has(ArchiveFormat.Registrations))
            return 0;
        var cancelled = new List<ArchiveRow>();
        await foreach (var row in new ArchiveReader(archive, ArchiveFormat.Registrations, check.Zone ?? DateTimeZone.Utc, new FindingSink((_, _) => ValueTask.CompletedTask)).ReadAsync(ct))
        {
            if (row.Has("received_at"))
                return 0;
            if (row.Instant("cancelled_at") is not null)
                cancelled.Add(row);
            if (cancelled.Count == Chunk)
                await AskAsync();
        }
        if (cancelled.Count > 0)
            await AskAsync();
        await sink.FlushAsync(ct);
        return sink.Errors;

        async Task AskAsync()
        {
            var received = (await db.QueryAsync<Row>(ReceivedSql, new { Edition = check.EditionCode, Codes = cancelled.Select(row => row.Text("candidate_code")).Distinct() }, ct))
                .Select(row => (row.CandidateCode, row.SiteCode)).ToHashSet();
            foreach (var row in cancelled.Where(row => received.Contains((row.Text("candidate_code")!, row.Text("site_code")!))))
                await sink.AddAsync(ArchiveFindings.About(row, "cancelled_at", CsvFile.Text(row.Instant("cancelled_at"), check.Zone!)!, FindingRules.CancelledAndReceived), ct);
            cancelled.Clear();
        }
    }
}
