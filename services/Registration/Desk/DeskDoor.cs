using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Desk;

/// <summary>
/// The door at which this browser stands, as its people call it ("Entrée A"): said once on the desk's page, <c>POST /registration/desk/{code}/{site}/door</c>, and kept
/// in a cookie until the browser is closed.
/// </summary>
internal static class DeskDoor
{
    private const string Cookie = "desk-door";
    private const int Longest = 50;

    public sealed record Form
    {
        public string? Door { get; init; }

        /// <summary>The button of a door that is known already.</summary>
        public string? Known { get; init; }
    }

    /// <summary>Nothing typed: no name again.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChooseAsync(string code, string site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindAsync(http, db, code, site, ct);
        var errors = new FormErrors();
        var door = new Typed(errors).Text("door", string.IsNullOrEmpty(form.Known) ? form.Door : form.Known, Longest);
        if (errors.Any)
            return await ShowDesk.PageAsync(here, null, null, errors, db, http, ct);
        if (door is null)
            http.Response.Cookies.Delete(Cookie, Setting(http));
        else
            http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(door), Setting(http));
        return SeeOther.To(here.Path);
    }

    public static string? Of(HttpContext http)
    {
        var door = new Typed(new FormErrors()).Text("door", Uri.UnescapeDataString(http.Request.Cookies[Cookie] ?? ""), Longest);
        return string.IsNullOrEmpty(door) ? null : door;
    }

    private static CookieOptions Setting(HttpContext http) => new() { Path = "/registration/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps };
}
