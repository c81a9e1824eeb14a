using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>What a plan changes and what it leaves unmet, with names. A plan is of one site, so its lists are read whole, and searched, sorted and cut here.</summary>
public static class ReadPlanLists
{
    private const string ChangesSql = """
        SELECT l.number, l.act, c.code, c.last_name, c.first_name, t.siret, COALESCE(e.company_name, t.siret) AS employer, t.number AS table_number, l.starts_at, l.minutes,
          f.number AS from_table_number, l.from_starts_at
        FROM site_plan_interview l
        JOIN interview_table t ON t.id = l.table_id
        LEFT JOIN establishment e ON e.siret = t.siret
        LEFT JOIN candidate c ON c.id = l.candidate_id
        LEFT JOIN interview_table f ON f.id = l.from_table_id
        WHERE l.plan_id = @Id AND l.act <> 'kept'
        ORDER BY l.number
        """;

    private const string UnmetSql = """
        SELECT l.number, c.code, c.last_name, c.first_name, l.siret, COALESCE(e.company_name, l.siret) AS employer, l.rank, l.why
        FROM site_plan_unmet l
        LEFT JOIN establishment e ON e.siret = l.siret
        LEFT JOIN candidate c ON c.id = l.candidate_id
        WHERE l.plan_id = @Id
        ORDER BY l.number
        """;

    public record Row
    {
        public int Number { get; init; }
        public string? Code { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public string Employer { get; init; } = "";

        /// <summary>Null: the person's data were erased.</summary>
        public string? Name => string.IsNullOrEmpty(LastName) && string.IsNullOrEmpty(FirstName) ? null : $"{LastName} {FirstName}";
    }

    public sealed record Change : Row
    {
        /// <summary>'added', 'moved', 'dropped'.</summary>
        public string Act { get; init; } = "";
        public int TableNumber { get; init; }
        public Instant StartsAt { get; init; }
        public int Minutes { get; init; }
        public int? FromTableNumber { get; init; }
        public Instant? FromStartsAt { get; init; }
    }

    public sealed record Unmet : Row
    {
        public int Rank { get; init; }

        /// <summary>One of <see cref="WhyNot"/>.</summary>
        public string Why { get; init; } = "";
    }

    public static Task<IReadOnlyList<Change>> ChangesAsync(Database db, Guid plan, CancellationToken ct) => db.QueryAsync<Change>(ChangesSql, new { Id = plan }, ct);

    public static Task<IReadOnlyList<Unmet>> UnmetAsync(Database db, Guid plan, CancellationToken ct) => db.QueryAsync<Unmet>(UnmetSql, new { Id = plan }, ct);

    /// <summary>What is sought, sorted as chosen: by 'name', 'employer', or the plan's own order.</summary>
    public static IReadOnlyList<T> Sorted<T>(IEnumerable<T> rows, ListChoice choice) where T : Row
    {
        var sought = FoldedWords.Of(choice.Search);
        var found = rows.Where(row => sought.Count == 0 || FoldedWords.Of(row.Code, row.LastName, row.FirstName, row.Employer) is var words && sought.All(one => words.Any(word => word.StartsWith(one, StringComparison.Ordinal))));
        var sorted = found.OrderBy(row => Key(row, choice), StringComparer.Ordinal).ThenBy(row => row.Number);
        return choice.Descending ? [.. sorted.Reverse()] : [.. sorted];
    }

    /// <summary>One page of them, and where it ends when there are more.</summary>
    public static (IReadOnlyList<T> Shown, ListCursor? Last) Page<T>(IReadOnlyList<T> rows, ListChoice choice) where T : Row
    {
        var after = choice.After is { } cursor && int.TryParse(cursor.Code, out var number) ? rows.SkipWhile(row => row.Number != number || Key(row, choice) != cursor.Key).Skip(1) : rows;
        var taken = after.Take(choice.Take).ToList();
        return taken.Count > choice.Size
            ? ([.. taken.Take(choice.Size)], new ListCursor(Key(taken[choice.Size - 1], choice), $"{taken[choice.Size - 1].Number}"))
            : (taken, null);
    }

    private static string Key(Row row, ListChoice choice) => choice.Sort switch
    {
        "name" => FoldedWords.Key(row.LastName, row.FirstName),
        "employer" => FoldedWords.Key(row.Employer),
        _ => $"{row.Number:D9}",
    };
}
