using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Structures;

/// <summary>What lists of structures are searched and sorted by: folded words and a key, written with whatever they are made of.</summary>
internal static class StructureWords
{
    private const int LongestKey = 200;

    private const string StructuresSql = """
        SELECT id, edition_id, code, name, kind
        FROM structure
        WHERE id IN @Ids
        """;

    private const string ContactsSql = """
        SELECT structure_id, name, email, phone
        FROM partner_contact
        WHERE structure_id IN @Ids
        """;

    private const string DeleteSql = "DELETE FROM structure_word WHERE structure_id IN @Ids";

    private const string InsertSql = "INSERT INTO structure_word (edition_id, structure_id, word) VALUES (@EditionId, @Id, @Word)";

    private const string KeySql = "UPDATE structure SET name_key = @NameKey WHERE id = @Id";

    private const string UnsortedSql = """
        SELECT id
        FROM structure
        WHERE name_key IS NULL
        ORDER BY code
        LIMIT @Take
        """;

    private sealed record Named
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }

        public string NameKey => FoldedWords.Key(Name) is var key && key.Length > LongestKey ? key[..LongestKey] : key;
    }

    private sealed record Contact
    {
        public Guid StructureId { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
    }

    /// <summary>After a change of these structures or of their contacts, in the same transaction.</summary>
    public static async Task WriteAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        var structures = await tx.QueryAsync<Named>(StructuresSql, new { Ids = ids }, ct);
        var contacts = (await tx.QueryAsync<Contact>(ContactsSql, new { Ids = ids }, ct)).ToLookup(contact => contact.StructureId);
        await tx.ExecuteAsync(DeleteSql, new { Ids = ids }, ct);
        await tx.ExecuteAsync(InsertSql, (
            from structure in structures
            from word in FoldedWords.Of([structure.Name, structure.Kind, structure.Code,
                .. contacts[structure.Id].SelectMany(contact => (string?[])[contact.Name, contact.Email, .. PhoneText.Words(contact.Phone)])])
            select new { structure.EditionId, structure.Id, Word = word }).ToList(), ct);
        await tx.ExecuteAsync(KeySql, structures.Select(row => new { row.Id, row.NameKey }).ToList(), ct);
    }

    /// <summary>Writes what is missing for rows from before these tables.</summary>
    public static async Task SweepAsync(RegistrationDatabase db, CancellationToken ct)
    {
        while (await db.QueryAsync<Guid>(UnsortedSql, new { Take = 500 }, ct) is { Count: > 0 } ids)
        {
            await using var tx = await db.BeginAsync(Actor.Job("structure words"), ct);
            await WriteAsync(tx, ids, ct);
            await tx.CommitAsync(ct);
        }
    }
}
