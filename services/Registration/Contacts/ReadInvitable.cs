using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Contacts;

/// <summary>A contact as somebody who can be invited to an edition.</summary>
public sealed record Invitable
{
    public Guid Id { get; init; }
    public string? Siret { get; init; }
    public Guid? StructureId { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }
    public required string Language { get; init; }

    /// <summary>The company or structure.</summary>
    public required string Partner { get; init; }

    /// <summary>How often they were invited to this edition; 0: never.</summary>
    public int Round { get; init; }
    public Instant? RevokedAt { get; init; }
    public string? MailStatus { get; init; }

    public bool MayBeInvited => Email is not null && (Round == 0 || RevokedAt is not null || MailStatus is "refused" or "bounced" or "expired" or "cancelled");
}

/// <summary>Who can be invited to an edition, and how many were.</summary>
public static class ReadInvitable
{
    private const string OfEmployers = """
        SELECT c.id, c.siret, c.structure_id, c.name, c.email, c.language, e.company_name AS partner, COALESCE(i.round, 0) AS round, i.revoked_at, m.status AS mail_status
        FROM edition_establishment l
        JOIN partner_contact c ON c.siret = l.siret
        JOIN establishment e ON e.siret = l.siret
        LEFT JOIN invitation i ON i.edition_id = l.edition_id AND i.contact_id = c.id
        LEFT JOIN mail m ON m.id = i.mail_id
        WHERE l.edition_id = @EditionId
        """;

    private const string OfPrescribers = """
        SELECT c.id, c.siret, c.structure_id, c.name, c.email, c.language, l.name AS partner, COALESCE(i.round, 0) AS round, i.revoked_at, m.status AS mail_status
        FROM structure l
        JOIN partner_contact c ON c.structure_id = l.id
        LEFT JOIN invitation i ON i.edition_id = l.edition_id AND i.contact_id = c.id
        LEFT JOIN mail m ON m.id = i.mail_id
        WHERE l.edition_id = @EditionId
        """;

    private const string NeverInvited = "\n  AND c.email IS NOT NULL AND i.contact_id IS NULL\nORDER BY l.name_key, c.name, c.email\nLIMIT @Take";
    private const string Chosen = "\n  AND c.id IN @Ids\nORDER BY l.name_key, c.name, c.email";
    private const string EmployersSql = OfEmployers + NeverInvited;
    private const string PrescribersSql = OfPrescribers + NeverInvited;
    private const string ChosenEmployersSql = OfEmployers + Chosen;
    private const string ChosenPrescribersSql = OfPrescribers + Chosen;

    private const string TotalsOf = """
        SELECT
          COUNT(CASE WHEN t.email IS NOT NULL AND t.round = 0 THEN 1 END) AS to_invite,
          COUNT(CASE WHEN t.email IS NULL THEN 1 END) AS without_email,
          COUNT(CASE WHEN t.round > 0 AND t.revoked_at IS NULL AND (t.mail_status IS NULL OR t.mail_status IN ('waiting', 'sent')) THEN 1 END) AS invited,
          COUNT(CASE WHEN t.round > 0 AND t.revoked_at IS NULL AND t.mail_status IN ('refused', 'bounced', 'expired', 'cancelled') THEN 1 END) AS refused,
          COUNT(CASE WHEN t.revoked_at IS NOT NULL THEN 1 END) AS revoked
        FROM (

        """;

    private const string EmployerTotalsSql = TotalsOf + OfEmployers + ") t";
    private const string PrescriberTotalsSql = TotalsOf + OfPrescribers + ") t";

    public sealed record Totals
    {
        /// <summary>Have an address and were never invited.</summary>
        public int ToInvite { get; init; }
        public int WithoutEmail { get; init; }
        public int Invited { get; init; }
        public int Refused { get; init; }
        public int Revoked { get; init; }
    }

    public static async Task<Totals> TotalsAsync(Database db, Guid editionId, string role, CancellationToken ct) =>
        (await db.QueryFirstOrDefaultAsync<Totals>(role == Role.Employer ? EmployerTotalsSql : PrescriberTotalsSql, new { EditionId = editionId }, ct))!;

    /// <summary>Those with an address who were never invited, in the order of their partners.</summary>
    public static Task<IReadOnlyList<Invitable>> NeverInvitedAsync(Database db, Guid editionId, string role, int take, CancellationToken ct) =>
        db.QueryAsync<Invitable>(role == Role.Employer ? EmployersSql : PrescribersSql, new { EditionId = editionId, Take = take }, ct);

    /// <summary>The same inside a transaction that invites them.</summary>
    public static Task<IReadOnlyList<Invitable>> NeverInvitedAsync(Transaction tx, Guid editionId, string role, int take, CancellationToken ct) =>
        tx.QueryAsync<Invitable>(role == Role.Employer ? EmployersSql : PrescribersSql, new { EditionId = editionId, Take = take }, ct);

    /// <summary>These, as far as they are contacts of the edition's partners.</summary>
    public static Task<IReadOnlyList<Invitable>> ChosenAsync(Database db, Guid editionId, string role, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        db.QueryAsync<Invitable>(role == Role.Employer ? ChosenEmployersSql : ChosenPrescribersSql, new { EditionId = editionId, Ids = ids }, ct);

    /// <summary>The same inside a transaction that invites them.</summary>
    public static Task<IReadOnlyList<Invitable>> ChosenAsync(Transaction tx, Guid editionId, string role, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        tx.QueryAsync<Invitable>(role == Role.Employer ? ChosenEmployersSql : ChosenPrescribersSql, new { EditionId = editionId, Ids = ids }, ct);
}
