using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// 1. The tour of 2023 comes in. 2. An administrator, an employer and a candidate follow every link from their first pages, one of each kind, lists and files among them. 3. Each is answered: the statements behind
/// the pages are ones that the engine takes. How pages look is asked in a browser.
/// </summary>
public sealed partial class PagesTests(WrittenDemo demo) : IClassFixture<WrittenDemo>
{
    [Theory, EachEngine]
    public async Task Every_page_that_a_link_leads_to_is_answered(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine, listen: true);
        Assert.Equal(0, (await house.ImportAsync(demo.Folder)).Errors);
        var candidate = (await house.Registration.QueryAsync<Guid>("SELECT id FROM candidate ORDER BY code", null, CancellationToken.None))[0];
        var siret = (await house.Registration.QueryAsync<string>("SELECT siret FROM establishment ORDER BY siret", null, CancellationToken.None))[0];
        using var administrator = house.Client();
        administrator.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var kinds = await WalkAsync(administrator.GetAsync, "/", "/registration/audit", "/scheduling/audit", "/outcomes/audit", "/outcomes/editions/2023/bilan", "/outcomes/editions/2023/waves", "/outcomes/editions/2023/calls", "/outcomes/editions/2023/to-settle", "/outcomes/observatory");
        Assert.True(kinds.Count >= 180, $"only {kinds.Count} kinds of pages: {string.Join(' ', kinds)}");
        foreach (var (role, subject, first, atLeast) in ((string, string, string, int)[])[(Role.Candidate, $"{candidate}", "/registration/me", 3), (Role.Employer, siret, "/scheduling/employer", 3)])
        {
            using var reader = await EnterAsync(house, role, role == Role.Candidate ? candidate : Guid.CreateVersion7(), subject);
            kinds = await WalkAsync(reader.GetAsync, first);
            Assert.True(kinds.Count >= atLeast, $"{role}: only {string.Join(' ', kinds)}");
        }
    }

    private static async Task<SortedSet<string>> WalkAsync(Func<string, Task<HttpResponseMessage>> open, params string[] from)
    {
        var waiting = new Queue<string>(from);
        var seen = new SortedSet<string>(from.Select(KindOf), StringComparer.Ordinal);
        var wrong = new List<string>();
        while (waiting.TryDequeue(out var address))
        {
            using var answer = await open(address);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
                wrong.Add($"{address}: {(int)answer.StatusCode}");
            // A file that breaks half way has begun well.
            var body = await answer.Content.ReadAsStringAsync();
            var found = answer.Headers.Location is { } further ? [$"{further}"] : answer.Content.Headers.ContentType?.MediaType == "text/html" ? Links().Matches(body).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)) : [];
            foreach (var link in found.Where(link => !Leaving().IsMatch(link) && seen.Add(KindOf(link))))
                waiting.Enqueue(link);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        return seen;
    }

    private static async Task<HttpClient> EnterAsync(TestHouse house, string role, Guid holder, string subject)
    {
        string link;
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
            link = await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new() { Role = role, Holder = holder, Subject = subject, Name = "Ada", Expires = tx.Now + Duration.FromDays(1) }, CancellationToken.None);
        var reader = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = house.Address, DefaultRequestHeaders = { { "Accept", "text/html" } } };
        (await reader.GetAsync(link)).Dispose();
        return reader;
    }

    /// <summary>Addresses that differ only in whom they are about, or in what a list is asked for, are one kind.</summary>
    private static string KindOf(string address) => Whom().Replace(address.Split('#')[0].Split('?') is [var path, var asked, ..] ? $"{path}?{Values().Replace(asked, "$1")}" : address.Split('#')[0], "/…");

    [GeneratedRegex("<a\\b[^>]*?href=\"(/[^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4}-[0-9]{2}|[0-9]{4,14}|(?<=sites/)[a-z-]+(?=/|$)(?<!new)|(?<=conversion/|people/)[a-zA-Z]+)")]
    private static partial Regex Whom();

    [GeneratedRegex("(\\w+)=[^&]*")]
    private static partial Regex Values();

    // Leaving, the jobs’ dashboard, what belongs to the browser, and the account that a program has not.
    [GeneratedRegex("^/out$|/jobs(/|$)|^/ui/|^//|^/language|^/registration/account$")]
    private static partial Regex Leaving();
}
