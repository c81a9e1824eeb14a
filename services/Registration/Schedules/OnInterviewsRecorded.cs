using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// Keeps interviews, and notes whose timetable of times to come somebody else has changed. Of a candidate who was merged it is the kept one's; of one
/// who was erased nobody's.
/// </summary>
internal static class OnInterviewsRecorded
{
    private static readonly Duration _remind = Duration.FromHours(2);

    private const string HereSql = """
        SELECT id, version, edition_id, site_id, siret, candidate_id, table_number, starts_at, minutes, status, last_by, changed_at, remind_from
        FROM interview
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO interview (id, version, edition_id, site_id, siret, candidate_id, table_number, starts_at, minutes, status, last_by, changed_at, remind_from)
        VALUES (@Id, @Version, @EditionId, @SiteId, @Siret, @CandidateId, @TableNumber, @StartsAt, @Minutes, @Status, @LastBy, @ChangedAt, @RemindFrom)
        """;

    private const string UpdateSql = """
        UPDATE interview
        SET version = @Version, edition_id = @EditionId, site_id = @SiteId, siret = @Siret, candidate_id = @CandidateId, table_number = @TableNumber, starts_at = @StartsAt, minutes = @Minutes,
          status = @Status, last_by = @LastBy, changed_at = @ChangedAt, remind_from = @RemindFrom
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public Guid? CandidateId { get; init; }
        public int? TableNumber { get; init; }
        public Instant StartsAt { get; init; }
        public int? Minutes { get; init; }
        public required string Status { get; init; }
        public string? LastBy { get; init; }
        public Instant ChangedAt { get; init; }
        public Instant? RemindFrom { get; init; }

        /// <summary>Null: it was called off.</summary>
        public Slot? Stands => Status == "cancelled" ? null : new Slot { Id = Id, SiteId = SiteId, Siret = Siret, TableNumber = TableNumber, StartsAt = StartsAt };

        /// <summary>Null: it is not to come.</summary>
        public Slot? ToCome(Instant now) => StartsAt > now ? Stands : null;
    }

    public static async Task ConsumeAsync(InterviewsRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<Row>(HereSql, new { Ids = message.Interviews.Select(fact => fact.Id).Distinct() }, ct)).ToDictionary(row => row.Id);
        var newer = message.Interviews.GroupBy(fact => fact.Id).Select(same => same.MaxBy(fact => fact.Version)!).Where(fact => !here.TryGetValue(fact.Id, out var old) || old.Version < fact.Version).ToList();
        if (newer.Count == 0)
            return;
        var gone = await MeantCandidates.GoneAmongAsync(tx, newer.Select(fact => fact.CandidateId), ct);
        var rows = newer.Select(fact => Of(fact, message.EditionId, gone.TryGetValue(fact.CandidateId, out var kept) ? kept : fact.CandidateId, here.GetValueOrDefault(fact.Id), tx.Now)).ToList();
        if (!message.IsAgain)
            await NoteAsync(rows, here, message.EditionId, tx, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Key, row => row.Value.Version), row => row.Id, rows, ct);
    }

    private static Row Of(InterviewsRecorded.Interview fact, Guid editionId, Guid? candidateId, Row? old, Instant now)
    {
        var row = new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = editionId,
            SiteId = fact.SiteId,
            Siret = fact.Siret,
            CandidateId = candidateId,
            TableNumber = fact.Table,
            StartsAt = fact.StartsAt,
            Minutes = fact.Minutes,
            Status = fact.Status,
            LastBy = fact.By,
            ChangedAt = now,
            RemindFrom = fact.StartsAt - _remind >= now ? fact.StartsAt - _remind : null,
        };
        return old is not null && old.CandidateId == row.CandidateId && old.Stands == row.Stands ? row with { ChangedAt = old.ChangedAt, RemindFrom = old.RemindFrom } : row;
    }

    /// <summary>The past is nobody's news; what somebody does themselves is none to them.</summary>
    private static async Task NoteAsync(IReadOnlyList<Row> rows, Dictionary<Guid, Row> here, Guid editionId, Transaction tx, CancellationToken ct)
    {
        var (candidates, sirets) = (new HashSet<Guid>(), new HashSet<string>());
        foreach (var row in rows)
        {
            var old = here.GetValueOrDefault(row.Id);
            var (was, isNow) = (old?.ToCome(tx.Now), row.ToCome(tx.Now));
            if (row.LastBy != "candidate" && (was != isNow || old?.CandidateId != row.CandidateId))
                candidates.UnionWith(new[] { was is null ? null : old!.CandidateId, isNow is null ? null : row.CandidateId }.OfType<Guid>());
            if (row.LastBy != "employer" && was != isNow)
                sirets.UnionWith(new[] { was?.Siret, isNow?.Siret }.OfType<string>());
        }
        await ScheduleNews.NoteAsync(tx, editionId, candidates, sirets, ct);
    }
}
