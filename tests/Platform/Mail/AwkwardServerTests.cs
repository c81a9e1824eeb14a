using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>Mail servers that refuse, are busy, slow, or hang up: nobody is lost, nobody gets a mail twice that was not cut off after its end.</summary>
public sealed class AwkwardServerTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Bad_addresses_among_many_hold_up_no_other()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Recipient = to => to.StartsWith("no", StringComparison.Ordinal) ? "550 5.1.1 No such person here" : "250 Ok";
        await tryout.QueueAsync(Enumerable.Range(0, 120).Select(n => MailTryout.Mail($"{(n % 3 == 0 ? "no" : "ada")}{n}@example.org")));
        await tryout.SweepAsync();
        Assert.Equal(80, tryout.Server.Mails.Count);
        Assert.Equal(40, (await tryout.StatusesAsync()).Count(status => status.EndsWith("refused 1", StringComparison.Ordinal)));
        Assert.Equal(1, tryout.Server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_too_busy_to_talk_costs_no_mail_an_attempt()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Greeting = "421 4.3.2 Too many connections";
        await tryout.QueueAsync(MailTryout.Mail(), MailTryout.Mail("grace@example.org"));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 0", "grace@example.org waiting 0"], await tryout.StatusesAsync());
        Assert.All(await tryout.Database.AllAsync<string?>("SELECT error FROM mail"), error => Assert.Contains("Too many connections", error));
        tryout.Server.Greeting = "220 ronchin.test ESMTP";
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
    }

    [Fact]
    public async Task A_server_that_becomes_busy_in_the_middle_refuses_nobody_for_good()
    {
        await using var tryout = await MailTryout.StartAsync();
        var busy = true;
        tryout.Server.Recipient = to => busy && to != "ada00@example.org" ? "421 4.3.2 Closing" : "250 Ok";
        await tryout.QueueAsync(Enumerable.Range(0, 10).Select(n => MailTryout.Mail($"ada{n:D2}@example.org", $"{n:D2}")));
        await tryout.SweepAsync();
        Assert.DoesNotContain(await tryout.StatusesAsync(), status => status.Contains("refused", StringComparison.Ordinal));
        busy = false;
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        Assert.Equal(10, tryout.Server.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(10, tryout.Server.Mails.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public async Task Cut_off_before_its_end_a_mail_arrives_once_and_the_others_go_on(int lines)
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.CutAfterLines = lines;
        await tryout.QueueAsync(MailTryout.Mail(key: "a"), MailTryout.Mail("grace@example.org", "b"));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org waiting 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 2", "grace@example.org sent 1"], await tryout.StatusesAsync());
        Assert.Equal(["grace@example.org", "ada@example.org"], tryout.Server.Mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task Cut_off_after_its_end_a_mail_arrives_twice_under_one_id()
    {
        await using var tryout = await MailTryout.StartAsync();
        var taken = new List<string>();
        tryout.Server.Accept = mail =>
        {
            taken.Add(mail.Message.MessageId!);
            return taken.Count == 1 ? null : "250 Ok";
        };
        await tryout.QueueAsync(MailTryout.Mail());
        await tryout.SweepAsync();
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        await tryout.SweepAsync();
        Assert.Equal(2, taken.Count);
        Assert.Single(taken.Distinct());
        Assert.Equal(["ada@example.org sent 2"], await tryout.StatusesAsync());
    }

    /// <summary>Ten seconds for each answer, in a minute of patience: here a fiftieth of both.</summary>
    [Fact]
    public async Task A_slow_server_gets_each_mail_once()
    {
        await using var tryout = await MailTryout.StartAsync();
        tryout.Server.Pause = TimeSpan.FromMilliseconds(200);
        await tryout.QueueAsync(Enumerable.Range(0, 3).Select(n => MailTryout.Mail($"ada{n}@example.org")));
        await using var way = new SmtpWay(tryout.Server.Address, tryout.Settings, MailTryout.Service, NullLogger.Instance, TimeSpan.FromMilliseconds(1200));
        foreach (var mail in await tryout.Rows.DueAsync(JobDating.Platform.Mail.ByMail, 10, Ct))
        {
            Assert.True(await way.ReadyAsync(Ct));
            Assert.Equal(Fate.Sent, (await way.SendAsync(mail, Ct)).Fate);
        }
        Assert.Equal(3, tryout.Server.Mails.Count);
        Assert.Equal(1, tryout.Server.Connections);
        // Six answers of a mail, each at the end of the patience, and still nobody else takes it for abandoned.
        Assert.True(SendMails.Longest < MailRows.Lease.ToTimeSpan());
    }
}
