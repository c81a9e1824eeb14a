using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// The audit trail by time. Rows of one transaction share their time, so the id decides among them: by whatever order the engine has for ids, which
/// is all that going on from a row needs.
/// </summary>
public static class ReadAudit
{
    private const string Columns = "id, happened_at, actor, subject, subject_id, act, detail FROM audit";

    private const string Span = """
        happened_at >= @First AND happened_at <= @Last
          AND (@Kind = '' OR subject = @Kind) AND (@Act = '' OR act = @Act) AND actor >= @ActorFrom AND actor < @ActorTo
          AND (@View = '' OR @View = 'seen' AND act IN ('seen', 'list seen') OR @View = 'changed' AND act NOT IN ('seen', 'list seen'))
        """;

    private const string Down = "AND (happened_at < @Last OR id < @Id) ORDER BY happened_at DESC, id DESC\nLIMIT @Take";
    private const string Up = "AND (happened_at > @First OR id > @Id) ORDER BY happened_at, id\nLIMIT @Take";

    private const string DownSql = $"SELECT {Columns} WHERE {Span} {Down}";
    private const string UpSql = $"SELECT {Columns} WHERE {Span} {Up}";
    private const string OfActDownSql = $"SELECT {Columns} WHERE act = @Act AND {Span} {Down}";
    private const string OfActUpSql = $"SELECT {Columns} WHERE act = @Act AND {Span} {Up}";
    private const string OfKindDownSql = $"SELECT {Columns} WHERE subject = @Kind AND {Span} {Down}";
    private const string OfKindUpSql = $"SELECT {Columns} WHERE subject = @Kind AND {Span} {Up}";

    // What somebody has done, and what was done to them.
    private const string OfIdDownSql = $"""
        SELECT * FROM (
          SELECT * FROM (SELECT {Columns} WHERE actor = @Actor AND {Span} {Down}) d
          UNION
          SELECT * FROM (SELECT {Columns} WHERE subject_id = @SubjectId AND {Span} {Down}) t
        ) b
        ORDER BY happened_at DESC, id DESC
        LIMIT @Take
        """;

    private const string OfIdUpSql = $"""
        SELECT * FROM (
          SELECT * FROM (SELECT {Columns} WHERE actor = @Actor AND {Span} {Up}) d
          UNION
          SELECT * FROM (SELECT {Columns} WHERE subject_id = @SubjectId AND {Span} {Up}) t
        ) b
        ORDER BY happened_at, id
        LIMIT @Take
        """;

    private const string NextActSql = "SELECT MIN(act) FROM audit WHERE act > @After";
    private const string NextKindSql = "SELECT MIN(subject) FROM audit WHERE subject > @After";

    private const int MostWords = 200;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public Instant HappenedAt { get; init; }
        public string Actor { get; init; } = "";
        public string Subject { get; init; } = "";
        public Guid SubjectId { get; init; }
        public string Act { get; init; } = "";
        public string? Detail { get; init; }

        /// <summary>visitor, account, candidate, message…</summary>
        public string ActorKind => Actor.Split(' ')[0];

        /// <summary>The account that acted, when it was one.</summary>
        public Guid? ActorId => Actor.Split(' ') is ["account", var id] && Guid.TryParse(id, out var known) ? known : null;
    }

    /// <summary>What is looked for; whatever is empty is not asked.</summary>
    public sealed record Question
    {
        public Guid? Who { get; init; }
        public string ActorKind { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Act { get; init; } = "";

        /// <summary><c>seen</c>: who has looked; <c>changed</c>: everything else.</summary>
        public string View { get; init; } = "";
        public required Instant First { get; init; }
        public required Instant Last { get; init; }
        public bool Descending { get; init; } = true;

        /// <summary>The last row seen, when going on.</summary>
        public Row? After { get; init; }
    }

    public static Task<IReadOnlyList<Row>> RunAsync(Database db, Question asked, int take, CancellationToken ct)
    {
        var sql = (asked, asked.Descending) switch
        {
            ({ Who: not null }, true) => OfIdDownSql,
            ({ Who: not null }, false) => OfIdUpSql,
            ({ Act.Length: > 0 }, true) => OfActDownSql,
            ({ Act.Length: > 0 }, false) => OfActUpSql,
            ({ Kind.Length: > 0 }, true) => OfKindDownSql,
            ({ Kind.Length: > 0 }, false) => OfKindUpSql,
            (_, true) => DownSql,
            _ => UpSql,
        };
        return db.QueryAsync<Row>(sql, new
        {
            Actor = asked.Who is { } who ? Actor.Account(who).ToString() : "",
            SubjectId = asked.Who ?? Guid.Empty,
            asked.Kind,
            asked.Act,
            asked.View,
            ActorFrom = asked.ActorKind,
            // "account" and "account 0190…", nothing longer: a space is followed by an exclamation mark.
            ActorTo = asked.ActorKind.Length == 0 ? "\uFFFF" : $"{asked.ActorKind}!",
            First = !asked.Descending && asked.After is { } from && from.HappenedAt > asked.First ? from.HappenedAt : asked.First,
            Last = asked.Descending && asked.After is { } until && until.HappenedAt < asked.Last ? until.HappenedAt : asked.Last,
            Id = asked.After?.Id ?? (asked.Descending ? Guid.AllBitsSet : Guid.Empty),
            Take = take,
        }, ct);
    }

    /// <summary>The acts there are, each by one step through its index.</summary>
    public static Task<IReadOnlyList<string>> ActsAsync(Database db, CancellationToken ct) => WordsAsync(db, NextActSql, ct);

    /// <summary>The kinds of subjects there are.</summary>
    public static Task<IReadOnlyList<string>> KindsAsync(Database db, CancellationToken ct) => WordsAsync(db, NextKindSql, ct);

    private static async Task<IReadOnlyList<string>> WordsAsync(Database db, string nextSql, CancellationToken ct)
    {
        var words = new List<string>();
        while (words.Count < MostWords && await db.QueryFirstOrDefaultAsync<string?>(nextSql, new { After = words.LastOrDefault() ?? "" }, ct) is { } next)
            words.Add(next);
        return words;
    }
}
