using JobDating.Platform;
using JobDating.Registration.Employers;
using JobDating.Registration.Structures;

namespace JobDating.Registration.Contacts;

/// <summary>Who is written to at an establishment or a structure.</summary>
public static class SaveContacts
{
    private const string FindSql = """
        SELECT id, version, siret, structure_id, name, email, phone, language
        FROM partner_contact
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO partner_contact (id, version, siret, structure_id, name, email, phone, language)
        VALUES (@Id, @Version, @Siret, @StructureId, @Name, @Email, @Phone, @Language)
        """;

    private const string UpdateSql = """
        UPDATE partner_contact
        SET version = @Version, name = @Name, email = @Email, phone = @Phone, language = @Language
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string UninviteSql = "DELETE FROM invitation WHERE contact_id = @Id";

    private const string RemoveSql = "DELETE FROM partner_contact WHERE id = @Id AND version = @Version";

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }

        /// <summary>The establishment it is a contact of; null: the structure.</summary>
        public string? Siret { get; init; }
        public Guid? StructureId { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }

        /// <summary>+33612345678</summary>
        public string? Phone { get; init; }

        /// <summary><c>fr</c> or <c>en</c>: in which language they are written to.</summary>
        public required string Language { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    /// <exception cref="ChangedMeanwhileException">Another transaction was quicker, or the partner has a contact of this e-mail already.</exception>
    public static async Task<Saved> ApplyAsync(Transaction tx, IReadOnlyDictionary<Guid, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { Ids = changes.Keys }, ct)).ToDictionary(row => row.Id);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        await tx.AuditAsync("contact", written.Select(row => (row.Id, (string?)(row.Version == 1 ? "created" : "changed"))), "contact saved", ct);
        await WordsAsync(tx, written, ct);
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Gone for good, with what was kept of mails to this person. False: somebody else was quicker.</summary>
    public static async Task<bool> RemoveAsync(Transaction tx, Row contact, CancellationToken ct)
    {
        await tx.ExecuteAsync(UninviteSql, contact, ct);
        if (await tx.ExecuteAsync(RemoveSql, contact, ct) == 0)
            return false;
        await tx.ForgetMailsAsync("contact", [contact.Id], ct);
        await tx.AuditAsync("contact", contact.Id, "contact removed", null, ct);
        await WordsAsync(tx, [contact], ct);
        return true;
    }

    private static async Task WordsAsync(Transaction tx, IReadOnlyList<Row> contacts, CancellationToken ct)
    {
        await EstablishmentWords.WriteAsync(tx, [.. contacts.Select(row => row.Siret).OfType<string>().Distinct()], ct);
        await StructureWords.WriteAsync(tx, [.. contacts.Select(row => row.StructureId).OfType<Guid>().Distinct()], ct);
    }
}
