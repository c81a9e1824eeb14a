using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Prints;

namespace JobDating.Registration.Mobility;

/// <summary>The site whose mobility stand somebody looks after on the day: whoever coordinates it, or receives there.</summary>
internal static class StandSite
{
    private const string FindSql = """
        SELECT s.id
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE e.code = @Edition AND s.code = @Site
        """;

    /// <exception cref="Rejected">404: no such site, or none of the reader's.</exception>
    public static async Task<SitePeople.Site> FindAsync(HttpContext http, RegistrationDatabase db, string edition, string site, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        return await db.QueryFirstOrDefaultAsync<Guid?>(FindSql, new { Edition = edition, Site = site }, ct) is { } id && (caller.MaySite(id) || caller.MaySite(Role.Desk, id))
            ? await SitePeople.FindAsync(db, id, ct)
            : throw new Rejected(StatusCodes.Status404NotFound, PrintTexts.Words["Site.Unknown"]);
    }

    public static string AddressOf(SitePeople.Site site) => $"/registration/mobility/stand/{Uri.EscapeDataString(site.EditionCode)}/{Uri.EscapeDataString(site.Code)}";
}
