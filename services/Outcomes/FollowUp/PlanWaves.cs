using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// Each site has its first wave from the moment it is known; while that is only planned it moves with the site. A site that is cancelled before
/// asks nobody: its wave waits as 'cancelled', and is planned again if the site takes place after all.
/// </summary>
internal static class PlanWaves
{
    private const string MoveSql = """
        UPDATE wave
        SET due_on = @DueOn, status = @Status
        WHERE site_id = @SiteId AND number = @Number AND status IN ('planned', 'cancelled')
        """;

    private const string PlanSql = """
        INSERT INTO wave (id, edition_id, site_id, number, due_on, status)
        SELECT @Id, @EditionId, @SiteId, @Number, @DueOn, @Status
        WHERE NOT EXISTS (SELECT 1 FROM wave WHERE site_id = @SiteId AND number = @Number)
        """;

    public static async Task ApplyAsync(Transaction tx, Guid editionId, IEnumerable<(Guid SiteId, LocalDate Date, bool Cancelled)> sites, CancellationToken ct)
    {
        var rows = sites.Select(site => new
        {
            Id = Guid.CreateVersion7(),
            EditionId = editionId,
            site.SiteId,
            Number = WaveCalendar.First,
            DueOn = WaveCalendar.DueOn(site.Date),
            Status = site.Cancelled ? "cancelled" : "planned",
        }).ToList();
        await tx.ExecuteAsync(MoveSql, rows, ct);
        await tx.ExecuteAsync(PlanSql, rows, ct);
    }
}
