using System.Diagnostics;
using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>From the row to a mail server that really answers, or does not.</summary>
public sealed class SendMailsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task A_mail_leaves_when_its_transaction_commits_and_only_then(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        await using (var tx = await tryout.Database.BeginAsync(TryoutDatabase.Ada, Ct))
            Assert.True(await tx.MailAsync(MailTryout.Mail("nobody@example.org"), Ct));
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        await tryout.SweepAsync();
        Assert.Equal("ada@example.org", Assert.Single(tryout.Server.Mails).To);
        Assert.Equal(["ada@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Theory, EachEngine]
    public async Task The_same_mail_is_never_queued_twice(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        Assert.Equal(2, await tryout.QueueAsync(MailTryout.Mail(key: "postponed/ronchin/ada"), MailTryout.Mail("grace@example.org", "postponed/ronchin/grace"), MailTryout.Mail(key: "postponed/ronchin/ada")));
        Assert.Equal(0, await tryout.QueueAsync(MailTryout.Mail(key: "postponed/ronchin/ada")));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org", "grace@example.org"], tryout.Server.Mails.Select(mail => mail.To).Order());
    }

    [Fact]
    public async Task One_connection_serves_a_whole_batch()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(Enumerable.Range(0, 120).Select(n => MailTryout.Mail($"ada{n}@example.org")));
        await tryout.SweepAsync();
        Assert.Equal(120, tryout.Server.Mails.Count);
        Assert.Equal(1, tryout.Server.Connections);
        Assert.Contains("QUIT", tryout.Server.Heard);
    }

    [Theory, EachEngine]
    public async Task A_refusal_is_kept_with_the_servers_words_and_holds_up_nobody(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        tryout.Server.Recipient = to => to.StartsWith("grace", StringComparison.Ordinal) ? "550 5.1.1 No such person here" : "250 Ok";
        var grace = Guid.CreateVersion7();
        await tryout.QueueAsync(MailTryout.Mail("grace@example.org") with { About = "candidate", AboutId = grace }, MailTryout.Mail());
        await tryout.SweepAsync();
        tryout.Database.Clock.Advance(Duration.FromDays(1));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 1", "grace@example.org refused 1"], await tryout.StatusesAsync());
        var trouble = Assert.Single(await tryout.Rows.TroubleAsync("candidate", [grace, Guid.NewGuid()], Ct));
        Assert.Equal((grace, "refused", "550 5.1.1 No such person here"), (trouble.AboutId, trouble.Status, trouble.Error));
        Assert.Empty(await tryout.Rows.TroubleAsync("contact", [grace], Ct));
    }

    [Fact]
    public async Task A_message_refused_as_a_whole_is_not_tried_again()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Accept = _ => "554 5.7.1 Looks like advertising";
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org refused 1"], await tryout.StatusesAsync());
        Assert.Equal("554 5.7.1 Looks like advertising", await tryout.ErrorAsync());
    }

    [Fact]
    public async Task Greylisted_mails_are_tried_again_after_growing_pauses()
    {
        await using var tryout = await MailTryout.StartAsync();
        var tries = 0;
        tryout.Server.Recipient = _ => ++tries <= 2 ? "451 4.7.1 Greylisted, come back later" : "250 Ok";
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 1"], await tryout.StatusesAsync());
        Assert.Equal("451 4.7.1 Greylisted, come back later", await tryout.ErrorAsync());
        tryout.Database.Clock.Advance(Duration.FromMinutes(1));
        await tryout.SweepAsync();
        tryout.Database.Clock.Advance(Duration.FromMinutes(4));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 2"], await tryout.StatusesAsync());
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 3"], await tryout.StatusesAsync());
        Assert.Single(tryout.Server.Mails);
        Assert.Null(await tryout.ErrorAsync());
    }

    [Fact]
    public async Task Who_says_later_for_two_days_has_said_no()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Recipient = _ => "452 4.2.2 Mailbox full";
        await tryout.QueueAsync(MailTryout.Mail());
        foreach (var _ in Enumerable.Range(0, 12))
        {
            await tryout.SweepAsync();
            tryout.Database.Clock.Advance(Duration.FromHours(12));
        }
        Assert.Equal(["ada@example.org refused 12"], await tryout.StatusesAsync());
        Assert.Equal("452 4.2.2 Mailbox full", await tryout.ErrorAsync());
    }

    [Fact]
    public async Task A_server_that_hangs_up_in_the_middle_gets_the_mail_again_and_the_others_go_on()
    {
        await using var tryout = await MailTryout.StartAsync();
        var hung = 0;
        tryout.Server.Accept = mail => mail.To == "ada@example.org" && hung++ == 0 ? null : "250 Ok";
        await tryout.QueueAsync(MailTryout.Mail(key: "a"), MailTryout.Mail("grace@example.org", "b"));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 2", "grace@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_server_that_always_hangs_up_is_left_alone_until_the_next_run()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Accept = _ => null;
        await tryout.QueueAsync(Enumerable.Range(0, 20).Select(n => MailTryout.Mail($"ada{n:D2}@example.org", $"{n:D2}")));
        await tryout.SweepAsync();
        Assert.Equal(3, (await tryout.StatusesAsync()).Count(status => status.EndsWith("waiting 1", StringComparison.Ordinal)));
        Assert.Equal(17, (await tryout.StatusesAsync()).Count(status => status.EndsWith("waiting 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_sender_that_the_server_refuses_is_nobodys_refusal()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Sender = "550 5.7.1 You may not send as this";
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 1"], await tryout.StatusesAsync());
        tryout.Server.Sender = "250 Ok";
        tryout.Database.Clock.Advance(Duration.FromMinutes(1));
        await tryout.SweepAsync();
        Assert.Single(tryout.Server.Mails);
    }

    [Fact]
    public async Task While_the_server_is_away_mails_wait_and_no_attempt_is_counted()
    {
        await using var tryout = await MailTryout.StartAsync();
        var (there, away) = (tryout.Settings, tryout.Settings with { Smtp = new Uri("smtp://127.0.0.1:9") });
        await tryout.QueueAsync(MailTryout.Mail());
        tryout.Settings = away;
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 0"], await tryout.StatusesAsync());
        tryout.Settings = there;
        await tryout.SweepAsync();
        Assert.Single(tryout.Server.Mails);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_and_the_mail_waits()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(MailTryout.Mail());
        var due = Assert.Single(await tryout.Rows.DueAsync(JobDating.Platform.Mail.ByMail, 10, Ct));
        await using var way = new SmtpWay(tryout.Server.Address, tryout.Settings, MailTryout.Service, NullLogger.Instance, TimeSpan.FromMilliseconds(300));
        Assert.True(await way.ReadyAsync(Ct));
        tryout.Server.Pause = TimeSpan.FromSeconds(30);
        var watch = Stopwatch.StartNew();
        Assert.Equal(Fate.Later, (await way.SendAsync(due, Ct)).Fate);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        tryout.Server.Pause = TimeSpan.FromMilliseconds(20);
        Assert.True(await way.ReadyAsync(Ct));
        Assert.Equal(Fate.Sent, (await way.SendAsync(due, Ct)).Fate);
    }

    [Theory, EachEngine]
    public async Task Killed_between_send_and_note_one_mail_goes_again_with_the_same_id(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        await tryout.QueueAsync(MailTryout.Mail(key: "a"), MailTryout.Mail("grace@example.org", "b"));
        var killed = (await tryout.Rows.DueAsync(JobDating.Platform.Mail.ByMail, 10, Ct))[0];
        await using (var way = new SmtpWay(tryout.Server.Address, tryout.Settings, MailTryout.Service, NullLogger.Instance))
        {
            Assert.True(await way.ReadyAsync(Ct));
            Assert.True(await tryout.Rows.NextAsync(null, killed.Id, Guid.NewGuid(), Ct));
            Assert.Equal(Fate.Sent, (await way.SendAsync(killed, Ct)).Fate);
        }
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 0", "grace@example.org sent 1"], await tryout.StatusesAsync());
        tryout.Database.Clock.Advance(MailRows.Lease);
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
        Assert.Equal(["ada@example.org", "ada@example.org", "grace@example.org"], tryout.Server.Mails.Select(mail => mail.To).Order());
        Assert.Equal(2, tryout.Server.Mails.Select(mail => mail.Message.MessageId).Distinct().Count());
    }

    [Theory, EachEngine]
    public async Task Several_instances_at_once_send_each_mail_once(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        await tryout.QueueAsync(Enumerable.Range(0, 200).Select(n => MailTryout.Mail($"ada{n}@example.org")));
        var instances = Enumerable.Range(0, 4).Select(_ => tryout.Folder.Keep(tryout.Database.Again())).ToList();
        await Task.WhenAll(instances.Select(instance => Task.Run(() => tryout.SweepAsync(instance))));
        Assert.Equal(200, tryout.Server.Mails.Count);
        Assert.Equal(200, tryout.Server.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.All(await tryout.StatusesAsync(), status => Assert.EndsWith(" sent 1", status, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_thousand_mails_go_over_one_connection_each_once()
    {
        await using var tryout = await MailTryout.StartAsync();
        var text = MailText.Write("fr", "La lettre", string.Concat(Enumerable.Repeat("Une page d’informations sur la tournée.\n", 100)));
        foreach (var page in Enumerable.Range(0, 2))
            await tryout.QueueAsync(Enumerable.Range(page * 1000, 1000).Select(n => MailTryout.Mail($"ada{n}@example.org", $"letter/{n}") with { Text = text, Urgency = Urgency.OneOfMany }));
        tryout.Server.Accept = mail => mail.Data.Length > 4000 ? "250 Ok" : "554 cut";
        var seen = 0;
        tryout.Server.Recipient = _ =>
        {
            seen++;
            return "250 Ok";
        };
        await tryout.SweepAsync();
        Assert.Equal(2000, seen);
        Assert.Equal(2000, Assert.Single(await tryout.Database.AllAsync<int>("SELECT COUNT(*) FROM mail WHERE status = 'sent' AND attempts = 1")));
        Assert.Equal(1, tryout.Server.Connections);
    }

    [Fact]
    public async Task A_link_that_somebody_waits_for_overtakes_a_newsletter()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(Enumerable.Range(0, 60).Select(n => MailTryout.Mail($"ada{n}@example.org") with { Urgency = Urgency.OneOfMany }));
        tryout.Database.Clock.Advance(Duration.FromMinutes(1));
        await tryout.QueueAsync(MailTryout.Mail("grace@example.org") with { Urgency = Urgency.SomebodyWaits });
        await tryout.SweepAsync();
        Assert.Equal("grace@example.org", tryout.Server.Mails.First().To);
    }

    [Theory, EachEngine]
    public async Task Nothing_is_sent_after_its_time(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        await tryout.QueueAsync(
            MailTryout.Mail(notAfter: tryout.Database.Now + Duration.FromHours(1)),
            MailTryout.Mail("grace@example.org", notAfter: tryout.Database.Now + Duration.FromHours(3)));
        tryout.Database.Clock.Advance(Duration.FromHours(2));
        await tryout.SweepAsync();
        Assert.Equal("grace@example.org", Assert.Single(tryout.Server.Mails).To);
        Assert.Equal(["ada@example.org expired 0", "grace@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_mail_whose_time_ends_between_two_attempts_is_not_tried_again()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Recipient = _ => "451 4.7.1 Later";
        await tryout.QueueAsync(MailTryout.Mail(notAfter: tryout.Database.Now + Duration.FromSeconds(30)));
        await tryout.SweepAsync();
        tryout.Server.Recipient = _ => "250 Ok";
        tryout.Database.Clock.Advance(Duration.FromMinutes(1));
        await tryout.SweepAsync();
        Assert.Empty(tryout.Server.Mails);
        Assert.Equal(["ada@example.org expired 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task Nobody_who_asked_for_quiet_nights_gets_a_mail_at_night()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Database.Clock.Reset(Instant.FromUtc(2024, 3, 30, 19, 30));
        await tryout.QueueAsync(MailTryout.Mail() with { QuietZone = "Europe/Paris" }, MailTryout.Mail("grace@example.org"));
        await tryout.SweepAsync();
        Assert.Equal("grace@example.org", Assert.Single(tryout.Server.Mails).To);
        // The clocks went forward in that night: 8:00 in Paris is 6:00 UTC.
        tryout.Database.Clock.Reset(Instant.FromUtc(2024, 3, 31, 5, 59));
        await tryout.SweepAsync();
        Assert.Single(tryout.Server.Mails);
        tryout.Database.Clock.Reset(Instant.FromUtc(2024, 3, 31, 6, 0));
        await tryout.SweepAsync();
        Assert.Equal(2, tryout.Server.Mails.Count);
    }

    [Theory, EachEngine]
    public async Task What_is_called_off_or_forgotten_is_not_sent(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        var (ada, grace) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await tryout.QueueAsync(MailTryout.Mail() with { About = "candidate", AboutId = ada }, MailTryout.Mail("grace@example.org") with { About = "candidate", AboutId = grace });
        await using (var tx = await tryout.Database.BeginAsync(TryoutDatabase.Ada, Ct))
        {
            Assert.Equal(1, await tx.CancelMailsAsync("candidate", [ada], Ct));
            Assert.Equal(1, await tx.ForgetMailsAsync("candidate", [grace], Ct));
            await tx.CommitAsync(Ct);
        }
        await tryout.SweepAsync();
        Assert.Empty(tryout.Server.Mails);
        Assert.Equal([" cancelled 0", "ada@example.org cancelled 0"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_password_signs_in()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Auth = true;
        tryout.Settings = tryout.Settings with { Smtp = new Uri($"smtp://ada:s3cret%21@127.0.0.1:{tryout.Server.Address.Port}") };
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        Assert.Single(tryout.Server.Mails);
        Assert.Contains(tryout.Server.Heard, line => line.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_costs_no_mail_an_attempt()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Auth = true;
        tryout.Settings = tryout.Settings with { Smtp = new Uri($"smtp://ada:wrong@127.0.0.1:{tryout.Server.Address.Port}") };
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 0"], await tryout.StatusesAsync());
    }
}
