using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Prints;

/// <summary>The site whose people are shown or printed, for who coordinates it.</summary>
internal static class PrintedSite
{
    /// <exception cref="Rejected">404: no such site, or none of the reader's.</exception>
    public static async Task<SitePeople.Site> FindAsync(HttpContext http, RegistrationDatabase db, Guid id, CancellationToken ct) =>
        Caller.Of(http).MaySite(id) ? await SitePeople.FindAsync(db, id, ct) : throw new Rejected(StatusCodes.Status404NotFound, PrintTexts.Words["Site.Unknown"]);
}
