using System.Net;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>The administrator looks at what was sent.</summary>
public sealed class ShowMailsTests
{
    [Fact]
    public async Task The_administrator_finds_a_mail_by_address_name_and_status_and_reads_it()
    {
        await using var house = await StartAsync();
        using var administrator = house.Client();
        await QueueAsync(house, MailTryout.Mail(subject: "Ronchin is <b>postponed</b>") with { ToName = "Ada Lœwe" }, MailTryout.Mail("no address", subject: "For Grace"));

        Assert.Contains("Ronchin is &lt;b&gt;postponed", await administrator.GetStringAsync("/registration/mails"));
        Assert.Contains("For Grace", await administrator.GetStringAsync("/registration/mails"));
        Assert.DoesNotContain("For Grace", await administrator.GetStringAsync("/registration/mails?search=LOEWE+ada"));
        Assert.Contains("Ronchin is", await administrator.GetStringAsync("/registration/mails?search=LOEWE+ada"));
        Assert.DoesNotContain("Ronchin is", await administrator.GetStringAsync("/registration/mails?status=refused"));
        Assert.Contains("This is no address.", await administrator.GetStringAsync("/registration/mails?status=refused&search=no"));
        Assert.DoesNotContain("Ronchin is", await administrator.GetStringAsync("/registration/mails?search=ad&status=refused"));
        Assert.DoesNotContain("Ronchin is", await administrator.GetStringAsync("/outcomes/mails"));

        var id = (await house.Registration.QueryAsync<Guid>("SELECT id FROM mail WHERE to_address = 'ada@example.org'", null, CancellationToken.None)).Single();
        var page = await administrator.GetStringAsync($"/registration/mails/{id}");
        Assert.Contains("the job dating in Ronchin is postponed.", page);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/outcomes/mails/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/registration/mails/{Guid.NewGuid()}")).StatusCode);
    }

    [Fact]
    public async Task Nobody_else_reads_mails()
    {
        await using var house = await StartAsync();
        using var nobody = house.Client(asAdministrator: false);
        Assert.Contains((await nobody.GetAsync("/registration/mails")).StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Redirect, HttpStatusCode.SeeOther]);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_also_among_mails_of_one_moment()
    {
        await using var house = await StartAsync();
        using var administrator = house.Client();
        await QueueAsync(house, [.. Enumerable.Range(0, 120).Select(n => MailTryout.Mail($"ada{n:D3}@example.org", $"{n:D3}", $"Letter {n:D3}.") with { NotAfter = TestHouse.Start })]);
        var seen = new List<string>();
        string? next = "/registration/mails";
        while (next is not null)
        {
            var page = await administrator.GetStringAsync(next);
            seen.AddRange(Enumerable.Range(0, 120).Select(n => $"Letter {n:D3}.").Where(page.Contains));
            next = System.Text.RegularExpressions.Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
        }
        Assert.Equal(120, seen.Count);
        Assert.Equal(120, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("smtp://127.0.0.1:9", false)]
    public async Task A_personal_link_is_shown_only_where_mails_are_files(string? server, bool shown)
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Smtp = server is null ? null : new Uri(server) });
        using var administrator = house.Client();
        var token = "CfDJ8" + new string('x', 60);
        var mail = MailTryout.Mail() with { Text = MailText.Write("en", "s", $"Come in:\nhttps://jobdating.example.org/in/{token}") };
        await QueueAsync(house, mail);
        var page = await administrator.GetStringAsync($"/registration/mails/{mail.Id}");
        Assert.Contains("https://jobdating.example.org/in/", page);
        Assert.Equal(shown, page.Contains(token, StringComparison.Ordinal));
    }

    private static Task<TestHouse> StartAsync() => TestHouse.StartAsync(listen: true);

    private static async Task QueueAsync(TestHouse house, params JobDating.Platform.Mail[] mails)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.MailAsync(mails, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
