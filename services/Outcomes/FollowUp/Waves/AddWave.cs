using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary><c>…/waves/new</c>: a wave of the staff's own, at all sites whose date is before it, or at one.</summary>
public static class AddWave
{
    private const string AllSites = "all";

    private const string NumberSql = "SELECT MAX(number) FROM wave WHERE edition_id = @EditionId";

    private const string HereSql = "SELECT COUNT(*) FROM wave WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO wave (id, edition_id, site_id, number, due_on, status)
        SELECT @Id, s.edition_id, s.id, @Number, @DueOn, CASE WHEN EXISTS (SELECT 1 FROM wave c WHERE c.site_id = s.id AND c.status = 'cancelled') THEN 'cancelled' ELSE 'planned' END
        FROM site s
        WHERE s.id = @SiteId
        """;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Date { get; init; }

        /// <summary>A site's code, or <c>all</c>.</summary>
        public string? Site { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(string code, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        return Page(edition, await ReadWaves.SitesAsync(db, edition.Id, ct), new Form { Site = AllSites }, Guid.CreateVersion7(), new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var sites = await ReadWaves.SitesAsync(db, edition.Id, ct);
        var id = Typed.Id(form.Id);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var date = typed.Date("date", form.Date, required: true, earliest: edition.Today(db.Now));
        var chosen = typed.Other("site", form.Site, text => text == AllSites ? sites : sites.Where(site => site.Code == text).ToList() is { Count: 1 } one ? one : null, WaveTexts.Words["Site.Unknown"], required: true);
        var asked = date is { } due && chosen is not null ? chosen.Where(site => site.Date < due).ToList() : [];
        if (!errors.Any && asked.Count == 0)
            errors.Add("date", WaveTexts.Words["Date.BeforeSites"]);
        if (errors.Any)
            return Page(edition, sites, form, id, errors);
        var rows = asked.ToDictionary(site => Typed.IdOf(site.Id.ToByteArray(), id), site => site.Id);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            // A second press of the same button finds it done.
            if (await tx.QueryFirstOrDefaultAsync<int>(HereSql, new { Ids = rows.Keys }, ct) == 0)
            {
                var number = Math.Max(WaveCalendar.FirstOwn - 1, await tx.QueryFirstOrDefaultAsync<int?>(NumberSql, new { EditionId = edition.Id }, ct) ?? 0) + 1;
                try
                {
                    await tx.ExecuteAsync(InsertSql, rows.Select(row => new { Id = row.Key, SiteId = row.Value, Number = number, DueOn = date!.Value }).ToList(), ct);
                }
                catch (Exception exception) when (SqlText.IsDuplicate(exception))
                {
                    throw new ChangedMeanwhileException(exception);
                }
                await tx.AuditAsync("wave", rows.Keys.Select(wave => (wave, (string?)$"number {number}")), "wave added", ct);
                await tx.CommitAsync(ct);
            }
            return SeeOther.To($"{WaveReading.Path(edition.Code)}?done=added");
        });
    }

    private static RazorComponentResult Page(ReadBilan.Edition edition, IReadOnlyList<ReadWaves.Site> sites, Form form, Guid id, FormErrors errors) => errors.Page<AddWavePage>(new
    {
        edition.Code,
        edition.Name,
        Sites = (IReadOnlyList<Option>)[new Option(AllSites, WaveTexts.Words["Site.All"]), .. sites.Select(site => new Option(site.Code, $"{site.Name} ({ReaderFormat.Date(site.Date)})"))],
        Form = form,
        Id = id,
        Errors = errors,
    });
}
