using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>The one writer of the contacts of newsletters, with the words they are found under.</summary>
public static class SaveContacts
{
    private const string KnownSql = "SELECT email FROM newsletter_contact WHERE email IN @Emails";
    private const string RefusedSql = "SELECT email_hash FROM newsletter_refusal WHERE email_hash IN @Hashes";
    private const string FindSql = "SELECT id, version, email, name, structure, source, consented_on, added_at, unsubscribed_at FROM newsletter_contact WHERE id = @Id";

    private const string InsertSql = """
        INSERT INTO newsletter_contact (id, version, email, name, structure, source, consented_on, sort_name, sort_structure, added_at, unsubscribed_at)
        VALUES (@Id, @Version, @Email, @Name, @Structure, @Source, @ConsentedOn, @SortName, @SortStructure, @AddedAt, NULL)
        """;

    private const string UpdateSql = """
        UPDATE newsletter_contact
        SET version = @Version, email = @Email, name = @Name, structure = @Structure, source = @Source, consented_on = @ConsentedOn, sort_name = @SortName,
          sort_structure = @SortStructure, unsubscribed_at = @UnsubscribedAt
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string DeleteSql = "DELETE FROM newsletter_contact WHERE id = @Id AND version = @Version";
    private const string InsertWordSql = "INSERT INTO newsletter_contact_word (word, contact_id) VALUES (@Word, @Id)";
    private const string DeleteWordsSql = "DELETE FROM newsletter_contact_word WHERE contact_id = @Id";

    private const string RefuseSql = """
        INSERT INTO newsletter_refusal (email_hash, refused_at)
        SELECT @Hash, @Now
        WHERE NOT EXISTS (SELECT 1 FROM newsletter_refusal WHERE email_hash = @Hash)
        """;

    public const string Subject = "contact";

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        /// <summary>In lower case; no other contact has it.</summary>
        public required string Email { get; init; }
        public string? Name { get; init; }
        public string? Structure { get; init; }
        public required string Source { get; init; }
        public LocalDate? ConsentedOn { get; init; }
        public Instant AddedAt { get; init; }
        public Instant? UnsubscribedAt { get; init; }

        public string SortName => FoldedWords.Key(Name ?? Email);
        public string SortStructure => FoldedWords.Key(Structure);
    }

    /// <summary>How many were new; how many were there before and were left as they are; whom it was not for us to add.</summary>
    public readonly record struct Added(int New, int Known, int Refused);

    /// <summary>Adds those whose address is neither here nor one that asked never to be.</summary>
    /// <exception cref="ChangedMeanwhileException">Somebody else has just added one of them; doing it again is safe.</exception>
    public static async Task<Added> AddAsync(Transaction tx, IReadOnlyList<Row> contacts, CancellationToken ct)
    {
        var distinct = contacts.DistinctBy(contact => contact.Email).ToList();
        var known = (await tx.QueryAsync<string>(KnownSql, new { Emails = distinct.Select(contact => contact.Email).ToList() }, ct)).ToHashSet();
        var refused = (await tx.QueryAsync<string>(RefusedSql, new { Hashes = distinct.Select(contact => Fingerprint(contact.Email)).ToList() }, ct)).ToHashSet();
        var added = distinct.Where(contact => !known.Contains(contact.Email) && !refused.Contains(Fingerprint(contact.Email))).ToList();
        if (added.Count > 0)
        {
            await tx.SaveAsync(InsertSql, UpdateSql, added.Select(contact => ((Row?)null, contact)), ct);
            await tx.ExecuteAsync(InsertWordSql, added.SelectMany(Words).ToList(), ct);
            await tx.AuditAsync(Subject, added.Select(contact => (contact.Id, (string?)contact.Source)), "contact added", ct);
        }
        return new Added(added.Count, known.Count, distinct.Count - known.Count - added.Count);
    }

    public static Task<Row?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<Row>(FindSql, new { Id = id }, ct);

    public static Task<Row?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Row>(FindSql, new { Id = id }, ct);

    /// <param name="old">As it is in this transaction.</param>
    /// <param name="act">For the audit: what was done.</param>
    /// <exception cref="ChangedMeanwhileException">Somebody else was quicker.</exception>
    /// <exception cref="Exception">By <see cref="SqlText.IsDuplicate"/>: another contact has this address.</exception>
    public static async Task ChangeAsync(Transaction tx, Row old, Row contact, string act, CancellationToken ct)
    {
        if ((await tx.SaveAsync(InsertSql, UpdateSql, [(old, contact)], ct)).Count == 0)
            return;
        await tx.ExecuteAsync(DeleteWordsSql, new { contact.Id }, ct);
        await tx.ExecuteAsync(InsertWordSql, Words(contact).ToList(), ct);
        await tx.AuditAsync(Subject, contact.Id, act, null, ct);
    }

    /// <summary>The contact, its words and its mails' texts go. False: somebody changed it meanwhile.</summary>
    public static async Task<bool> DeleteAsync(Transaction tx, Row contact, int version, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(DeleteSql, new { contact.Id, Version = version }, ct) == 0)
            return false;
        await tx.ExecuteAsync(DeleteWordsSql, new { contact.Id }, ct);
        await tx.ForgetMailsAsync(Subject, [contact.Id], ct);
        if (contact.UnsubscribedAt is not null)
            await tx.ExecuteAsync(RefuseSql, new { Hash = Fingerprint(contact.Email), tx.Now }, ct);
        await tx.AuditAsync(Subject, contact.Id, "contact deleted", null, ct);
        return true;
    }

    private static IEnumerable<object> Words(Row contact) => FoldedWords.Of(contact.Name, contact.Structure, contact.Email).Select(word => new { Word = word, contact.Id });

    private static string Fingerprint(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)));
}
