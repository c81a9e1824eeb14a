using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Employers;

/// <summary>
/// What lists of establishments are searched and sorted by: folded words and keys, written with whatever they are made of. Rows that are older
/// than these tables are made up for by <see cref="SweepAsync"/>.
/// </summary>
internal static class EstablishmentWords
{
    private const int LongestKey = 200;

    private const string EstablishmentsSql = """
        SELECT siret, company_name, name, commune
        FROM establishment
        WHERE siret IN @Sirets
        """;

    private const string ContactsSql = """
        SELECT siret, name, email, phone
        FROM partner_contact
        WHERE siret IN @Sirets
        """;

    private const string DeleteSql = "DELETE FROM establishment_word WHERE siret IN @Sirets";

    private const string InsertSql = "INSERT INTO establishment_word (siret, word) VALUES (@Siret, @Word)";

    private const string KeysSql = """
        UPDATE edition_establishment
        SET name_key = @NameKey, commune_key = @CommuneKey
        WHERE siret = @Siret
        """;

    private const string NameSql = """
        INSERT INTO edition_establishment (edition_id, siret, name_key, commune_key)
        SELECT @EditionId, @Siret, @NameKey, @CommuneKey
        WHERE NOT EXISTS (SELECT 1 FROM edition_establishment WHERE edition_id = @EditionId AND siret = @Siret)
        """;

    private const string UnsortedSql = """
        SELECT siret
        FROM edition_establishment
        WHERE name_key IS NULL
        GROUP BY siret
        ORDER BY siret
        LIMIT @Take
        """;

    private sealed record Named
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }

        public string NameKey => Key(CompanyName, Name);
        public string CommuneKey => Key(Commune);

        private static string Key(params string?[] texts)
        {
            var key = FoldedWords.Key(texts);
            return key.Length > LongestKey ? key[..LongestKey] : key;
        }
    }

    private sealed record Contact
    {
        public required string Siret { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
    }

    /// <summary>After a change of these establishments or of their contacts, in the same transaction.</summary>
    public static async Task WriteAsync(Transaction tx, IReadOnlyCollection<string> sirets, CancellationToken ct)
    {
        if (sirets.Count == 0)
            return;
        var establishments = await tx.QueryAsync<Named>(EstablishmentsSql, new { Sirets = sirets }, ct);
        var contacts = (await tx.QueryAsync<Contact>(ContactsSql, new { Sirets = sirets }, ct)).ToLookup(contact => contact.Siret);
        await tx.ExecuteAsync(DeleteSql, new { Sirets = sirets }, ct);
        await tx.ExecuteAsync(InsertSql, (
            from establishment in establishments
            from word in FoldedWords.Of([establishment.CompanyName, establishment.Name, establishment.Commune, establishment.Siret,
                .. contacts[establishment.Siret].SelectMany(contact => (string?[])[contact.Name, contact.Email, .. PhoneText.Words(contact.Phone)])])
            select new { establishment.Siret, Word = word }).ToList(), ct);
        await tx.ExecuteAsync(KeysSql, establishments.Select(row => new { row.Siret, row.NameKey, row.CommuneKey }).ToList(), ct);
    }

    /// <summary>These establishments stand in the edition's list from now on.</summary>
    public static async Task NameAsync(Transaction tx, Guid editionId, IEnumerable<string> sirets, CancellationToken ct)
    {
        var establishments = await tx.QueryAsync<Named>(EstablishmentsSql, new { Sirets = sirets.Distinct() }, ct);
        await tx.ExecuteAsync(NameSql, establishments.Select(row => new { EditionId = editionId, row.Siret, row.NameKey, row.CommuneKey }).ToList(), ct);
    }

    /// <summary>Writes what is missing for rows from before these tables; nothing to do is one look at an index.</summary>
    public static async Task SweepAsync(RegistrationDatabase db, CancellationToken ct)
    {
        while (await db.QueryAsync<string>(UnsortedSql, new { Take = 500 }, ct) is { Count: > 0 } sirets)
        {
            await using var tx = await db.BeginAsync(Actor.Job("establishment words"), ct);
            await WriteAsync(tx, sirets, ct);
            await tx.CommitAsync(ct);
        }
    }
}
