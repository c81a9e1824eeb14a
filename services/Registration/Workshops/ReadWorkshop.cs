using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>One workshop with its edition and how many people it has.</summary>
public static class ReadWorkshop
{
    private const string FindSql = """
        SELECT w.id, w.version, w.edition_id, w.code, w.name, w.audience, w.starts_at, w.place, w.capacity, w.cancelled_at,
          e.code AS edition_code, e.name AS edition_name, e.time_zone,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.withdrawn_at IS NULL) AS participants,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.attended = 1) AS attended
        FROM workshop w
        JOIN edition e ON e.id = w.edition_id
        WHERE w.id = @Id
        """;

    public sealed record Workshop
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }

        /// <summary><c>candidates</c> or <c>employers</c>.</summary>
        public required string Audience { get; init; }
        public Instant StartsAt { get; init; }
        public string? Place { get; init; }
        public int? Capacity { get; init; }
        public Instant? CancelledAt { get; init; }
        public required string EditionCode { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }

        /// <summary>Those who have a place: withdrawn people have none.</summary>
        public int Participants { get; init; }
        public int Attended { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

        public LocalDateTime StartsLocally => StartsAt.InZone(Zone).LocalDateTime;

        public bool IsForCandidates => Audience == "candidates";

        /// <summary>Null: as many as come.</summary>
        public int? PlacesLeft => Capacity is { } capacity ? Math.Max(0, capacity - Participants) : null;

        public bool IsFull => PlacesLeft == 0;

        public string Address => $"/registration/workshops/{Id}";

        public string ListAddress => $"/registration/editions/{Uri.EscapeDataString(EditionCode)}/workshops";
    }

    /// <exception cref="Rejected">404: no such workshop.</exception>
    public static async Task<Workshop> FindAsync(RegistrationDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Workshop>(FindSql, new { Id = id }, ct) ?? throw Unknown();

    /// <summary>As it stands in this transaction.</summary>
    /// <exception cref="Rejected">404: no such workshop.</exception>
    public static async Task<Workshop> FindAsync(Transaction tx, Guid id, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<Workshop>(FindSql, new { Id = id }, ct) ?? throw Unknown();

    private static Rejected Unknown() => new(StatusCodes.Status404NotFound, WorkshopTexts.Words["Unknown"]);
}
