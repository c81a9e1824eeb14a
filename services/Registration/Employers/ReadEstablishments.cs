using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>
/// An edition's establishments, a page at a time: in the order of an index, or, when something is sought, from the table of words (or from a
/// site's attendances), which finds few.
/// </summary>
public static class ReadEstablishments
{
    public static IReadOnlyList<string> Sorts { get; } = ["name", "commune"];

    private const string Columns = """
        SELECT e.siret, e.company_name, e.name, e.commune, e.charter_signed_on, l.name_key, l.commune_key
        FROM edition_establishment l
        JOIN establishment e ON e.siret = l.siret
        WHERE l.edition_id = @EditionId
        """;

    /// <summary>Each row is looked at in the list's order; without words every row answers.</summary>
    private const string InOrder = Columns + "\n" + """
          AND EXISTS (SELECT 1 FROM establishment_word w WHERE w.siret = l.siret AND w.word >= @From1 AND w.word < @To1)
        """ + Others;

    private const string ByWord = Columns + "\n" + """
          AND l.siret IN (SELECT w.siret FROM establishment_word w WHERE w.word >= @From1 AND w.word < @To1)
        """ + Others;

    private const string AtSite = Columns + "\n" + """
          AND l.siret IN (SELECT a.siret FROM attendance a WHERE a.site_id = @SiteId)
          AND EXISTS (SELECT 1 FROM establishment_word w WHERE w.siret = l.siret AND w.word >= @From1 AND w.word < @To1)
        """ + Others;

    private const string Others = "\n" + """
          AND EXISTS (SELECT 1 FROM establishment_word w WHERE w.siret = l.siret AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM establishment_word w WHERE w.siret = l.siret AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM establishment_word w WHERE w.siret = l.siret AND w.word >= @From4 AND w.word < @To4)
        """ + "\n";

    private const string NameUp = "  AND l.name_key >= @Key AND (l.name_key > @Key OR l.siret > @Code)\nORDER BY l.name_key, l.siret\nLIMIT @Take";
    private const string NameDown = "  AND l.name_key <= @Key AND (l.name_key < @Key OR l.siret < @Code)\nORDER BY l.name_key DESC, l.siret DESC\nLIMIT @Take";
    private const string CommuneUp = "  AND l.commune_key >= @Key AND (l.commune_key > @Key OR l.siret > @Code)\nORDER BY l.commune_key, l.siret\nLIMIT @Take";
    private const string CommuneDown = "  AND l.commune_key <= @Key AND (l.commune_key < @Key OR l.siret < @Code)\nORDER BY l.commune_key DESC, l.siret DESC\nLIMIT @Take";

    private const string InOrderNameUpSql = InOrder + NameUp;
    private const string InOrderNameDownSql = InOrder + NameDown;
    private const string InOrderCommuneUpSql = InOrder + CommuneUp;
    private const string InOrderCommuneDownSql = InOrder + CommuneDown;
    private const string ByWordNameUpSql = ByWord + NameUp;
    private const string ByWordNameDownSql = ByWord + NameDown;
    private const string ByWordCommuneUpSql = ByWord + CommuneUp;
    private const string ByWordCommuneDownSql = ByWord + CommuneDown;
    private const string AtSiteNameUpSql = AtSite + NameUp;
    private const string AtSiteNameDownSql = AtSite + NameDown;
    private const string AtSiteCommuneUpSql = AtSite + CommuneUp;
    private const string AtSiteCommuneDownSql = AtSite + CommuneDown;

    private const string AttendancesSql = """
        SELECT siret, COUNT(*) AS sites, SUM(CASE WHEN status = 'absent' THEN 0 ELSE tables END) AS tables
        FROM attendance
        WHERE edition_id = @EditionId AND siret IN @Sirets
        GROUP BY siret
        """;

    private const string OffersSql = """
        SELECT siret, COUNT(*) AS count, COALESCE(SUM(positions), 0) AS positions
        FROM offer
        WHERE edition_id = @EditionId AND siret IN @Sirets AND withdrawn_at IS NULL
        GROUP BY siret
        """;

    private const string ContactsSql = """
        SELECT c.siret, COUNT(*) AS count, COUNT(i.contact_id) AS invited
        FROM partner_contact c
        LEFT JOIN invitation i ON i.edition_id = @EditionId AND i.contact_id = c.id AND i.revoked_at IS NULL
        WHERE c.siret IN @Sirets
        GROUP BY c.siret
        """;

    public sealed record Establishment
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }
        public LocalDate? CharterSignedOn { get; init; }
        public string? NameKey { get; init; }
        public string? CommuneKey { get; init; }
        public Attendances Attendances { get; init; } = new() { Siret = "" };
        public Offers Offers { get; init; } = new() { Siret = "" };
        public Contacts Contacts { get; init; } = new() { Siret = "" };
    }

    public sealed record Attendances
    {
        public required string Siret { get; init; }
        public int Sites { get; init; }

        /// <summary>Without those of sites where it is absent.</summary>
        public int Tables { get; init; }
    }

    /// <summary>Those that are not withdrawn.</summary>
    public sealed record Offers
    {
        public required string Siret { get; init; }
        public int Count { get; init; }
        public int Positions { get; init; }
    }

    public sealed record Contacts
    {
        public required string Siret { get; init; }
        public int Count { get; init; }
        public int Invited { get; init; }
    }

    /// <param name="siteId">Only those that have an attendance there, whatever its status; null: all.</param>
    public static async Task<IReadOnlyList<Establishment>> PageAsync(Database db, Guid editionId, Guid? siteId, ListChoice choice, int take, CancellationToken ct)
    {
        var words = choice.Words;
        var page = await db.QueryAsync<Establishment>(Text(choice, siteId is not null, words.FindsFew), new
        {
            EditionId = editionId,
            SiteId = siteId,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
            choice.Key,
            choice.Code,
            Take = take,
        }, ct);
        return await CountedAsync(db, editionId, page, ct);
    }

    public static ListCursor CursorOf(ListChoice choice, Establishment row) => new((choice.Sort == "commune" ? row.CommuneKey : row.NameKey) ?? "", row.Siret);

    private static string Text(ListChoice choice, bool atSite, bool few) => (choice.Sort, choice.Descending, atSite, few) switch
    {
        ("commune", false, true, _) => AtSiteCommuneUpSql,
        ("commune", true, true, _) => AtSiteCommuneDownSql,
        (_, false, true, _) => AtSiteNameUpSql,
        (_, true, true, _) => AtSiteNameDownSql,
        ("commune", false, _, true) => ByWordCommuneUpSql,
        ("commune", true, _, true) => ByWordCommuneDownSql,
        (_, false, _, true) => ByWordNameUpSql,
        (_, true, _, true) => ByWordNameDownSql,
        ("commune", false, _, _) => InOrderCommuneUpSql,
        ("commune", true, _, _) => InOrderCommuneDownSql,
        (_, false, _, _) => InOrderNameUpSql,
        _ => InOrderNameDownSql,
    };

    private static async Task<IReadOnlyList<Establishment>> CountedAsync(Database db, Guid editionId, IReadOnlyList<Establishment> page, CancellationToken ct)
    {
        var of = new { EditionId = editionId, Sirets = page.Select(row => row.Siret) };
        var attendances = (await db.QueryAsync<Attendances>(AttendancesSql, of, ct)).ToDictionary(row => row.Siret);
        var offers = (await db.QueryAsync<Offers>(OffersSql, of, ct)).ToDictionary(row => row.Siret);
        var contacts = (await db.QueryAsync<Contacts>(ContactsSql, of, ct)).ToDictionary(row => row.Siret);
        return [.. page.Select(row => row with
        {
            Attendances = attendances.GetValueOrDefault(row.Siret, row.Attendances),
            Offers = offers.GetValueOrDefault(row.Siret, row.Offers),
            Contacts = contacts.GetValueOrDefault(row.Siret, row.Contacts),
        })];
    }
}
