using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>What an administrator does with accounts, over HTTP as a browser without JavaScript.</summary>
public sealed partial class AccountsTests
{
    private const string New = "/registration/accounts/new";
    private const string To = "/registration/accounts";

    [Fact]
    public async Task Somebody_new_sets_the_password_by_the_link_and_the_link_is_good_once()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var made = await ada.SendAsync(New, To, ("name", "Grace Hopper"), ("email", Staff.Grace), ("role", "coordinator"), ("role", "desk"), ("sites", "all"));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var page = made.Headers.Location!.ToString();
        var link = Link().Match(await ada.ReadAsync(page)).Value;
        var id = Guid.Parse(page.Split('/')[^1]);
        Assert.Equal(["account created", "roles set"], (await house.ActsAsync(id)).Order(StringComparer.Ordinal));
        Assert.Contains($"/registration/set-password/{id:N}/", await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT body FROM mail WHERE to_address = @Email", new { Email = Staff.Grace }, CancellationToken.None) ?? "", StringComparison.Ordinal);

        // No password yet: nobody comes in, and the link of another account does not fit.
        using var grace = new Browser(house.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await grace.SignInAsync(Staff.Grace, "anything at all")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await grace.GetAsync(link[..^4] + "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await grace.GetAsync(link.Replace(id.ToString("N"), Guid.NewGuid().ToString("N"), StringComparison.Ordinal))).StatusCode);
        using (var asked = await grace.GetAsync(link))
            Assert.Equal("no-referrer", Assert.Single(asked.Headers.GetValues("Referrer-Policy")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await grace.SendAsync(link, null, ("password", "short"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await grace.SendAsync(link, null, ("password", "a password of my own"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync("/registration/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await grace.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync(To)).StatusCode);
        using var again = await house.SignedInAsync(Staff.Grace, "a password of my own");
    }

    [Fact]
    public async Task A_program_reads_accounts_without_what_opens_them()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var grace = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        (grace.AuthenticatorKey, grace.RecoveryCodes) = ("JBSWY3DPEHPK3PXP", RecoveryCode.Hash("ABCDE-FGHIJ"));
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await SaveAccount.UpdateAsync(tx, grace, null, ends: false, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await using var scope = house.App.Services.CreateAsyncScope();
        var link = await PasswordLink.PathAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), grace);
        using var program = house.Client();
        // By the list, by the account's page, and with nothing but the link from the mailbox.
        foreach (var path in (string[])[To, $"{To}/{grace.Id}", link])
        {
            var said = await program.GetStringAsync(path.Replace("/registration/", "/registration/api/", StringComparison.Ordinal));
            Assert.Contains(Staff.Grace, said);
            foreach (var secret in (string?[])[grace.PasswordHash, grace.SecurityStamp, grace.AuthenticatorKey, grace.RecoveryCodes])
                Assert.DoesNotContain(JsonEncodedText.Encode(secret!).ToString(), said);
            Assert.DoesNotContain("passwordHash", said);
        }
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_account()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        var html = await (await ada.GetAsync(New)).Content.ReadAsStringAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.SendPageAsync(html, New, To, ("name", "Grace"), ("email", Staff.Grace), ("role", "staff"), ("sites", "all"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(2, await CountAsync(house));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var none = await ada.SendAsync(New, To, ("name", "<script>alert(1)</script>"), ("email", "not an address"), ("sites", "chosen"));
        var html = await none.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("href=\"#email\"", html);
        Assert.Contains("href=\"#role-administrator\"", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.DoesNotContain("<script", html);

        using var taken = await ada.SendAsync(New, To, ("name", "Another Ada"), ("email", Staff.Ada.ToUpperInvariant()), ("role", "staff"), ("sites", "all"));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Contains("Another Ada", await taken.Content.ReadAsStringAsync());
        Assert.Equal(1, await CountAsync(house));
    }

    [Fact]
    public async Task Two_administrators_change_one_account_and_the_second_is_told()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        var grace = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        var page = $"{To}/{grace.Id}";
        var open = await (await ada.GetAsync(page)).Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendPageAsync(open, page, page, ("name", "First"), ("email", Staff.Grace), ("role", "coordinator"), ("sites", "all"))).StatusCode);
        using var late = await ada.SendPageAsync(open, page, page, ("name", "Second"), ("email", Staff.Grace), ("role", "staff"), ("sites", "all"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Second", await late.Content.ReadAsStringAsync());
        Assert.Equal("First", (await house.ReadAsync(grace.Id)).Name);
    }

    [Fact]
    public async Task Other_rights_end_the_sessions_at_once_in_every_service()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var grace = await house.SignedInAsync(Staff.Grace);
        string[] pages = ["/registration/import", "/scheduling/api/editions/2023/interviews.csv", "/outcomes/api/editions/2023/followups.csv"];
        foreach (var page in pages)
            Assert.NotEqual(HttpStatusCode.Redirect, (await grace.GetAsync(page)).StatusCode);

        var at = $"{To}/{account.Id}";
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendAsync(at, at, ("name", "Grace"), ("email", Staff.Grace), ("role", "staff"), ("sites", "all"))).StatusCode);
        Assert.Equal([2, 2, 2], await house.RevisionsAsync(account.Id));
        foreach (var page in pages)
            Assert.True((await grace.GetAsync(page)).StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, page);

        // Only the name: nobody has to sign in again.
        using var back = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendAsync(at, at, ("name", "Grace Hopper"), ("email", Staff.Grace), ("role", "staff"), ("sites", "all"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await back.GetAsync("/registration/account")).StatusCode);
    }

    [Fact]
    public async Task A_coordinator_of_one_site_has_that_site_in_the_session()
    {
        await using var house = await TestHouse.StartAsync();
        var site = Guid.CreateVersion7();
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator, site: site);
        var ticket = Ticket.Of((await ReadAccounts.TicketAsync(house.Registration, account, CancellationToken.None)).Principal("test"))!;
        Assert.Equal([site], ticket.Sites[Role.Coordinator]);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once_and_may_be_opened_again()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var grace = await house.SignedInAsync(Staff.Grace);
        var at = $"{To}/{account.Id}";
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendAsync($"{at}/closing", $"{at}/closing")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await grace.GetAsync("/registration/import")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await grace.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        Assert.Equal([2, 2, 2], await house.RevisionsAsync(account.Id));

        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendAsync(at, $"{at}/opening")).StatusCode);
        using var again = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(["account closed", "account created", "account opened", "roles set"], (await house.ActsAsync(account.Id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        var at = $"{To}/{account.Id}";
        Assert.Equal(HttpStatusCode.Conflict, (await ada.SendAsync(at, at, ("name", "Ada"), ("email", Staff.Ada), ("role", "staff"), ("sites", "all"))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await ada.SendAsync($"{at}/closing", $"{at}/closing")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync(To)).StatusCode);
    }

    [Fact]
    public async Task Of_two_administrators_who_close_each_other_at_once_one_remains()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var one = await house.AccountAsync(Staff.Ada, Role.Administrator);
        var other = await house.AccountAsync(Staff.Grace, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var grace = await house.SignedInAsync(Staff.Grace);
        string first = $"{To}/{other.Id}/closing", second = $"{To}/{one.Id}/closing";
        var pages = (await (await ada.GetAsync(first)).Content.ReadAsStringAsync(), await (await grace.GetAsync(second)).Content.ReadAsStringAsync());
        await Task.WhenAll(ada.SendPageAsync(pages.Item1, first, first), grace.SendPageAsync(pages.Item2, second, second));
        Assert.Equal(1, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM account WHERE disabled_at IS NULL", null, CancellationToken.None));
    }

    [Fact]
    public async Task The_list_finds_without_accents_sorts_pages_and_gives_everything_as_CSV()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            for (var i = 0; i < 120; i++)
                await SaveAccount.CreateAsync(tx, new Account { Id = Guid.CreateVersion7(), Name = $"Zoé Lefèvre {i:D3}", Email = $"zoe{i:D3}@example.org", NormalizedEmail = $"ZOE{i:D3}@EXAMPLE.ORG", SecurityStamp = "x" }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        foreach (var (query, first) in ((string, string)[])[("search=lefevre+zoe", "Zoé Lefèvre 000"), ("search=ZOE1", "Zoé Lefèvre 100"), ("search=lefe&sort=email&direction=down", "Zoé Lefèvre 119"), ("sort=name&direction=down", "Zoé Lefèvre 119"), ("", "ada"), ("role=administrator", "ada")])
            Assert.Equal(first, FirstRow().Match(await ada.ReadAsync($"{To}?{query}")).Groups[1].Value);
        var seen = 0;
        for (var next = $"{To}?search=lefevre"; next.Length > 0; next = Next().Match(await ada.ReadAsync(next)).Groups[1].Value)
            seen += FirstRow().Count(await ada.ReadAsync(next));
        Assert.Equal(120, seen);
        Assert.Equal(122, (await ada.ReadAsync("/registration/accounts.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task<int> CountAsync(TestHouse house) => await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM account", null, CancellationToken.None);

    [GeneratedRegex("/registration/set-password/[0-9a-f]{32}/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("<th scope=\"row\"><a href=\"/registration/accounts/[^\"]+\">([^<]+)</a>")]
    private static partial Regex FirstRow();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
