using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>How far a site's desk is: who is registered and in, by which doors, and who came last.</summary>
public sealed record DeskCounts
{
    private const int Latest = 10;

    private const string TotalsSql = """
        SELECT
          (SELECT COUNT(*) FROM registration WHERE edition_id = @EditionId AND site_id = @Id AND cancelled_at IS NULL) AS registered,
          (SELECT COUNT(*) FROM registration WHERE edition_id = @EditionId AND site_id = @Id AND received_at IS NOT NULL) AS received,
          (SELECT COUNT(*) FROM registration WHERE edition_id = @EditionId AND site_id = @Id AND received_at IS NOT NULL AND channel = 'walk_in') AS walk_ins
        """;

    private const string DoorsSql = """
        SELECT door AS name, COUNT(*) AS received
        FROM desk_act
        WHERE site_id = @Id AND answer = 'received' AND undone_at IS NULL
        GROUP BY door
        ORDER BY door
        """;

    private const string ArrivalsSql = """
        SELECT a.id, a.candidate_id, a.door, a.received_at, c.last_name, c.first_name, c.erased_at
        FROM desk_act a
        JOIN candidate c ON c.id = a.candidate_id
        WHERE a.site_id = @Id AND a.answer = 'received' AND a.undone_at IS NULL
        ORDER BY a.noted_at DESC, c.code
        LIMIT @Take
        """;

    public sealed record Door
    {
        /// <summary>Null: whoever received them had not said where they stand.</summary>
        public string? Name { get; init; }
        public int Received { get; init; }
    }

    public sealed record Arrival
    {
        public Guid Id { get; init; }
        public Guid CandidateId { get; init; }
        public string? Door { get; init; }
        public Instant ReceivedAt { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public Instant? ErasedAt { get; init; }
    }

    private sealed record Totals
    {
        public int Registered { get; init; }
        public int Received { get; init; }
        public int WalkIns { get; init; }
    }

    /// <summary>Not cancelled; those received are among them.</summary>
    public int Registered { get; init; }
    public int Received { get; init; }

    /// <summary>Of those received: who was not registered at this site before.</summary>
    public int WalkIns { get; init; }
    public int Expected => Registered - Received;
    public required IReadOnlyList<Door> Doors { get; init; }

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    internal static async Task<DeskCounts> ReadAsync(Database db, DeskSite site, CancellationToken ct)
    {
        var of = new { site.EditionId, site.Id, Take = Latest };
        var totals = (await db.QueryFirstOrDefaultAsync<Totals>(TotalsSql, of, ct))!;
        return new DeskCounts
        {
            Registered = totals.Registered,
            Received = totals.Received,
            WalkIns = totals.WalkIns,
            Doors = await db.QueryAsync<Door>(DoorsSql, of, ct),
            Arrivals = await db.QueryAsync<Arrival>(ArrivalsSql, of, ct),
        };
    }
}
