using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>
/// <c>…/sites/{site}/clone</c>: one site's settings for other towns and dates, several at once. Hours, interview length and capacity are the
/// same, the address is the same pattern with the other town's name; people, employers and what happened there are not cloned.
/// </summary>
public static class CloneSite
{
    public const int FewestLines = 6;
    private const int MostLines = 60;

    /// <summary>One site to be; all as typed.</summary>
    public sealed record Line
    {
        public Guid Id { get; init; }
        public string? Name { get; init; }
        public string? Date { get; init; }
        public string? Address { get; init; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Date) && string.IsNullOrWhiteSpace(Address);
    }

    /// <exception cref="Rejected">403, 404</exception>
    public static async Task<IResult> AskAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await FindAsync(code, site, http, db, ct);
        return Page(found, Lines(FewestLines, []), new FormErrors());
    }

    /// <param name="form">id-1, name-1, date-1, address-1, id-2 …; "more": only more empty lines are wanted.</param>
    /// <exception cref="Rejected">403, 404</exception>
    public static async Task<IResult> RunAsync(string code, string site, IFormCollection form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await FindAsync(code, site, http, db, ct);
        var lines = Read(form);
        var errors = new FormErrors();
        if (form.ContainsKey("more"))
            return Page(found, Lines(Math.Min(MostLines, lines.Count + FewestLines), lines), errors);
        var sites = new List<(Guid, SiteForm.Settings)>();
        for (var number = 1; number <= lines.Count; number++)
            if (!lines[number - 1].IsEmpty)
                sites.Add((lines[number - 1].Id, Settings(found, lines[number - 1], number, errors)));
        if (sites.Count == 0)
            errors.Add("name-1", SiteTexts.Words["Clone.Nothing"]);
        if (errors.Any)
            return Page(found, Lines(FewestLines, lines), errors);
        await EditSite.CreateAsync(Caller.Of(http).Actor, found.EditionId, sites, db, ct, found.Id);
        return SeeOther.To($"{found.EditionPath}#sites");
    }

    private static async Task<ReadSite.Site> FindAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        await EditEdition.FindAsync(caller, code, db, ct);
        return await ReadSite.FindAsync(caller, code, site, db, ct);
    }

    private static SiteForm.Settings Settings(ReadSite.Site from, Line line, int number, FormErrors errors)
    {
        var typed = new Typed(errors);
        var name = typed.Text($"name-{number}", line.Name, required: true) ?? "";
        return new SiteForm.Settings
        {
            Name = name,
            Commune = name,
            Date = typed.Date($"date-{number}", line.Date, required: true) ?? default(LocalDate),
            Address = typed.Text($"address-{number}", line.Address, 500) ?? SiteForm.AddressFor(from.Address, from.Commune ?? from.Name, name),
            OpensAt = from.OpensAt,
            ClosesAt = from.ClosesAt,
            InterviewMinutes = from.InterviewMinutes,
            Capacity = from.Capacity,
        };
    }

    private static List<Line> Read(IFormCollection form)
    {
        var lines = new List<Line>();
        for (var number = 1; number <= MostLines && form.ContainsKey($"name-{number}"); number++)
        {
            lines.Add(new Line
            {
                Id = Typed.Id(form[$"id-{number}"]),
                Name = form[$"name-{number}"],
                Date = form[$"date-{number}"],
                Address = form[$"address-{number}"],
            });
        }
        return lines;
    }

    /// <summary>Those typed, and empty ones up to so many.</summary>
    private static List<Line> Lines(int count, List<Line> typed)
    {
        var lines = new List<Line>(typed);
        while (lines.Count < count)
            lines.Add(new Line { Id = Guid.CreateVersion7() });
        return lines;
    }

    private static RazorComponentResult Page(ReadSite.Site site, IReadOnlyList<Line> lines, FormErrors errors) =>
        errors.Page<CloneSitePage>(new { Site = site, Lines = lines, Errors = errors, MayMore = lines.Count < MostLines });
}
