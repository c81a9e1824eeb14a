using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Platform.SignIn;

/// <summary>
/// The door behind a personal link. The link is left behind at once: the answer sends on to a page whose address says nothing, so it is neither in
/// the next request's referrer nor in what is bookmarked.
/// </summary>
internal static class ComeIn
{
    /// <summary>Where each role's own page is.</summary>
    private static readonly IReadOnlyDictionary<string, string> Pages = new Dictionary<string, string>
    {
        [Role.Candidate] = "/registration/me",
        [Role.Prescriber] = "/registration/prescriber",
        [Role.Employer] = "/registration/employer",
    };

    /// <summary>Where else a link may lead each role to: <c>?to=</c> is one of these or it is nothing.</summary>
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Further = new Dictionary<string, IReadOnlyList<string>>
    {
        [Role.Candidate] = ["/outcomes/my/follow-up"],
        [Role.Employer] = ["/outcomes/employer/follow-up", "/scheduling/employer/results"],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/in/{token}", AskAsync).AllowAnonymous();
        routes.Post("/in/{token}", EnterAsync).AllowAnonymous();
        routes.Post("/out", LeaveAsync).AllowAnonymous();
        routes.Get("/signed-in", () => new RazorComponentResult<SignedInPage>()).AllowAnonymous();
    }

    /// <summary>Whoever is signed in as somebody else is asked first; everybody else is in. The question's form goes to the same address, so <c>to</c> is not lost.</summary>
    private static async Task<IResult> AskAsync(string token, string? to, HttpContext http, PersonalLinks links)
    {
        var content = await ReadAsync(token, http, links);
        if (Caller.Of(http) is { IsSignedIn: true } caller && caller.Id != content.Holder)
            return new RazorComponentResult<ComeInPage>(new { Now = caller.Name, Then = content.Name });
        return await EnterAsync(token, to, http, links);
    }

    private static async Task<IResult> EnterAsync(string token, string? to, HttpContext http, PersonalLinks links)
    {
        var content = await ReadAsync(token, http, links);
        await Sessions.BeginAsync(http, PersonalLinks.Ticket(content));
        return Results.LocalRedirect(to is not null && Further.GetValueOrDefault(content.Role)?.Contains(to) == true ? to : Pages[content.Role]);
    }

    private static async Task<IResult> LeaveAsync(HttpContext http)
    {
        // What a page of theirs kept on the device goes with them, unless it waits to be sent: that is nowhere else.
        var caller = Caller.Of(http);
        if ((caller.May(May.Receive) || caller.May(May.Employ)) && http.Request.Cookies["unsent"] != "1")
            http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        await Sessions.EndAsync(http);
        return Results.LocalRedirect("/");
    }

    /// <exception cref="Rejected">410: altered, guessed, expired and taken back look alike from outside; 429 after too many of them.</exception>
    private static async Task<PersonalLinks.Content> ReadAsync(string token, HttpContext http, PersonalLinks links)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        var content = links.Read(token);
        return content is not null && Pages.ContainsKey(content.Role) && await Sessions.HoldsAsync(http, PersonalLinks.Ticket(content).Principal(Sessions.Scheme))
            ? content
            : throw http.RequestServices.GetRequiredService<WrongLinks>().Refuse(http, new Rejected(StatusCodes.Status410Gone, PageFrame.Words["Error.Link"]));
    }
}
