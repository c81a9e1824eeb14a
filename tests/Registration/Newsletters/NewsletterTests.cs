using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Registration.Newsletters;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.Registration.Newsletters;

/// <summary>A newsletter from the empty list of contacts to the reader who has had enough of it.</summary>
public sealed class NewsletterTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task A_newsletter_is_written_read_over_confirmed_and_sent_once_to_each(Engine engine)
    {
        await using var writer = await LetterWriter.StartAsync(engine);
        Assert.Equal($"{LetterWriter.Contacts}?added=2&known=0&refused=0", await writer.PasteAsync("ada@example.org;Ada;Acme\ngrace@example.org\nADA@example.org"));
        var letter = await writer.WriteAsync();
        var preview = await writer.SeeAsync(letter);
        Assert.Contains("six towns, six dates.", preview);
        Assert.Contains("No longer receive these letters:", preview);

        var question = await writer.SeeAsync($"{letter}/send");
        Assert.Contains("The newsletter will go to 2 people.", question);
        var form = LetterWriter.Hidden(question, $"{letter}/send");
        Assert.Equal((HttpStatusCode.SeeOther, letter), await writer.SendAsync($"{letter}/send", form));
        Assert.Equal((HttpStatusCode.SeeOther, letter), await writer.SendAsync($"{letter}/send", form));

        Assert.Equal(["ada@example.org contact", "grace@example.org contact"], await writer.AllAsync<string>("SELECT CONCAT(to_address, ' ', about) FROM mail ORDER BY to_address"));
        Assert.Equal("sent 2", Assert.Single(await writer.AllAsync<string>("SELECT CONCAT(status, ' ', recipients) FROM newsletter")));
        Assert.Contains(">2</dd>", await writer.SeeAsync(letter));
        Assert.Equal(HttpStatusCode.Conflict, (await writer.SendAsync(letter, form, ("subject", "Other"), ("body", "Other"), ("language", "en"))).Status);
    }

    [Fact]
    public async Task Two_people_changing_a_draft_do_not_overwrite_each_other()
    {
        await using var writer = await LetterWriter.StartAsync();
        var letter = await writer.WriteAsync();
        var stale = LetterWriter.Hidden(await writer.SeeAsync($"{letter}/change"), letter);
        Assert.Equal(HttpStatusCode.SeeOther, (await writer.FillAsync($"{letter}/change", letter, ("subject", "First"), ("body", "one"), ("language", "fr"))).Status);
        var (status, page) = await writer.SendAsync(letter, stale, ("subject", "Second"), ("body", "two"), ("language", "fr"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("value=\"Second\"", page);
        Assert.Equal("First", Assert.Single(await writer.AllAsync<string>("SELECT subject FROM newsletter")));
        Assert.Equal(HttpStatusCode.Conflict, (await writer.SendAsync($"{letter}/send", stale)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await writer.SendAsync($"{letter}/delete", stale)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await writer.FillAsync($"{letter}/delete", $"{letter}/delete")).Status);
        Assert.Empty(await writer.AllAsync<Guid>("SELECT id FROM newsletter"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one()
    {
        await using var writer = await LetterWriter.StartAsync();
        var form = LetterWriter.Hidden(await writer.SeeAsync($"{LetterWriter.Letters}/new"), LetterWriter.Letters);
        var first = await writer.SendAsync(LetterWriter.Letters, form, ("subject", "s"), ("body", "b"), ("language", "fr"));
        Assert.Equal(first, await writer.SendAsync(LetterWriter.Letters, form, ("subject", "s"), ("body", "b"), ("language", "fr")));
        Assert.Single(await writer.AllAsync<Guid>("SELECT id FROM newsletter"));
        var contact = LetterWriter.Hidden(await writer.SeeAsync($"{LetterWriter.Contacts}/new"), LetterWriter.Contacts);
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, (await writer.SendAsync(LetterWriter.Contacts, contact, ("email", "ada@example.org"), ("source", "card"))).Status);
        Assert.Single(await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact"));
    }

    [Fact]
    public async Task A_wrong_line_adds_nothing_and_is_shown_with_what_was_pasted()
    {
        await using var writer = await LetterWriter.StartAsync();
        var (status, page) = await writer.FillAsync($"{LetterWriter.Contacts}/paste", $"{LetterWriter.Contacts}/paste", ("contacts", "ada@example.org\nGrace without address"), ("source", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Line 2:", page);
        Assert.Contains("ada@example.org\nGrace without address</textarea>", page);
        Assert.Empty(await SubscribedAsync(writer));
    }

    [Fact]
    public async Task A_contact_is_changed_under_its_version_and_found_under_its_new_words()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org;Ada;Acme\ngrace@example.org;Grace;Globex");
        var ids = await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact ORDER BY email");
        var address = $"{LetterWriter.Contacts}/{ids[0]}";
        var stale = LetterWriter.Hidden(await writer.SeeAsync(address), address);
        Assert.Equal(HttpStatusCode.SeeOther, (await writer.FillAsync(address, address, ("email", "ada@example.org"), ("name", "Ada Lefèvre"), ("source", "card"), ("consentedOn", "31/12/2023"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await writer.SendAsync(address, stale, ("email", "ada@example.org"), ("source", "card"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await writer.FillAsync(address, address, ("email", "GRACE@example.org"), ("source", "card"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await writer.FillAsync(address, address, ("email", "ada"), ("source", ""))).Status);
        Assert.Contains("Ada Lefèvre", await writer.SeeAsync($"{LetterWriter.Contacts}?search=LEFEV"));
        Assert.DoesNotContain("Grace", await writer.SeeAsync($"{LetterWriter.Contacts}?search=LEFEV"));
        Assert.Contains("Grace", await writer.SeeAsync($"{LetterWriter.Contacts}?search=gl"));
        Assert.DoesNotContain("Ada Lefèvre", await writer.SeeAsync($"{LetterWriter.Contacts}?state=unsubscribed"));
        Assert.Equal("email,name,structure,source,consented_on,unsubscribed_on\nada@example.org,Ada Lefèvre,,card,2023-12-31,\ngrace@example.org,Grace,Globex,form 2023,,\n", await writer.SeeAsync($"{LetterWriter.Contacts}.csv"));
    }

    [Fact]
    public async Task Sixteen_hundred_contacts_are_pasted_listed_and_written_to()
    {
        await using var writer = await LetterWriter.StartAsync();
        var watch = Stopwatch.StartNew();
        Assert.StartsWith($"{LetterWriter.Contacts}?added=1600", await writer.PasteAsync(string.Join('\n', Enumerable.Range(0, 1600).Select(n => $"Person {n:D4};person{n:D4}@example.org;Structure {n % 137}"))), StringComparison.Ordinal);
        var pasted = watch.Elapsed;
        var letter = await writer.WriteAsync();
        watch.Restart();
        Assert.Equal(HttpStatusCode.SeeOther, (await writer.FillAsync($"{letter}/send", $"{letter}/send")).Status);
        TestContext.Current.SendDiagnosticMessage($"1,600 contacts pasted in {pasted.TotalSeconds:F1} s, their newsletter queued in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(1600, Assert.Single(await writer.AllAsync<int>("SELECT COUNT(DISTINCT to_address) FROM mail")));
        Assert.Equal(1600, Assert.Single(await writer.AllAsync<int>("SELECT recipients FROM newsletter")));

        var seen = new HashSet<string>();
        string? next = $"{LetterWriter.Contacts}?sort=structure&direction=down";
        while (next is not null)
        {
            var page = await writer.SeeAsync(next);
            Assert.InRange(page.Length, 1000, 60 * 1024);
            foreach (Match found in Regex.Matches(page, "person\\d{4}@example.org"))
                Assert.True(seen.Add(found.Value), $"{found.Value} stands twice.");
            next = Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"") is { Success: true } link ? link.Groups[1].Value : null;
        }
        Assert.Equal(1600, seen.Count);
    }

    [Fact]
    public async Task A_sending_that_was_killed_half_way_goes_on_with_those_who_have_none()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org\ngrace@example.org");
        var letter = await writer.WriteAsync();
        var id = Guid.Parse(letter.Split('/')[^1]);
        await using (var tx = await writer.House.Registration.BeginAsync(Actor.Command("test"), Ct))
        {
            var draft = (await SaveNewsletter.FindAsync(tx, id, Ct))!;
            await SaveNewsletter.ApplyAsync(tx, draft, draft with { Status = "going", GoingAt = tx.Now }, "newsletter sent", Ct);
            var ada = (await tx.QueryAsync<Guid>("SELECT id FROM newsletter_contact WHERE email = 'ada@example.org'", null, Ct)).Single();
            await tx.ExecuteAsync("INSERT INTO newsletter_recipient (newsletter_id, contact_id, mail_id) VALUES (@id, @ada, @mail)", new { id, ada, mail = Guid.NewGuid() }, Ct);
            await tx.CommitAsync(Ct);
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => QueueNewsletters.RunAsync(writer.House.Registration, Links(writer), Ct))));
        Assert.Equal(["grace@example.org"], await writer.AllAsync<string>("SELECT to_address FROM mail"));
        Assert.Equal("sent 2", Assert.Single(await writer.AllAsync<string>("SELECT CONCAT(status, ' ', recipients) FROM newsletter")));
    }

    [Fact]
    public async Task What_did_not_arrive_shows_on_the_newsletter_and_on_the_contact()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org");
        var letter = await writer.WriteAsync();
        await writer.FillAsync($"{letter}/send", $"{letter}/send");
        await using (var tx = await writer.House.Registration.BeginAsync(Actor.Command("test"), Ct))
        {
            await tx.ExecuteAsync("UPDATE mail SET status = 'refused', error = '550 No such person', ended_at = @Now", new { tx.Now }, Ct);
            await tx.CommitAsync(Ct);
        }
        Assert.Contains("550 No such person", await writer.SeeAsync(letter));
        var ada = Assert.Single(await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact"));
        Assert.Contains("550 No such person", await writer.SeeAsync($"{LetterWriter.Contacts}/{ada}"));
    }

    [Fact]
    public async Task Nobody_from_outside_opens_these_pages()
    {
        await using var writer = await LetterWriter.StartAsync();
        using var nobody = writer.House.Client(asAdministrator: false);
        foreach (var page in (string[])[LetterWriter.Letters, LetterWriter.Contacts, $"{LetterWriter.Contacts}.csv"])
            Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync(page)).StatusCode);
    }

    private static UnsubscribeLinks Links(LetterWriter writer) => writer.House.App.Services.GetRequiredService<UnsubscribeLinks>();

    private static Task<IReadOnlyList<string>> SubscribedAsync(LetterWriter writer) => writer.AllAsync<string>("SELECT email FROM newsletter_contact WHERE unsubscribed_at IS NULL ORDER BY email");
}
