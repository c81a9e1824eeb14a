using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using MimeKit;
using MimeKit.Text;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>What stands in the mail that arrives, whatever was put into the row.</summary>
public sealed class MimeMailTests
{
    private const string Link = "https://jobdating.example.org/registration/me?t=CfDJ8Jd-_x.y~z%2B%3D&a=1&amp=2#top";

    [Fact]
    public async Task The_mail_has_sender_recipient_date_and_an_id_of_ours()
    {
        var mail = await SendAsync(MailTryout.Mail() with { ToName = "Ada Löwe" });
        Assert.Equal("\"Tour\" <tour@example.org>", mail.From.ToString());
        Assert.Equal(("Ada Löwe", "ada@example.org"), (mail.To.Mailboxes.Single().Name, mail.To.Mailboxes.Single().Address));
        Assert.Equal(TestHouse.Start.ToDateTimeOffset(), mail.Date);
        Assert.Matches("^[0-9a-f]{32}[.]tryout@example[.]org$", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Null(mail.Headers[HeaderId.ListUnsubscribe]);
    }

    [Theory]
    [InlineData("fr", "Bonjour Ada,", "Ada, où en êtes-vous aujourd’hui\u00A0?")]
    [InlineData("en", "Hello Ada,", "Ada, how are things now?")]
    public async Task The_recipients_language_is_in_text_HTML_and_subject(string language, string greeting, string subject)
    {
        var mail = await SendAsync(MailTryout.Mail() with { Text = MailText.Compose(WaveTexts.Words, language, "Mail.Invitation", "Ada", "Ronchin", "11 April 2024", "Tour 2024", Link, "10 June 2024") });
        Assert.Equal(subject, mail.Subject);
        Assert.Equal(language, mail.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.StartsWith(greeting, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(greeting, mail.HtmlBody, StringComparison.Ordinal);
        var parts = Assert.IsType<MultipartAlternative>(mail.Body);
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
    }

    [Fact]
    public async Task A_personal_link_arrives_as_it_was_given()
    {
        var mail = await SendAsync(MailTryout.Mail() with { Text = MailText.Write("en", "Your page", $"Hello,\n\nOpen your page:\n{Link}\n\n{Link}") });
        Assert.Equal(2, mail.TextBody!.Split(Link).Length - 1);
        var links = new List<(string Target, string Words)>();
        var tokens = new HtmlTokenizer(new StringReader(mail.HtmlBody!));
        string? target = null;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { Id: HtmlTagId.A } tag)
                target = tag.IsEndTag ? null : tag.Attributes.Single(attribute => attribute.Id == HtmlAttributeId.Href).Value;
            else if (token is HtmlDataToken data && target is not null)
                links.Add((target, data.Data));
        }
        Assert.Equal([(Link, "Open your page"), (Link, Link)], links);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Values_are_text_in_the_HTML_never_markup_and_never_a_line_of_their_own()
    {
        var mail = await SendAsync(MailTryout.Mail() with { Text = MailText.Compose(WaveTexts.Words, "en", "Mail.Invitation", "<script>alert(1)</script>\n\nhttps://evil.example/", "a & \"b\"", "d", "e", "", "f") });
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("a &amp; &quot;b&quot;", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: everybody@example.org")]
    [InlineData("Hello\nBcc: everybody@example.org")]
    [InlineData("Hello\rBcc: everybody@example.org\r\n\r\nA text of mine")]
    [InlineData("Hello\u2028Bcc: everybody@example.org")]
    [InlineData("=?utf-8?q?Hello=0D=0ABcc:_everybody@example.org?=")]
    public async Task A_subject_or_name_with_line_breaks_makes_no_header(string hostile)
    {
        var mail = await SendAsync(MailTryout.Mail(subject: hostile) with { ToName = hostile, ReplyTo = "grace@example.org" });
        Assert.Empty(mail.Bcc);
        Assert.Null(mail.Headers["Bcc"]);
        Assert.Equal("ada@example.org", Assert.Single(mail.GetRecipients()).Address);
        Assert.Contains("postponed", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("A text of mine", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.org")]
    [InlineData("ada@example.org, grace@example.org")]
    [InlineData("ada@example.org\r\nRCPT TO:<grace@example.org>")]
    [InlineData("ada@example.org\nBcc: grace@example.org")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("<ada@example.org>")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("ada@exa mple.org")]
    [InlineData("ada@example.org>")]
    [InlineData("<@relay.example.org:ada@example.org>")]
    public async Task What_is_no_address_is_kept_as_refused_and_never_leaves(string hostile)
    {
        Assert.False(MailAddress.CanReach(hostile));
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(MailTryout.Mail(hostile));
        await tryout.SweepAsync();
        Assert.Equal([$"{hostile} refused 0"], await tryout.StatusesAsync());
        Assert.Equal(0, tryout.Server.Connections);
    }

    [Theory]
    [InlineData("ada@example.org")]
    [InlineData(" ada@example.org ")]
    [InlineData("ada.l+tour@mail.example.co.uk")]
    [InlineData("o'brien@example.org")]
    [InlineData("ada@bücher.example")]
    public void An_address_can_be_reached(string address) => Assert.Equal(address.Trim(), MailAddress.Read(address));

    [Fact]
    public async Task An_address_with_a_foreign_domain_is_sent_in_its_ASCII_form()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(MailTryout.Mail("ada@bücher.example"));
        await tryout.SweepAsync();
        Assert.Equal("ada@xn--bcher-kva.example", Assert.Single(tryout.Server.Mails).To);
    }

    [Fact]
    public async Task Letters_that_the_server_cannot_take_are_a_refusal_for_good()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(MailTryout.Mail("adà@example.org", "a"), MailTryout.Mail("grace@example.org", "b"));
        await tryout.SweepAsync();
        Assert.Equal(["adà@example.org refused 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_newsletter_says_how_to_leave_it_with_one_click()
    {
        var mail = await SendAsync(MailTryout.Mail() with { Unsubscribe = new Uri("https://jobdating.example.org/registration/unsubscribe/CfDJ8-a_b") });
        Assert.Equal("<https://jobdating.example.org/registration/unsubscribe/CfDJ8-a_b>", mail.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers[HeaderId.ListUnsubscribePost]);
    }

    [Fact]
    public async Task Long_lines_and_dots_survive_the_journey()
    {
        var text = $".\n..\n{new string('é', 3000)}\nFrom here on\n.\nthe end";
        var mail = await SendAsync(MailTryout.Mail() with { Text = MailText.Write("fr", "s", text) });
        Assert.Equal(text, mail.TextBody!.ReplaceLineEndings("\n").Trim());
    }

    private static async Task<MimeMessage> SendAsync(JobDating.Platform.Mail mail)
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(mail);
        await tryout.SweepAsync();
        return Assert.Single(tryout.Server.Mails).Message;
    }
}
