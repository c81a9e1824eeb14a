using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>GET /registration/desk/{code}/{site}/device</c>: the desk for a day without network. A page that is kept on the device and names nobody; its script fills it from
/// <see cref="DeviceList"/> and sends what is done to <see cref="RunCommands"/>.
/// </summary>
internal static class ShowDevice
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        new RazorComponentResult<ShowDevicePage>(new { Site = await DeskSite.FindAsync(http, db, code, site, ct) });
}
