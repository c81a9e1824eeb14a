using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Sites;

/// <summary>
/// <c>/registration/editions/{code}/sites/new</c> and <c>…/sites/{site}/edit</c>: a site is created, or its settings change. A date that people
/// already know is not changed here but postponed, so that they are told.
/// </summary>
internal static class EditSite
{
    private const string CodesSql = "SELECT code FROM site WHERE edition_id = @EditionId";

    private const string MadeSql = "SELECT id FROM site WHERE id IN @Ids";

    private const string CreatedSql = "SELECT code FROM site WHERE id = @Id AND edition_id = @EditionId";

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskNewAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EditEdition.FindAsync(Caller.Of(http), code, db, ct);
        return Page(edition, new SiteForm.Form(), new FormErrors(), Guid.CreateVersion7());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AddAsync(string code, [FromForm] SiteForm.Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var edition = await EditEdition.FindAsync(caller, code, db, ct);
        var errors = new FormErrors();
        var settings = SiteForm.Read(form, errors);
        var id = Typed.Id(form.Id);
        if (errors.Any)
            return Page(edition, form, errors, id);
        await CreateAsync(caller.Actor, edition.Id, [(id, settings)], db, ct);
        var created = await db.QueryFirstOrDefaultAsync<string>(CreatedSql, new { Id = id, EditionId = edition.Id }, ct);
        return SeeOther.To(created is null ? edition.Path : $"{edition.Path}/sites/{Uri.EscapeDataString(created)}");
    }

    /// <summary>Each with a code of its own from its name; those whose id is already there are left as they are, so a form sent twice is once.</summary>
    /// <param name="likeSiteId">The site they are cloned from.</param>
    /// <exception cref="Rejected">409: others take the same names at the same moment.</exception>
    public static async Task CreateAsync(Actor actor, Guid editionId, IReadOnlyList<(Guid Id, SiteForm.Settings Settings)> sites, RegistrationDatabase db, CancellationToken ct, Guid? likeSiteId = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryCreateAsync(actor, editionId, sites, likeSiteId, db, ct);
                return;
            }
            catch (ChangedMeanwhileException)
            {
                // The same form a second time, or a site of the same name: the next look finds it.
                if (attempt == 3)
                    throw new Rejected(StatusCodes.Status409Conflict, SiteTexts.Words["TryAgain"]);
            }
        }
    }

    private static async Task TryCreateAsync(Actor actor, Guid editionId, IReadOnlyList<(Guid Id, SiteForm.Settings Settings)> sites, Guid? likeSiteId, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        var taken = (await tx.QueryAsync<string>(CodesSql, new { EditionId = editionId }, ct)).ToHashSet();
        var made = (await tx.QueryAsync<Guid>(MadeSql, new { Ids = sites.Select(site => site.Id) }, ct)).ToHashSet();
        var changes = new Dictionary<string, Func<SaveSites.Row?, SaveSites.Row>>();
        foreach (var (id, settings) in sites.Where(site => made.Add(site.Id)))
        {
            var code = SiteForm.Code(settings.Name, taken);
            taken.Add(code);
            changes[code] = _ => settings.On(new SaveSites.Row { Id = id, EditionId = editionId, Code = code, Name = "" });
        }
        if (changes.Count == 0)
            return;
        await SaveSites.ApplyAsync(tx, editionId, changes, ct, likeSiteId);
        await tx.AuditAsync("site", changes.Values.Select(change => (change(null).Id, (string?)"created")), "site saved", ct);
        await tx.CommitAsync(ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await ReadSite.FindAsync(Caller.Of(http), code, site, db, ct);
        return await PageAsync(found, SiteForm.Form.Of(found), new FormErrors(), db, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] SiteForm.Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var found = await ReadSite.FindAsync(caller, code, site, db, ct);
        var errors = new FormErrors();
        var settings = SiteForm.Read(form, errors);
        if (!errors.Any && settings.Date != found.Date && (await ReadSite.ConcernedAsync(found, db, ct)).Anybody)
            errors.Add("date", SiteTexts.Words["Date.Postpone"]);
        if (errors.Any)
            return await PageAsync(found, form, errors, db, ct);
        if (await ChangeAsync(caller.Actor, found, Typed.Version(form.Version), settings.On, "changed", db, ct))
            return SeeOther.To(found.Path);
        errors.ChangedMeanwhile();
        return await PageAsync(await ReadSite.FindAsync(caller, code, site, db, ct), form, errors, db, ct);
    }

    /// <summary>False: somebody else has changed it since that version; nothing is written.</summary>
    public static async Task<bool> ChangeAsync(Actor actor, ReadSite.Site site, int version, Func<SaveSites.Row, SaveSites.Row> change, string detail, RegistrationDatabase db, CancellationToken ct, Func<Transaction, Task>? more = null)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        try
        {
            var isThatVersion = false;
            var saved = await SaveSites.ApplyAsync(tx, site.EditionId, new Dictionary<string, Func<SaveSites.Row?, SaveSites.Row>>
            {
                [site.Code] = row =>
                {
                    isThatVersion = row!.Version == version;
                    return isThatVersion ? change(row) : row;
                },
            }, ct);
            if (!isThatVersion)
                return false;
            if (saved.Written > 0)
                await tx.AuditAsync("site", site.Id, "site saved", detail, ct);
            if (more is not null)
                await more(tx);
            await tx.CommitAsync(ct);
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    private static RazorComponentResult Page(EditEdition.Found edition, SiteForm.Form form, FormErrors errors, Guid id) =>
        errors.Page<EditSitePage>(new { Edition = edition, Form = form, Errors = errors, Id = (Guid?)id, Action = $"{edition.Path}/sites" });

    private static async Task<RazorComponentResult> PageAsync(ReadSite.Site site, SiteForm.Form form, FormErrors errors, RegistrationDatabase db, CancellationToken ct) =>
        errors.Page<EditSitePage>(new
        {
            Edition = new EditEdition.Found { Id = site.EditionId, Code = site.EditionCode, Name = site.EditionName, TimeZone = site.TimeZone },
            Site = site,
            Form = form,
            Errors = errors,
            Version = (int?)site.Version,
            DateIsKnown = (await ReadSite.ConcernedAsync(site, db, ct)).Anybody,
            Action = $"{site.Path}/edit",
        });
}
