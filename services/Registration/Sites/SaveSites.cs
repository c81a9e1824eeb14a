using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>Sites of an edition, by their code.</summary>
internal static class SaveSites
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, commune, address, date, opens_at, closes_at, interview_minutes, capacity, status, status_reason
        FROM site
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, code, name, commune, address, date, opens_at, closes_at, interview_minutes, capacity, status, status_reason
        FROM site
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO site (id, version, edition_id, code, name, commune, address, date, opens_at, closes_at, interview_minutes, capacity, status, status_reason)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Commune, @Address, @Date, @OpensAt, @ClosesAt, @InterviewMinutes, @Capacity, @Status, @StatusReason)
        """;

    private const string UpdateSql = """
        UPDATE site
        SET version = @Version, name = @Name, commune = @Commune, address = @Address, date = @Date, opens_at = @OpensAt, closes_at = @ClosesAt, interview_minutes = @InterviewMinutes,
          capacity = @Capacity, status = @Status, status_reason = @StatusReason
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }

        /// <summary>How many candidates there is room for; null: no limit is set.</summary>
        public int? Capacity { get; init; }

        /// <summary>Null: as planned. <c>postponed</c>: the date is a later one than people were first told. <c>cancelled</c>: it does not take place.</summary>
        public string? Status { get; init; }

        /// <summary>Why it was postponed or cancelled, in the words that people are told.</summary>
        public string? StatusReason { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct, Guid? likeSiteId = null)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
            await SayAsync(tx, editionId, written, ct, likeSiteId);
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct, Guid? likeSiteId = null) =>
        tx.PublishAsync(new SitesSaved
        {
            EditionId = editionId,
            Sites = [.. rows.Select(row => new SitesSaved.Site
            {
                Id = row.Id,
                Version = row.Version,
                Code = row.Code,
                Name = row.Name,
                Date = row.Date,
                Status = row.Status,
                OpensAt = row.OpensAt,
                ClosesAt = row.ClosesAt,
                InterviewMinutes = row.InterviewMinutes,
                Commune = row.Commune,
                LikeSiteId = likeSiteId,
            })],
        }, ct);
}
