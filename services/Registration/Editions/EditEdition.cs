using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Editions;

/// <summary>
/// <c>/registration/editions/new</c> and <c>…/{code}/edit</c>: an edition is created, or its name or zone changes. Its code stays: it is in every
/// address. Only who coordinates all sites may.
/// </summary>
public static class EditEdition
{
    private const string FindSql = "SELECT id, version, code, name, time_zone FROM edition WHERE code = @Code";

    /// <summary>The zones of France; another that is already there stays among the choices.</summary>
    private static readonly string[] Zones =
        ["Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "America/Miquelon", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis"];

    /// <summary>Addresses that are pages of their own below /registration/editions.</summary>
    private static readonly string[] Reserved = ["new", "."];

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Version { get; init; }
        public string? Code { get; init; }
        public string? Name { get; init; }
        public string? TimeZone { get; init; }
    }

    public sealed record Found
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }

        public string Path => $"/registration/editions/{Uri.EscapeDataString(Code)}";
    }

    public static IReadOnlyList<Option> ZoneOptions(string? now) => [.. Zones.Concat(now is null || Zones.Contains(now) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(now) is null ? [] : new[] { now }).Select(zone => new Option(zone, zone.Replace('_', ' ')))];

    /// <summary>The edition, for who coordinates all its sites.</summary>
    /// <exception cref="Rejected">404, also where this coordinator has only some sites: 403.</exception>
    internal static async Task<Found> FindAsync(Caller caller, string code, RegistrationDatabase db, CancellationToken ct)
    {
        RequireAllSites(caller);
        return await db.QueryFirstOrDefaultAsync<Found>(FindSql, new { Code = code }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);
    }

    public static IResult AskNew(HttpContext http)
    {
        RequireAllSites(Caller.Of(http));
        return Page(null, new Form { TimeZone = Zones[0] }, new FormErrors(), Guid.CreateVersion7());
    }

    public static async Task<IResult> CreateAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        RequireAllSites(caller);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var name = typed.Text("name", form.Name, required: true);
        var code = typed.Other("code", form.Code, text => text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && !Reserved.Contains(text.ToLowerInvariant().TrimEnd('.')) && char.IsAsciiLetterOrDigit(text[0]) ? text : null, EditionTexts.Words["Code.Wrong"], required: true);
        var zone = typed.Choice("timeZone", form.TimeZone, ZoneOptions(null), required: true);
        var id = Typed.Id(form.Id);
        if (errors.Any)
            return Page(null, form, errors, id);
        try
        {
            await using var tx = await db.BeginAsync(caller.Actor, ct);
            var (stored, saved) = await SaveEdition.ApplyAsync(tx, code!, old => old ?? new SaveEdition.Row { Id = id, Code = code!, Name = name!, TimeZone = zone! }, ct);
            if (stored != id)
                throw new ChangedMeanwhileException();
            if (saved.Written > 0)
                await tx.AuditAsync("edition", id, "edition saved", "created", ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            if ((await db.QueryFirstOrDefaultAsync<Found>(FindSql, new { Code = code }, ct))?.Id != id)
            {
                errors.Conflict("code", EditionTexts.Words["Code.Taken", code]);
                return Page(null, form, errors, Guid.CreateVersion7());
            }
        }
        return SeeOther.To($"/registration/editions/{Uri.EscapeDataString(code!)}");
    }

    /// <exception cref="Rejected">403, 404</exception>
    public static async Task<IResult> AskAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await FindAsync(Caller.Of(http), code, db, ct);
        return Page(edition, new Form { Name = edition.Name, TimeZone = edition.TimeZone }, new FormErrors(), null);
    }

    /// <exception cref="Rejected">403, 404</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var edition = await FindAsync(caller, code, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var name = typed.Text("name", form.Name, required: true);
        var zone = typed.Choice("timeZone", form.TimeZone, ZoneOptions(edition.TimeZone), required: true);
        if (errors.Any)
            return Page(edition, form, errors, null);
        if (await ChangeAsync(caller.Actor, code, Typed.Version(form.Version), name!, zone!, db, ct))
            return SeeOther.To(edition.Path);
        errors.ChangedMeanwhile();
        return Page(await FindAsync(caller, code, db, ct), form, errors, null);
    }

    /// <summary>False: somebody else has changed it since that version; nothing is written.</summary>
    private static async Task<bool> ChangeAsync(Actor actor, string code, int version, string name, string zone, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        try
        {
            var isThatVersion = false;
            var (id, saved) = await SaveEdition.ApplyAsync(tx, code, old =>
            {
                isThatVersion = old!.Version == version;
                return isThatVersion ? old with { Name = name, TimeZone = zone } : old;
            }, ct);
            if (!isThatVersion)
                return false;
            if (saved.Written > 0)
                await tx.AuditAsync("edition", id, "edition saved", "changed", ct);
            await tx.CommitAsync(ct);
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    /// <exception cref="Rejected">403: this coordinator has only some sites.</exception>
    private static void RequireAllSites(Caller caller)
    {
        if (caller.CoordinatedSites is not null)
            throw new Rejected(StatusCodes.Status403Forbidden, EditionTexts.Words["AllSites"]);
    }

    private static RazorComponentResult Page(Found? edition, Form form, FormErrors errors, Guid? id) =>
        errors.Page<EditEditionPage>(new { Edition = edition, Form = form, Errors = errors, Id = id });
}
