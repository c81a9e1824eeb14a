using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>The people of one workshop: as many as a room holds, so they are read as one list and sorted in the reader's alphabet.</summary>
public static class Participants
{
    private const string ListSql = """
        SELECT a.participant, a.version, a.candidate_id, a.structure, a.attended, a.withdrawn_at, c.last_name, c.first_name, c.phone, s.name AS sent_by
        FROM workshop_attendance a
        LEFT JOIN candidate c ON c.id = a.candidate_id
        LEFT JOIN structure s ON s.id = c.structure_id
        WHERE a.workshop_id = @Id
        """;

    public sealed record Row
    {
        /// <summary>A candidate's code, or the name of an employer's participant.</summary>
        public required string Participant { get; init; }
        public int Version { get; init; }
        public Guid? CandidateId { get; init; }
        public string? Structure { get; init; }
        public bool Attended { get; init; }
        public Instant? WithdrawnAt { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public string? Phone { get; init; }
        public string? SentBy { get; init; }

        public bool IsWithdrawn => WithdrawnAt is not null;

        /// <summary>The code stands for whoever has no name (any more).</summary>
        public string Name => string.IsNullOrWhiteSpace(LastName) ? Participant : $"{LastName} {FirstName}";

        /// <summary>The candidate's code, where the name is another word.</summary>
        public string? Code => CandidateId is not null && Name != Participant ? Participant : null;

        public string? From => Structure ?? SentBy;
    }

    /// <summary>By name; those who have withdrawn among them.</summary>
    public static async Task<IReadOnlyList<Row>> ListAsync(RegistrationDatabase db, Guid workshop, CancellationToken ct) => Sorted(await db.QueryAsync<Row>(ListSql, new { Id = workshop }, ct));

    /// <summary>As they stand in this transaction.</summary>
    public static async Task<IReadOnlyList<Row>> ListAsync(Transaction tx, Guid workshop, CancellationToken ct) => Sorted(await tx.QueryAsync<Row>(ListSql, new { Id = workshop }, ct));

    private static IReadOnlyList<Row> Sorted(IReadOnlyList<Row> rows) =>
        [.. rows.OrderBy(row => row.Name, StringComparer.Create(CultureInfo.CurrentCulture, CompareOptions.IgnoreCase)).ThenBy(row => row.Participant, StringComparer.Ordinal)];
}
