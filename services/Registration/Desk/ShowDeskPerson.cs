using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>/registration/desk/{code}/{site}/people/{id}</c>: somebody who is registered at this site: where to go today, and the offers they would like, which are chosen here for a
/// walk-in. See <see cref="ChooseOffers"/>.
/// </summary>
public static class ShowDeskPerson
{
    private const string WishesSql = """
        SELECT o.title, o.siret, e.company_name, e.name AS establishment_name,
          CASE WHEN EXISTS (SELECT 1 FROM attendance a WHERE a.site_id = @SiteId AND a.siret = o.siret AND a.status <> 'absent') THEN 1 ELSE 0 END AS comes
        FROM wish w
        JOIN offer o ON o.id = w.offer_id
        JOIN establishment e ON e.siret = o.siret
        WHERE w.candidate_id = @Id
        ORDER BY w.rank
        """;

    /// <summary>As far as Registration knows: an employer sits where its interviews are.</summary>
    private const string TablesSql = """
        SELECT siret, table_number AS number
        FROM interview
        WHERE site_id = @SiteId AND siret IN @Sirets AND status <> 'cancelled' AND table_number IS NOT NULL AND starts_at >= @Begins AND starts_at < @Ends
        GROUP BY siret, table_number
        ORDER BY siret, table_number
        """;

    public sealed record Wish
    {
        public required string Title { get; init; }
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? EstablishmentName { get; init; }

        /// <summary>To this site.</summary>
        public bool Comes { get; init; }

        /// <summary>Where that employer has interviews today; empty: not known.</summary>
        public IReadOnlyList<int> Tables { get; init; } = [];

        public string Employer => EstablishmentName is null ? CompanyName : $"{CompanyName}, {EstablishmentName}";
    }

    private sealed record Table
    {
        public required string Siret { get; init; }
        public int Number { get; init; }
    }

    /// <param name="done">The act whose answer is shown.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, Guid id, Guid? done, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindAsync(http, db, code, site, ct);
        var person = await FindAsync(db, here, id, ct);
        var wishes = await db.QueryAsync<Wish>(WishesSql, new { person.Row.Id, SiteId = here.Id }, ct);
        var tables = (await db.QueryAsync<Table>(TablesSql, new { SiteId = here.Id, Sirets = wishes.Select(wish => wish.Siret).Distinct(), Begins = here.DayBegins, Ends = here.DayEnds }, ct)).ToLookup(table => table.Siret, table => table.Number);
        return new RazorComponentResult<ShowDeskPersonPage>(new
        {
            Site = here,
            Person = person,
            db.Now,
            Done = await DeskAnswer.ReadAsync(db, here, done, ct),
            Wishes = wishes.Select(wish => wish with { Tables = [.. tables[wish.Siret]] }).ToList(),
        });
    }

    /// <summary><c>GET …/wishes</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> WishesAsync(string code, string site, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) => await (await ChooseAsync(code, site, id, db, http, ct)).ShowAsync(ct);

    /// <summary><c>POST …/wishes</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeWishesAsync(string code, string site, Guid id, IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await ChooseAsync(code, site, id, db, http, ct)).ChangeAsync(form, Caller.Of(http).Actor, ct);

    internal static string PathOf(DeskSite site, Guid id) => $"{site.Path}/people/{id}";

    /// <summary>Only who is registered here: the desk's other people are found, not read.</summary>
    private static async Task<DeskPeople.Person> FindAsync(Database db, DeskSite site, Guid id, CancellationToken ct) =>
        await DeskPeople.OneAsync(db, site, id, ct) is { Row.RegisteredAt: not null } person ? person : throw DeskAct.Unknown();

    private static async Task<ChooseOffers> ChooseAsync(string code, string site, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindAsync(http, db, code, site, ct);
        var person = await FindAsync(db, here, id, ct);
        var candidate = await FindCandidates.ByIdAsync(db, await MergedCandidates.MeantAsync(db, id, ct), ct) ?? throw DeskAct.Unknown();
        return new ChooseOffers(db, candidate, (await SitesToCome.EditionAsync(db, here.EditionId, ct))!, PathOf(here, person.Row.Id), person.Row.Name);
    }
}
