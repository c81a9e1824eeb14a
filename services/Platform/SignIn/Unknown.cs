using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JobDating.Platform.SignIn;

/// <summary>What happens when somebody asks for what is not open to them.</summary>
internal static class Unknown
{
    /// <summary>What a form may hold to be carried through signing in again: more than any of ours, less than an upload.</summary>
    private const int LargestKept = 256 * 1024;

    /// <summary>
    /// Not signed in: to the sign-in page and back. A form that was sent meanwhile is shown again with all that was typed, to be sent once signed in.
    /// </summary>
    public static async Task AskAsync(HttpContext http)
    {
        if (!PageFrame.WantsPage(http))
            throw new Rejected(StatusCodes.Status401Unauthorized, PageFrame.Words["Error.SignIn"]);
        var back = HttpMethods.IsGet(http.Request.Method) ? $"{http.Request.Path}{http.Request.QueryString}" : "/";
        var address = $"{Sessions.SignInPath}?back={Uri.EscapeDataString(back)}";
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.ContentLength is > 0 and < LargestKept && http.Request.HasFormContentType
            && http.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var page = new RazorComponentResult<KeptFormPage>(new { Form = form, Action = $"{http.Request.Path}{http.Request.QueryString}" }) { StatusCode = StatusCodes.Status401Unauthorized };
            await page.ExecuteAsync(http);
            return;
        }
        http.Response.Redirect(address);
    }

    /// <summary>Signed in, but not for this.</summary>
    public static Task RefuseAsync(HttpContext http)
    {
        var caller = Caller.Of(http);
        SignInLog.Refused(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(SignInLog.Category), caller.Id, http.Request.Method, Secrets.Loggable(http.Request.Path));
        throw new Rejected(StatusCodes.Status403Forbidden, PageFrame.Words["Error.NotYours", caller.Name]);
    }
}
