using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Structures;

/// <summary>An edition's structures, a page at a time, each with the candidates it sent.</summary>
public static class ReadStructures
{
    public static IReadOnlyList<string> Sorts { get; } = ["name"];

    private const string Columns = """
        SELECT s.id, s.code, s.name, s.kind, s.name_key
        FROM structure s
        WHERE s.edition_id = @EditionId
        """;

    private const string InOrder = Columns + "\n" + """
          AND EXISTS (SELECT 1 FROM structure_word w WHERE w.structure_id = s.id AND w.word >= @From1 AND w.word < @To1)
        """ + Others;

    private const string ByWord = Columns + "\n" + """
          AND s.id IN (SELECT w.structure_id FROM structure_word w WHERE w.edition_id = @EditionId AND w.word >= @From1 AND w.word < @To1)
        """ + Others;

    private const string Others = "\n" + """
          AND EXISTS (SELECT 1 FROM structure_word w WHERE w.structure_id = s.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM structure_word w WHERE w.structure_id = s.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM structure_word w WHERE w.structure_id = s.id AND w.word >= @From4 AND w.word < @To4)
        """ + "\n";

    private const string Up = "  AND s.name_key >= @Key AND (s.name_key > @Key OR s.code > @Code)\nORDER BY s.name_key, s.code\nLIMIT @Take";
    private const string Down = "  AND s.name_key <= @Key AND (s.name_key < @Key OR s.code < @Code)\nORDER BY s.name_key DESC, s.code DESC\nLIMIT @Take";

    private const string InOrderUpSql = InOrder + Up;
    private const string InOrderDownSql = InOrder + Down;
    private const string ByWordUpSql = ByWord + Up;
    private const string ByWordDownSql = ByWord + Down;

    /// <summary>Registered and received as DOMAIN.md counts them.</summary>
    private const string CandidatesSql = """
        SELECT c.structure_id AS id,
          COUNT(DISTINCT CASE WHEN r.cancelled_at IS NULL THEN c.id END) AS registered,
          COUNT(DISTINCT CASE WHEN r.received_at IS NOT NULL THEN c.id END) AS received
        FROM candidate c
        JOIN registration r ON r.candidate_id = c.id
        WHERE c.structure_id IN @Ids
        GROUP BY c.structure_id
        """;

    private const string ContactsSql = """
        SELECT c.structure_id AS id, COUNT(*) AS contacts, COUNT(i.contact_id) AS invited
        FROM partner_contact c
        LEFT JOIN invitation i ON i.edition_id = @EditionId AND i.contact_id = c.id AND i.revoked_at IS NULL
        WHERE c.structure_id IN @Ids
        GROUP BY c.structure_id
        """;

    public sealed record Structure
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }
        public string? NameKey { get; init; }
        public Sent Sent { get; init; } = new();
        public Contact Contact { get; init; } = new();
    }

    public sealed record Sent
    {
        public Guid Id { get; init; }
        public int Registered { get; init; }
        public int Received { get; init; }
    }

    public sealed record Contact
    {
        public Guid Id { get; init; }
        public int Contacts { get; init; }
        public int Invited { get; init; }
    }

    public static async Task<IReadOnlyList<Structure>> PageAsync(Database db, Guid editionId, ListChoice choice, int take, CancellationToken ct)
    {
        var words = choice.Words;
        var sql = (words.FindsFew, choice.Descending) switch { (true, false) => ByWordUpSql, (true, true) => ByWordDownSql, (false, false) => InOrderUpSql, _ => InOrderDownSql };
        var page = await db.QueryAsync<Structure>(sql, new
        {
            EditionId = editionId,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
            choice.Key,
            choice.Code,
            Take = take,
        }, ct);
        var of = new { EditionId = editionId, Ids = page.Select(row => row.Id) };
        var sent = (await db.QueryAsync<Sent>(CandidatesSql, of, ct)).ToDictionary(row => row.Id);
        var contacts = (await db.QueryAsync<Contact>(ContactsSql, of, ct)).ToDictionary(row => row.Id);
        return [.. page.Select(row => row with { Sent = sent.GetValueOrDefault(row.Id, row.Sent), Contact = contacts.GetValueOrDefault(row.Id, row.Contact) })];
    }

    /// <summary>The candidates that one structure sent.</summary>
    public static async Task<Sent> SentByAsync(Database db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Sent>(CandidatesSql, new { Ids = new[] { id } }, ct) ?? new Sent { Id = id };

    public static ListCursor CursorOf(Structure row) => new(row.NameKey ?? "", row.Code);
}
