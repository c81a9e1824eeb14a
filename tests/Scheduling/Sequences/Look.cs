using JobDating.Scheduling;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>What stands in the database between two commands, read from outside of them.</summary>
internal sealed record Look
{
    private const string Interviews = """
        SELECT i.id, i.version, i.site_id, i.table_id, t.siret, t.number, i.candidate_id, i.starts_at, i.minutes, i.ends_at, i.status, i.result, i.booked_by, i.is_pinned
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        ORDER BY i.code
        """;

    private const string Tables = "SELECT id, site_id, siret, number, is_open, opens_at, closes_at, interview_minutes, version FROM interview_table ORDER BY siret, number, site_id";

    private const string Waits = "SELECT id, site_id, siret, candidate_id, status, table_id, starts_at, ends_at, expires_at FROM waiting ORDER BY asked_at, id";

    private const string Plans = "SELECT id, site_id, status FROM site_plan ORDER BY asked_at";

    private const string Rest = """
        SELECT CONCAT(
          (SELECT COUNT(*) FROM booking_act), ' ', (SELECT COUNT(*) FROM outbox_message), ' ', (SELECT COUNT(*) FROM audit), ' ', (SELECT COUNT(*) FROM mark), ' ',
          (SELECT COALESCE(SUM(version), 0) FROM site_rules), ' ', (SELECT COUNT(*) FROM wish), ' ', (SELECT COALESCE(SUM(version), 0) FROM registration), ' ', (SELECT COALESCE(SUM(version), 0) FROM attendance))
        """;

    public required IReadOnlyList<Interview> AllInterviews { get; init; }
    public required IReadOnlyList<Table> AllTables { get; init; }
    public required IReadOnlyList<Wait> AllWaits { get; init; }
    public required IReadOnlyList<Plan> AllPlans { get; init; }

    /// <summary>Counts and versions of what else a command may write.</summary>
    public required string Others { get; init; }

    public sealed record Interview
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }
        public string Siret { get; init; } = "";
        public int Number { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public int Minutes { get; init; }
        public Instant EndsAt { get; init; }
        public string Status { get; init; } = "";
        public string? Result { get; init; }
        public string? BookedBy { get; init; }
        public bool? IsPinned { get; init; }

        public bool Occupies => Status is "booked" or "held";

        /// <summary>The same but for what is no fact of the interview's: who booked it, and whether the plan may touch it.</summary>
        public Interview Fact => this with { BookedBy = null, IsPinned = null };

        public bool IsAt(Interview other) => (TableId, StartsAt, Minutes) == (other.TableId, other.StartsAt, other.Minutes);
    }

    public sealed record Table
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public int Number { get; init; }
        public bool IsOpen { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public int? Version { get; init; }
    }

    public sealed record Wait
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public Guid CandidateId { get; init; }
        public string Status { get; init; } = "";
        public Guid? TableId { get; init; }
        public Instant? StartsAt { get; init; }
        public Instant? EndsAt { get; init; }
        public Instant? ExpiresAt { get; init; }
    }

    public sealed record Plan
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Status { get; init; } = "";
    }

    public static async Task<Look> TakeAsync(SchedulingDatabase db) => new()
    {
        AllInterviews = await db.QueryAsync<Interview>(Interviews, null, CancellationToken.None),
        AllTables = await db.QueryAsync<Table>(Tables, null, CancellationToken.None),
        AllWaits = await db.QueryAsync<Wait>(Waits, null, CancellationToken.None),
        AllPlans = await db.QueryAsync<Plan>(Plans, null, CancellationToken.None),
        Others = (await db.QueryFirstOrDefaultAsync<string>(Rest, null, CancellationToken.None))!,
    };

    public bool IsSameAs(Look other) => Others == other.Others && AllWaits.SequenceEqual(other.AllWaits) && AreBookingsSameAs(other);

    public bool AreBookingsSameAs(Look other) => AllInterviews.SequenceEqual(other.AllInterviews) && AllTables.SequenceEqual(other.AllTables) && AllPlans.SequenceEqual(other.AllPlans);

    /// <summary>For a failure: table, candidate, Paris time.</summary>
    public string Show(Func<Guid, string> name) => string.Join(", ", AllInterviews.Select(one =>
        $"{(one.Siret == SiteAtWork.Acme ? "Acme" : "Globex")} {one.Number}@{name(one.SiteId)} {name(one.CandidateId)} {one.StartsAt.InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]):ddHHmm}+{one.Minutes} {one.Status} {one.BookedBy} v{one.Version}"));
}
