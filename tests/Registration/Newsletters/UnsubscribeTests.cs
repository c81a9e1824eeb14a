using System.Net;
using JobDating.Platform;
using JobDating.Registration.Newsletters;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace JobDating.Tests.Registration.Newsletters;

/// <summary>The way out: it is in every letter, one click takes it, and who took it is left in peace.</summary>
public sealed class UnsubscribeTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task One_click_of_a_mail_program_ends_the_newsletters_and_the_reader_can_undo_it(Engine engine)
    {
        await using var writer = await LetterWriter.StartAsync(engine);
        await writer.PasteAsync("ada@example.org\ngrace@example.org");
        var link = new Uri((await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact WHERE email = 'ada@example.org'")).Select(id => Links(writer).For(id)).Single().PathAndQuery, UriKind.Relative);
        using var reader = writer.House.Client(asAdministrator: false);

        // Opening it, as scanners do, changes nothing.
        var page = await reader.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(["ada@example.org", "grace@example.org"], await SubscribedAsync(writer));

        // RFC 8058: a POST without cookies, that is answered without a redirect; twice does no harm.
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]))).StatusCode);
        Assert.Equal(["grace@example.org"], await SubscribedAsync(writer));

        var letter = await writer.WriteAsync();
        await writer.FillAsync($"{letter}/send", $"{letter}/send");
        Assert.Equal(["grace@example.org"], await writer.AllAsync<string>("SELECT to_address FROM mail"));

        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync($"{link}/undo", null)).StatusCode);
        Assert.Equal(["ada@example.org", "grace@example.org"], await SubscribedAsync(writer));
        Assert.Equal(2, (await writer.AllAsync<string>("SELECT act FROM audit WHERE act IN ('unsubscribed', 'subscribed again')")).Count);
    }

    [Fact]
    public async Task Leaving_stops_the_mails_that_still_wait()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org");
        await using (var tx = await writer.House.Registration.BeginAsync(Actor.Command("test"), Ct))
        {
            var ada = (await tx.QueryAsync<Guid>("SELECT id FROM newsletter_contact", null, Ct)).Single();
            await tx.MailAsync(new JobDating.Platform.Mail { Key = "k", To = "ada@example.org", Text = MailText.Write("fr", "s", "t"), About = "contact", AboutId = ada, QuietZone = "Pacific/Kiritimati" }, Ct);
            await tx.CommitAsync(Ct);
            using var reader = writer.House.Client(asAdministrator: false);
            await reader.PostAsync(Links(writer).For(ada).PathAndQuery, null);
        }
        Assert.Equal("cancelled", Assert.Single(await writer.AllAsync<string>("SELECT status FROM mail")));
    }

    [Fact]
    public async Task An_altered_or_guessed_link_is_not_found()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org");
        var ada = (await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact")).Single();
        var path = Links(writer).For(ada).PathAndQuery;
        using var reader = writer.House.Client(asAdministrator: false);
        foreach (var guess in (string[])[path[..^2] + (path[^2] == 'A' ? "BB" : "AA"), $"/registration/unsubscribe/{ada}", "/registration/unsubscribe/!", $"/registration/unsubscribe/{new string('A', 2000)}"])
            Assert.Equal(HttpStatusCode.NotFound, (await reader.PostAsync(guess, null)).StatusCode);
        Assert.Equal(["ada@example.org"], await SubscribedAsync(writer));
    }

    [Fact]
    public async Task Who_left_and_was_deleted_is_not_added_again()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org\ngrace@example.org");
        var ids = await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact ORDER BY email");
        using var reader = writer.House.Client(asAdministrator: false);
        await reader.PostAsync(Links(writer).For(ids[0]).PathAndQuery, null);
        foreach (var id in ids)
            Assert.Equal(HttpStatusCode.SeeOther, (await writer.FillAsync($"{LetterWriter.Contacts}/{id}/delete", $"{LetterWriter.Contacts}/{id}/delete")).Status);
        Assert.Empty(await writer.AllAsync<string>("SELECT word FROM newsletter_contact_word"));
        Assert.Equal($"{LetterWriter.Contacts}?added=1&known=0&refused=1", await writer.PasteAsync("ada@example.org\ngrace@example.org"));
        Assert.Equal(HttpStatusCode.Conflict, (await writer.FillAsync($"{LetterWriter.Contacts}/new", LetterWriter.Contacts, ("email", "ada@example.org"), ("source", "card"))).Status);
        Assert.Equal(["grace@example.org"], await SubscribedAsync(writer));
        // The old link still answers kindly.
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync(Links(writer).For(ids[0]).PathAndQuery, null)).StatusCode);
    }

    [Fact]
    public async Task The_mail_has_the_way_out_in_its_text_and_in_its_header()
    {
        await using var writer = await LetterWriter.StartAsync();
        await writer.PasteAsync("ada@example.org");
        var letter = await writer.WriteAsync();
        await writer.FillAsync($"{letter}/send", $"{letter}/send");
        await writer.SweepAsync();
        var folder = Path.Combine(writer.House.Data, "mail");
        var id = Assert.Single(await writer.AllAsync<Guid>("SELECT id FROM mail"));
        var mail = await MimeMessage.LoadAsync(Path.Combine(folder, $"{id:N}.eml"), Ct);
        var link = Links(writer).Read(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>').Split('/')[^1]);
        Assert.Equal(Assert.Single(await writer.AllAsync<Guid>("SELECT id FROM newsletter_contact")), link);
        Assert.Contains(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>'), mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(">No longer receive these letters</a>", mail.HtmlBody, StringComparison.Ordinal);
    }

    private static UnsubscribeLinks Links(LetterWriter writer) => writer.House.App.Services.GetRequiredService<UnsubscribeLinks>();

    private static Task<IReadOnlyList<string>> SubscribedAsync(LetterWriter writer) => writer.AllAsync<string>("SELECT email FROM newsletter_contact WHERE unsubscribed_at IS NULL ORDER BY email");
}
