using System.Net;
using Hangfire;
using Hangfire.Storage;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Platform.Operations;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A mail server that takes a minute for an answer: whoever waits for a link is next, the other sweeps go on, and no page waits for it.</summary>
public sealed class SlowServerTests
{
    private const string Forgotten = "/registration/sign-in/forgotten";

    [Fact]
    public async Task Whoever_begins_to_wait_meanwhile_is_next()
    {
        await using var tryout = await MailTryout.StartAsync();
        using var answers = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        tryout.Server.Recipient = to =>
        {
            asked.Set();
            answers.Wait();
            return "250 Ok";
        };
        await tryout.QueueAsync(Enumerable.Range(0, 5).Select(n => MailTryout.Mail($"list{n}@example.org", $"{n}")));
        var sweep = tryout.SweepAsync();
        await Troubled.UntilAsync("the first is being sent", () => Task.FromResult(asked.IsSet));
        await tryout.QueueAsync(MailTryout.Mail("ada@example.org") with { Urgency = Urgency.SomebodyWaits });
        tryout.Database.Clock.Advance(Duration.FromMinutes(1));
        answers.Set();
        await sweep;
        Assert.Equal(["list0@example.org", "ada@example.org", "list1@example.org"], tryout.Server.Mails.Select(mail => mail.To).Take(3));
        Assert.Equal(6, tryout.Server.Mails.Count);
    }

    [Fact]
    public async Task While_two_services_wait_for_it_pages_answer_and_the_other_sweeps_run()
    {
        await using var server = new SmtpListener();
        using var answers = new ManualResetEventSlim();
        var asked = 0;
        server.Recipient = _ =>
        {
            Interlocked.Increment(ref asked);
            answers.Wait();
            return "250 Ok";
        };
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Smtp = server.Address });
        try
        {
            await house.AccountAsync(Staff.Ada, Role.Administrator);
            foreach (var database in (Database[])[house.Registration, house.Outcomes])
            {
                await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
                await tx.MailAsync([MailTryout.Mail("grace@example.org")], CancellationToken.None);
                await tx.CommitAsync(CancellationToken.None);
            }
            var jobs = house.App.Services.GetRequiredService<IRecurringJobManager>();
            jobs.Trigger("registration.send-mails");
            jobs.Trigger("outcomes.send-mails");
            await Troubled.UntilAsync("both services wait for the mail server", () => Task.FromResult(Volatile.Read(ref asked) == 2));

            jobs.Trigger("scheduling.read-bounces");
            await Troubled.UntilAsync("another sweep has run", () => Task.FromResult(StateOf(house, "scheduling.read-bounces") == "Succeeded"));
            using var ada = new Browser(house.Address);
            using (var answer = await ada.SendAsync(Forgotten, Forgotten, ("email", Staff.Ada)))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(1, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM mail WHERE to_address = @Ada AND status = 'waiting'", new { Staff.Ada }, CancellationToken.None));
            Assert.Empty(server.Mails);

            // Whoever looks a quarter of an hour later is told.
            house.Clock.Advance(Duration.FromMinutes(20));
            Assert.Contains(await house.ToldAsync("registration"), told => told.StartsWith("Mails are late", StringComparison.Ordinal) || told.StartsWith("Mails do not leave", StringComparison.Ordinal));
        }
        finally
        {
            answers.Set();
        }
    }

    private static string? StateOf(TestHouse house, string job)
    {
        using var connection = house.App.Services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetRecurringJobs().Single(known => known.Id == job).LastJobState;
    }
}
