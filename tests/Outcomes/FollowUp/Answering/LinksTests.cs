using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Answering;

/// <summary>The links in a mail that asks: to the question, and to being asked no more.</summary>
public sealed class LinksTests
{
    private const string Page = AfterRonchin.Page;

    [Fact]
    public async Task Opening_a_link_answers_nothing_and_ends_nothing()
    {
        await using var at = await AfterRonchin.StartAsync();
        var links = await at.AddressesAsync(at.AdaId);
        using var scanner = new Browser(at.House.Address);
        var audited = await at.CountAsync("audit");
        foreach (var path in (string[])[new Uri(links.Answer).PathAndQuery, Page, $"{Page}?change=yes", $"{Page}?situation=hired", $"{Page}?details=yes", links.Stop.PathAndQuery])
            Assert.True((await scanner.GetAsync(path)).StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, path);
        Assert.Equal((0, 0, audited), (await at.CountAsync("follow_up_answer"), await at.CountAsync("invitation WHERE answered_at IS NOT NULL"), await at.CountAsync("audit")));
        Assert.Equal(0, await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"));
    }

    [Theory]
    [InlineData("/outcomes/my/follow-up", "/outcomes/my/follow-up")]
    [InlineData("/registration/me/erase", "/registration/me")]
    [InlineData("/outcomes/my/follow-up/../../../registration/account", "/registration/me")]
    [InlineData("//example.org/outcomes/my/follow-up", "/registration/me")]
    [InlineData("https://example.org", "/registration/me")]
    [InlineData("", "/registration/me")]
    public async Task A_link_leads_on_to_the_question_and_to_nothing_else(string to, string leadsTo)
    {
        await using var at = await AfterRonchin.StartAsync();
        using var ada = new Browser(at.House.Address);
        var link = (await at.LinkAsync(at.AdaId)).Split('?')[0];
        using var answer = await ada.GetAsync($"{link}?to={Uri.EscapeDataString(to)}");
        Assert.Equal((HttpStatusCode.Redirect, leadsTo), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Whoever_is_signed_in_as_somebody_else_comes_to_the_question_after_being_asked()
    {
        await using var at = await AfterRonchin.StartAsync();
        var link = await at.LinkAsync(at.GraceId);
        using var asked = await at.Ada.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        using var entered = await at.Ada.SendAsync(link, null);
        Assert.Equal((HttpStatusCode.Redirect, Page), (entered.StatusCode, entered.Headers.Location?.ToString()));
    }

    [Theory, EachEngine]
    public async Task Links_that_were_altered_are_over_or_are_of_somebody_erased_open_nothing(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        var links = await at.AddressesAsync(at.AdaId);
        var (answer, stop) = (new Uri(links.Answer).PathAndQuery, links.Stop.AbsolutePath);
        using var anybody = new Browser(at.House.Address);
        await GoneAsync(anybody, $"{answer.Split('?')[0][..^4]}AAAA?to={Page}", $"{stop[..^4]}AAAA", "/outcomes/follow-up/stop/guessed");
        await at.HearAsync(new CandidatesErased { EditionId = at.Edition, Candidates = [new() { Id = at.AdaId, Version = 2, Code = "Ada", ErasedAt = at.House.Clock.GetCurrentInstant(), ConsentFollowUp = true }] });
        await GoneAsync(anybody, stop);
        Assert.Equal(HttpStatusCode.NotFound, (await at.Ada.GetAsync(Page)).StatusCode);
        await using (var tx = await at.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await PersonalLinks.TakeBackAsync(tx, at.AdaId, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await at.House.SettleAsync();
        await GoneAsync(anybody, answer, stop);
        Assert.Equal(HttpStatusCode.Redirect, (await at.Ada.GetAsync(Page)).StatusCode);
        var later = (await at.AddressesAsync(at.GraceId)).Stop.AbsolutePath;
        at.To(7, 1);
        await GoneAsync(anybody, later, await at.LinkAsync(at.GraceId));
        Assert.Equal(0, await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"));
    }

    [Theory, EachEngine]
    public async Task One_click_of_the_mail_program_ends_the_asking_without_session(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        await using (var tx = await at.House.Outcomes.BeginAsync(Actor.Job("test"), CancellationToken.None))
        {
            await tx.MailAsync(new Mail { Key = "invitation/ada", To = "ada@example.org", Text = MailText.Write("fr", "Ada", "Bonjour"), About = "candidate", AboutId = at.AdaId, QuietZone = "Europe/Paris" }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        var stop = (await at.AddressesAsync(at.AdaId)).Stop.AbsolutePath;
        using var program = TestHouse.Client(at.House.Address, asAdministrator: false);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var answer = await program.PostAsync(stop, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal((1, 1), (await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"), await at.CountAsync("audit WHERE act = 'asks ended'")));
        using var anybody = new Browser(at.House.Address);
        Assert.Contains("Noted", await anybody.ReadAsync(stop), StringComparison.Ordinal);
        // Done by mistake: on her own page she undoes it.
        Assert.Contains("You can change your mind", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
        await at.Ada.SendAsync(Page, $"{Page}/asks", ("agree", "yes"));
        Assert.Equal(0, await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"));
        await at.Ada.SendAsync(Page, $"{Page}/asks", ("agree", "no"));
        Assert.Equal(1, await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"));
        // She may answer all the same.
        await AfterRonchin.TapAsync(at.Ada, "hired");
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 12));
    }

    [Fact]
    public async Task A_button_pressed_from_another_page_answers_nothing()
    {
        await using var at = await AfterRonchin.StartAsync();
        foreach (var path in (string[])[Page, $"{Page}/details", $"{Page}/asks"])
            Assert.Equal(HttpStatusCode.BadRequest, (await at.Ada.PostAsync(path, [("situation", "hired"), ("agree", "no")])).StatusCode);
        Assert.Equal((0, 0), (await at.CountAsync("follow_up_answer"), await at.CountAsync("person WHERE asks_ended_at IS NOT NULL")));
    }

    private static async Task GoneAsync(Browser anybody, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.True((await anybody.GetAsync(path)).StatusCode == HttpStatusCode.Gone, path);
            if (path.StartsWith("/outcomes/", StringComparison.Ordinal))
                Assert.True((await anybody.PostAsync(path, [])).StatusCode == HttpStatusCode.Gone, path);
        }
    }
}
