using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Editions;

/// <summary>Keeps sites' names, dates and hours, and does to bookings what a cancelled or moved site asks; a cloned one is booked by the rules of the one it came from.</summary>
internal static class OnSitesSaved
{
    private const string VersionsSql = "SELECT id, version, date, status FROM site WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO site (id, version, edition_id, code, name, date, status, opens_at, closes_at, interview_minutes, commune)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Date, @Status, @OpensAt, @ClosesAt, @InterviewMinutes, @Commune)
        """;

    private const string UpdateSql = """
        UPDATE site
        SET version = @Version, code = @Code, name = @Name, date = @Date, status = @Status, opens_at = @OpensAt, closes_at = @ClosesAt,
          interview_minutes = @InterviewMinutes, commune = @Commune
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public LocalDate Date { get; init; }
        public string? Status { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public string? Commune { get; init; }
    }

    public static async Task ConsumeAsync(SitesSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Sites.Select(site => site.Id) }, ct);
        var rows = message.Sites.Select(site => new Row
        {
            Id = site.Id,
            Version = site.Version,
            EditionId = message.EditionId,
            Code = site.Code,
            Name = site.Name,
            Date = site.Date,
            Status = site.Status,
            OpensAt = site.OpensAt,
            ClosesAt = site.ClosesAt,
            InterviewMinutes = site.InterviewMinutes,
            Commune = site.Commune,
        }).ToList();
        var old = here.ToDictionary(row => row.Id);
        var newer = rows.Where(row => old.TryGetValue(row.Id, out var before) && before.Version < row.Version).ToList();
        var cancelled = newer.Where(row => row.Status == "cancelled").Select(row => row.Id).ToList();
        var moved = newer.Where(row => row.Status != "cancelled" && row.Date != old[row.Id].Date).Select(row => row.Id).ToList();
        await SiteChanges.BeginAsync(tx, cancelled, moved, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, old.ToDictionary(row => row.Key, row => row.Value.Version), row => row.Id, rows, ct);
        await SiteChanges.ApplyAsync(tx, cancelled, moved, ct);
        await CopyRules.ToClonesAsync(tx, message.Sites.Where(site => site.LikeSiteId is not null).Select(site => (site.Id, site.LikeSiteId!.Value)).ToList(), ct);
    }
}
