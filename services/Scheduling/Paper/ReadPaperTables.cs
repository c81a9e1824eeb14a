using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Paper;

/// <summary>A site's tables that have interviews, in the order of the printed sheets, and the lines of one of them.</summary>
public static class ReadPaperTables
{
    private const string TablesSql = """
        SELECT t.id, t.number, t.siret, n.company_name, COUNT(*) AS interviews, SUM(CASE WHEN i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL) THEN 1 ELSE 0 END) AS missing
        FROM interview_table t
        JOIN interview i ON i.table_id = t.id AND i.status <> 'cancelled'
        LEFT JOIN establishment n ON n.siret = t.siret
        WHERE t.site_id = @SiteId
        GROUP BY t.id, t.number, t.siret, n.company_name
        """;

    private const string LinesSql = """
        SELECT i.id, i.version, i.table_id, i.candidate_id, c.code, CASE WHEN c.erased_at IS NULL THEN c.last_name END AS last_name, CASE WHEN c.erased_at IS NULL THEN c.first_name END AS first_name,
          i.starts_at, i.ends_at, i.status, i.result, i.second_interview_on
        FROM interview i
        LEFT JOIN candidate c ON c.id = i.candidate_id
        WHERE i.table_id = @TableId AND i.status <> 'cancelled'
        ORDER BY i.starts_at, i.id
        """;

    public sealed record Table
    {
        public Guid Id { get; init; }
        public int Number { get; init; }
        public string Siret { get; init; } = "";
        public string? CompanyName { get; init; }
        public int Interviews { get; init; }

        /// <summary>Of them without a result.</summary>
        public int Missing { get; init; }

        public string Called => TimetableTexts.Table(CompanyName ?? Siret, Number);
    }

    public sealed record Line
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid TableId { get; init; }
        public Guid CandidateId { get; init; }
        public string? Code { get; init; }

        /// <summary>Both null: the person was erased, and nothing is written of them any more.</summary>
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }

        /// <summary>'booked', 'held' or 'no_show'.</summary>
        public string Status { get; init; } = "";
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }

        public bool IsErased => LastName is null;

        public string Name => TimetableTexts.Name(LastName, FirstName);

        /// <summary>'conclusive', 'not_conclusive', 'undecided', 'no_show'; null: nobody has said.</summary>
        public string? Outcome => Status == "no_show" ? "no_show" : Result;
    }

    internal static async Task<IReadOnlyList<Table>> AtSiteAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct) =>
        [.. (await db.QueryAsync<Table>(TablesSql, new { SiteId = siteId }, ct)).OrderBy(table => TimetableTexts.Order(table.CompanyName, table.Siret, table.Number), StringComparer.Ordinal)];

    internal static Task<IReadOnlyList<Line>> LinesAsync(SchedulingDatabase db, Guid tableId, CancellationToken ct) => db.QueryAsync<Line>(LinesSql, new { TableId = tableId }, ct);
}
