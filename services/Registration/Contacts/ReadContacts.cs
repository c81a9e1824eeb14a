using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Contacts;

/// <summary>The contacts of one establishment or structure, with what became of their invitation to an edition.</summary>
public static class ReadContacts
{
    public const int Most = 100;

    private const string OfEstablishmentSql = """
        SELECT c.id, c.version, c.siret, c.structure_id, c.name, c.email, c.phone, c.language, i.invited_at, i.revoked_at, m.status AS mail_status, m.ended_at AS mail_ended_at
        FROM partner_contact c
        LEFT JOIN invitation i ON i.edition_id = @EditionId AND i.contact_id = c.id
        LEFT JOIN mail m ON m.id = i.mail_id
        WHERE c.siret = @Siret
        ORDER BY c.name, c.id
        LIMIT @Take
        """;

    private const string OfStructureSql = """
        SELECT c.id, c.version, c.siret, c.structure_id, c.name, c.email, c.phone, c.language, i.invited_at, i.revoked_at, m.status AS mail_status, m.ended_at AS mail_ended_at
        FROM partner_contact c
        LEFT JOIN invitation i ON i.edition_id = @EditionId AND i.contact_id = c.id
        LEFT JOIN mail m ON m.id = i.mail_id
        WHERE c.structure_id = @StructureId
        ORDER BY c.name, c.id
        LIMIT @Take
        """;

    private const string OneSql = """
        SELECT c.id, c.version, c.siret, c.structure_id, c.name, c.email, c.phone, c.language, i.invited_at, i.revoked_at, m.status AS mail_status, m.ended_at AS mail_ended_at
        FROM partner_contact c
        LEFT JOIN invitation i ON i.edition_id = @EditionId AND i.contact_id = c.id
        LEFT JOIN mail m ON m.id = i.mail_id
        WHERE c.id = @Id
        """;

    public sealed record Contact
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public string? Siret { get; init; }
        public Guid? StructureId { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public required string Language { get; init; }
        public Instant? InvitedAt { get; init; }
        public Instant? RevokedAt { get; init; }

        /// <summary>As Platform's mail table says.</summary>
        public string? MailStatus { get; init; }
        public Instant? MailEndedAt { get; init; }

        /// <summary>
        /// <c>none</c> (not invited), <c>waiting</c> (the mail has not left yet), <c>sent</c>, <c>refused</c> (or came back: the address is to be
        /// looked at), <c>revoked</c> (the link opens nothing any more).
        /// </summary>
        public string Standing => this switch
        {
            { InvitedAt: null } => "none",
            { RevokedAt: not null } => "revoked",
            { MailStatus: "refused" or "bounced" or "expired" or "cancelled" } => "refused",
            { MailStatus: "waiting" } => "waiting",
            _ => "sent",
        };

        /// <summary>A mail could go to this person, and none has gone for this edition that still opens something.</summary>
        public bool MayBeInvited => Email is not null && EmailText.IsAddress(Email) && Standing is "none" or "revoked" or "refused";

        public SaveContacts.Row Row => new() { Id = Id, Version = Version, Siret = Siret, StructureId = StructureId, Name = Name, Email = Email, Phone = Phone, Language = Language };
    }

    /// <summary>At most <see cref="Most"/>.</summary>
    public static Task<IReadOnlyList<Contact>> OfAsync(Database db, Guid editionId, string siret, CancellationToken ct) =>
        db.QueryAsync<Contact>(OfEstablishmentSql, new { EditionId = editionId, Siret = siret, Take = Most }, ct);

    /// <summary>At most <see cref="Most"/>.</summary>
    public static Task<IReadOnlyList<Contact>> OfAsync(Database db, Guid editionId, Guid structureId, CancellationToken ct) =>
        db.QueryAsync<Contact>(OfStructureSql, new { EditionId = editionId, StructureId = structureId, Take = Most }, ct);

    public static Task<Contact?> FindAsync(Database db, Guid editionId, Guid id, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Contact>(OneSql, new { EditionId = editionId, Id = id }, ct);
}
