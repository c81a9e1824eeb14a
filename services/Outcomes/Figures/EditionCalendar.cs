using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>An edition's zone and its sites' dates: what turns instants into the days that figures count by.</summary>
internal sealed record EditionCalendar(Guid EditionId, Days Days, IReadOnlyDictionary<Guid, LocalDate> SiteDates)
{
    private const string ZoneSql = "SELECT time_zone FROM edition WHERE id = @EditionId";

    private const string SitesSql = "SELECT id, date FROM site WHERE edition_id = @EditionId";

    private sealed record SiteRow
    {
        public Guid Id { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <summary>Null while the edition itself has not been heard of; its message recounts everybody.</summary>
    public static async Task<EditionCalendar?> ReadAsync(Transaction tx, Guid editionId, CancellationToken ct)
    {
        if (await tx.QueryFirstOrDefaultAsync<string>(ZoneSql, new { EditionId = editionId }, ct) is not { } zone)
            return null;
        var sites = await tx.QueryAsync<SiteRow>(SitesSql, new { EditionId = editionId }, ct);
        return new EditionCalendar(editionId, Days.For(zone), sites.ToDictionary(site => site.Id, site => site.Date));
    }
}
