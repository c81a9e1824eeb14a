using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A mail to Ada was accepted and comes back later.</summary>
public sealed class BounceTests
{
    [Theory, EachEngine]
    public async Task A_bounce_dropped_into_the_folder_marks_its_mail_with_the_reason(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        var sent = await SendAsync(tryout);
        var file = await DropAsync(tryout, "bounce.eml", Report(sent, envelope: true));
        await ReadAsync(tryout);
        Assert.Equal(["ada@example.org bounced 1"], await tryout.StatusesAsync());
        Assert.Equal("550 5.1.1 <ada@example.org>: user unknown", await tryout.ErrorAsync());
        Assert.False(File.Exists(file));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!));
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("text/rfc822-headers")]
    public async Task Without_our_envelope_id_the_returned_mail_says_which_it_was(string returned)
    {
        await using var tryout = await MailTryout.StartAsync();
        var sent = await SendAsync(tryout);
        await DropAsync(tryout, "bounce.eml", Report(sent, envelope: false, returned));
        await ReadAsync(tryout);
        Assert.Equal(["ada@example.org bounced 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task The_server_is_asked_to_tell_failures_under_our_envelope_id()
    {
        await using var tryout = await MailTryout.StartAsync();
        var sent = await SendAsync(tryout);
        Assert.Contains($"ENVID={Envelope(sent)}", sent.Parameters, StringComparison.Ordinal);
        Assert.Contains(tryout.Server.Heard, line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains("NOTIFY=FAILURE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delay_a_persons_answer_another_services_bounce_and_rubbish_change_nothing_and_stay()
    {
        await using var tryout = await MailTryout.StartAsync();
        var sent = await SendAsync(tryout);
        var files = new[]
        {
            await DropAsync(tryout, "delay.eml", Report(sent, envelope: true).Replace("Action: failed", "Action: delayed", StringComparison.Ordinal)),
            await DropAsync(tryout, "answer.eml", $"From: ada@example.org\nIn-Reply-To: <{sent.Message.MessageId}>\nSubject: Re\n\nWORK, thank you"),
            await DropAsync(tryout, "other.eml", Report(sent, envelope: true).Replace(".tryout", ".registration", StringComparison.Ordinal)),
            await DropAsync(tryout, "rubbish.bin", "\0\u0001\u0002"),
            await DropAsync(tryout, "empty.eml", ""),
        };
        await ReadAsync(tryout);
        Assert.Equal(["ada@example.org sent 1"], await tryout.StatusesAsync());
        Assert.All(files, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public async Task A_bounce_of_a_mail_that_is_not_known_is_put_away()
    {
        await using var tryout = await MailTryout.StartAsync();
        var sent = await SendAsync(tryout);
        var file = await DropAsync(tryout, "bounce.eml", Report(sent, envelope: true).Replace(Envelope(sent), $"{Guid.NewGuid():N}.tryout", StringComparison.Ordinal));
        await ReadAsync(tryout);
        Assert.False(File.Exists(file));
        Assert.Equal(["ada@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_bounce_in_the_senders_mailbox_is_found_and_marked_as_read_the_rest_is_left_alone()
    {
        await using var tryout = await MailTryout.StartAsync();
        var sent = await SendAsync(tryout);
        await using var mailbox = new ImapListener("From: ada@example.org\r\nSubject: Hello\r\n\r\nJust a letter\r\n", Report(sent, envelope: true).ReplaceLineEndings("\r\n"));
        tryout.Settings = tryout.Settings with { Imap = mailbox.Address };
        await ReadAsync(tryout);
        await ReadAsync(tryout);
        Assert.Equal(["ada@example.org bounced 1"], await tryout.StatusesAsync());
        Assert.Equal([2], mailbox.Seen);
        Assert.Equal([2], mailbox.Fetched);
    }

    [Fact]
    public async Task A_mailbox_that_is_away_harms_nothing()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Settings = tryout.Settings with { Imap = new Uri("imap://ada:secret@127.0.0.1:9") };
        await ReadAsync(tryout);
    }

    private static async Task<SmtpListener.Received> SendAsync(MailTryout tryout)
    {
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        return Assert.Single(tryout.Server.Mails);
    }

    private static Task ReadAsync(MailTryout tryout) => ReadBounces.RunAsync(tryout.Database, MailTryout.Service, tryout.Settings, NullLoggerFactory.Instance, CancellationToken.None);

    private static async Task<string> DropAsync(MailTryout tryout, string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tryout.Settings.Data, "mail-in"));
        var file = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private static string Envelope(SmtpListener.Received sent) => sent.Message.MessageId!.Split('@')[0];

    private static string Report(SmtpListener.Received sent, bool envelope, string returned = "text/rfc822-headers") => $"""
        From: MAILER-DAEMON@ronchin.test (Mail Delivery System)
        To: tour@example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        I am sorry to have to tell you.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; ronchin.test
        {(envelope ? $"Original-Envelope-Id: {Envelope(sent)}" : "X-Postfix-Queue-ID: 4F2")}
        Arrival-Date: Mon, 15 Jan 2024 09:00:00 +0000

        Final-Recipient: rfc822; ada@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: user
            unknown

        --b1
        Content-Type: {returned}

        From: tour@example.org
        To: ada@example.org
        Subject: Ronchin is postponed
        Message-Id: <{(envelope ? "gone@example.org" : sent.Message.MessageId)}>

        --b1--
        """;
}
