using System.Text.RegularExpressions;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. Somebody chooses a role in the demonstration.
/// 2. From their first page they open every page that a link leads to, one of each kind.
/// 3. Each is good on a phone in French: axe finds nothing, nothing is too wide, the browser does not complain.
/// 4. Zoomed in to 200 % and to 400 %, and on a very wide screen, nothing is cut off and nothing has to be moved sideways.
/// What several roles reach is looked at with the first of them; in the long form with each, and also on a laptop in English.
/// </summary>
[Collection(Name)]
public sealed partial class EveryPageTests(Demo demo, ITestOutputHelper output)
{
    internal const string Name = "Every page in a browser";

    /// <summary>With a demonstration of its own, beside the other journeys: together they would take as long as all the rest.</summary>
    [CollectionDefinition(Name)]
    public sealed class OwnDemo : ICollectionFixture<Demo>;

    private static readonly HashSet<string> _looked = [];

    /// <summary>At least so many kinds of pages: what a role can reach does not shrink unseen.</summary>
    [Theory]
    [InlineData("administrator", 15)]
    [InlineData("coordinator", 30)]
    [InlineData("desk", 5)]
    [InlineData("hall", 3)]
    [InlineData("staff", 3)]
    [InlineData("prescriber", 3)]
    [InlineData("employer", 1)]
    [InlineData("candidate", 4)]
    public async Task Every_page_that_a_role_can_reach_is_good(string role, int atLeast)
    {
        await using var visitor = await demo.VisitAsync();
        await visitor.LookAsAsync(role);
        await using var english = Journeys.Long ? await demo.VisitAsync("en-GB") : null;
        if (english is not null)
            await english.LookAsAsync(role);
        var seen = new HashSet<string>();
        var waiting = new Queue<string>(["/"]);
        var kinds = new HashSet<string>();
        var wrong = new List<string>();
        while (waiting.TryDequeue(out var address))
        {
            var answer = await visitor.Page.GotoAsync(address);
            if (answer is not { Status: 200 })
            {
                wrong.Add($"{address}: {answer?.Status}");
                continue;
            }
            kinds.Add(KindOf(address));
            foreach (var link in await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('main a[href^=\"/\"], header a[href^=\"/\"], link[rel=next]')].map(a => a.getAttribute('href'))"))
                if (!NotAPage().IsMatch(link) && (role != "administrator" || !Coordinators().IsMatch(link)) && seen.Add(KindOf(link)))
                    waiting.Enqueue(link);
            if (!_looked.Add(KindOf(address)) && !Journeys.Long)
                continue;
            wrong.AddRange(await visitor.WrongAtAnyWidthAsync());
            wrong.AddRange(await visitor.WrongAtAsync(Visitor.Phone));
            await visitor.PictureAsync(Picture(role, address, "fr"));
            if (english is null)
                continue;
            await english.Page.GotoAsync(address);
            wrong.AddRange(await english.WrongAtAsync(Visitor.Laptop));
            await english.PictureAsync(Picture(role, address, "en"));
        }
        output.WriteLine(string.Join("\n", kinds.Order(StringComparer.Ordinal)));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(kinds.Count >= atLeast, $"{role} reaches only {kinds.Count} kinds of pages: {string.Join(' ', kinds.Order(StringComparer.Ordinal))}");
    }

    private static string Picture(string role, string address, string language) => $"{role}-{string.Concat(KindOf(address).Select(sign => char.IsLetterOrDigit(sign) ? sign : '_'))}-{language}";

    /// <summary>Addresses that differ only in whom they are about are one kind of page.</summary>
    private static string KindOf(string address) => Whom().Replace(address.Split('#', '?')[0], "/…");

    [GeneratedRegex("/([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4}-[0-9]{2}|[0-9]{4,14}|(?<=sites/|desk/[0-9-]+/)[a-z-]+(?=/|$)(?<!new)|(?<=conversion/|/people/)[a-zA-Z]+)")]
    private static partial Regex Whom();

    // What an administrator sees as a coordinator does.
    [GeneratedRegex("^/registration/(editions|import|charter|newsletters|workshops|sites|press|mobility-visits)|^/outcomes/editions")]
    private static partial Regex Coordinators();

    // Files, other people's programs (the jobs' dashboard), leaving, and pages that are only for printing.
    [GeneratedRegex(@"\.(csv|xlsx|ics|json|css|svg)|^/out$|^/ui/|/jobs(/|$)|^/signed-in|/link$|/badges|/attendance-sheet|/participants|/api/")]
    private static partial Regex NotAPage();
}
