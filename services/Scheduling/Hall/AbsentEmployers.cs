using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.Rules;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// What becomes of the interviews of employers who are not there: those that are neither running nor over are cancelled, and come back when the hall finds that the employer is there after
/// all, each unless its table or its candidate has been given to somebody else, or the candidate does not come any more. What was called off beforehand stays so.
/// </summary>
internal static class AbsentEmployers
{
    private const string Columns = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        """;

    private const string BookedSql = $"""
        {Columns}
        WHERE i.site_id IN @SiteIds AND t.siret IN @Sirets AND i.status = 'booked' AND i.started_at IS NULL AND i.ends_at > @Now
        ORDER BY i.starts_at
        """;

    private const string FreeSql = "UPDATE interview SET freed_at = @Now WHERE id IN @Ids";

    private const string FreedSql = $"""
        {Columns}
        JOIN site s ON s.id = i.site_id
        JOIN attendance a ON a.site_id = i.site_id AND a.siret = t.siret
        WHERE i.site_id IN @SiteIds AND t.siret IN @Sirets AND i.status = 'cancelled' AND i.freed_at IS NOT NULL AND i.ends_at > @Now
          AND a.found_version IS NOT NULL AND a.status <> 'absent' AND t.is_open = 1 AND (s.status IS NULL OR s.status <> 'cancelled')
        ORDER BY i.starts_at
        """;

    private const string RestoreSql = """
        UPDATE interview
        SET version = version + 1, status = 'booked', called_at = NULL, freed_at = NULL
        WHERE id = @Id AND version = @Version AND status = 'cancelled'
          AND EXISTS (SELECT 1 FROM registration r JOIN candidate c ON c.id = r.candidate_id WHERE r.candidate_id = @CandidateId AND r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL)
          AND @Most > (SELECT COUNT(*) FROM interview WHERE candidate_id = @CandidateId AND site_id = @SiteId AND status IN ('booked', 'held'))
          AND NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
          AND (@IsOnce = 0 OR NOT EXISTS (
            SELECT 1 FROM interview o JOIN interview_table t ON t.id = o.table_id
            WHERE o.candidate_id = @CandidateId AND o.site_id = @SiteId AND t.siret = @Siret AND o.status IN ('booked', 'held')))
        """;

    /// <summary>With the tables' turn (<see cref="Sides.TakeTablesAsync"/>).</summary>
    public static async Task FreeAsync(Transaction tx, IReadOnlySet<(Guid SiteId, string Siret)> absent, CancellationToken ct)
    {
        var rows = await RowsAsync(tx, BookedSql, absent, ct);
        await CancelByFact.ApplyAsync(tx, rows, Booker.Coordinator, "employer absent", ct);
        foreach (var part in rows.Chunk(CancelByFact.MostInMessage))
            await tx.ExecuteAsync(FreeSql, new { tx.Now, Ids = part.Select(row => row.Id) }, ct);
    }

    /// <inheritdoc cref="FreeAsync"/>
    public static async Task RestoreAsync(Transaction tx, IReadOnlySet<(Guid SiteId, string Siret)> there, CancellationToken ct)
    {
        var rows = await RowsAsync(tx, FreedSql, there, ct);
        if (rows.Count == 0)
            return;
        await Sides.TakeCandidatesAsync(tx, rows.Select(row => row.CandidateId), ct);
        var rules = (await tx.QueryAsync<SiteRules>(SiteRules.OfSitesSql, new { SiteIds = there.Select(one => one.SiteId).Distinct() }, ct)).ToDictionary(one => one.SiteId);
        var restored = new List<RecordInterviews.Row>();
        foreach (var row in rows)
        {
            var own = rules.GetValueOrDefault(row.SiteId) ?? SiteRules.Unset(row.SiteId);
            if (await tx.ExecuteAsync(RestoreSql, new { row.Id, row.Version, row.CandidateId, row.SiteId, row.TableId, row.Siret, row.StartsAt, row.EndsAt, GapStart = row.StartsAt - own.Gap, GapEnd = row.EndsAt + own.Gap, IsOnce = own.OncePerEstablishment ? 1 : 0, Most = own.MostPerCandidate ?? int.MaxValue }, ct) == 1)
                restored.Add(row with { Version = row.Version + 1, Status = "booked" });
        }
        await CancelByFact.SayAsync(tx, restored, Booker.Coordinator, ct);
        await tx.AuditAsync("interview", restored.Select(row => (row.Id, (string?)"employer there after all")), "interview booked", ct);
    }

    private static async Task<IReadOnlyList<RecordInterviews.Row>> RowsAsync(Transaction tx, string sql, IReadOnlySet<(Guid SiteId, string Siret)> establishments, CancellationToken ct) =>
        establishments.Count == 0 ? [] : [.. (await tx.QueryAsync<RecordInterviews.Row>(sql, new { SiteIds = establishments.Select(one => one.SiteId).Distinct(), Sirets = establishments.Select(one => one.Siret).Distinct(), tx.Now }, ct))
            .Where(row => establishments.Contains((row.SiteId, row.Siret)))];
}
