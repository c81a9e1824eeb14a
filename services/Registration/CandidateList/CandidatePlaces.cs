using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Editions;
using NodaTime;

namespace JobDating.Registration.CandidateList;

/// <summary>What the pages about an edition's candidates need of it: its sites, as far as the caller may coordinate them, structures and preparation workshops.</summary>
public sealed record CandidatePlaces(EditionTotals.Edition Edition, IReadOnlyList<CandidatePlaces.Site> Sites, IReadOnlyList<CandidatePlaces.Structure> Structures, IReadOnlyList<CandidatePlaces.Preparation> Preparations, IReadOnlyList<Guid>? OwnSites)
{
    /// <summary>More structures than these are not offered to choose from; whoever has more searches.</summary>
    private const int MostStructures = 500;

    private const string SitesSql = """
        SELECT id, code, name, date
        FROM site
        WHERE edition_id = @Id
        ORDER BY date, code
        """;

    private const string StructuresSql = """
        SELECT id, code, name
        FROM structure
        WHERE edition_id = @Id
        ORDER BY name, code
        LIMIT @Take
        """;

    private const string PreparationsSql = "SELECT id, starts_at FROM workshop WHERE edition_id = @Id AND audience = 'candidates'";

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    public sealed record Structure
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    public sealed record Preparation
    {
        public Guid Id { get; init; }
        public Instant StartsAt { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<CandidatePlaces> ReadAsync(Database db, string code, Caller caller, CancellationToken ct)
    {
        var edition = await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);
        var of = new { edition.Id, Take = MostStructures };
        var own = caller.CoordinatedSites;
        var sites = (await db.QueryAsync<Site>(SitesSql, of, ct)).Where(site => own?.Contains(site.Id) != false).ToList();
        return new CandidatePlaces(edition, sites, await db.QueryAsync<Structure>(StructuresSql, of, ct), await db.QueryAsync<Preparation>(PreparationsSql, of, ct), own is null ? null : [.. sites.Select(site => site.Id)]);
    }

    public string Address => $"/registration/editions/{Uri.EscapeDataString(Edition.Code)}/candidates";

    public string Of(Guid candidate) => $"{Address}/{candidate}";

    public bool Has(Guid site) => Sites.Any(one => one.Id == site);

    /// <summary>The workshops that count as preparation at that site: begun before the end of its day. Without a site, all.</summary>
    public IReadOnlyList<Guid> PreparationsFor(Site? site) =>
        [.. Preparations.Where(workshop => site is null || EditionSites.IsPrepared(workshop.StartsAt, site.Date, Edition.Zone)).Select(workshop => workshop.Id)];
}
