using Hangfire;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>Each metric is read as an exporter reads it, and seen to change with what it measures.</summary>
public sealed class GaugesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task What_waits_and_how_long_already_is_measured_without_asking_the_database(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await house.HoldPostAsync();
        using var read = new Readings(house);
        Assert.Null(read.Of("jobdating.outbox.waiting", "registration"));
        await house.Watch().LookAsync(Ct);
        Assert.Equal((0, 0, 0, 0), (read.Of("jobdating.outbox.waiting", "registration"), read.Of("jobdating.outbox.age", "registration"), read.Of("jobdating.facts.age", "outcomes"), read.Of("jobdating.mails.waiting", "registration")));
        Assert.True(read.Of("jobdating.disk.free", "registration") > 1_000_000);

        await house.SayArticlesAsync(1);
        await using (var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct))
        {
            await tx.MailAsync([Mail.MailTryout.Mail()], Ct);
            await tx.CommitAsync(Ct);
        }
        // Said, and not yet looked at: collecting asks nobody.
        Assert.Equal(0, read.Of("jobdating.outbox.waiting", "registration"));
        await house.Watch().LookAsync(Ct);
        house.Clock.Advance(Duration.FromMinutes(7));

        var queue = Messages.Queue("outcomes", typeof(PressArticlesSaved));
        Assert.Equal((1, 1, 1), (read.Of("jobdating.outbox.waiting", "registration"), read.Of("jobdating.queue.waiting", "outcomes", queue), read.Of("jobdating.mails.waiting", "registration")));
        Assert.Equal(0, read.Of("jobdating.outbox.waiting", "outcomes"));
        foreach (var (name, service) in ((string, string)[])[("jobdating.outbox.age", "registration"), ("jobdating.queue.age", "outcomes"), ("jobdating.facts.age", "outcomes"), ("jobdating.mails.age", "registration")])
            Assert.InRange(read.Of(name, service) ?? 0, 420, 430);

        await house.SettleAsync();
        await house.Watch().LookAsync(Ct);
        Assert.Equal((0, 0, 0), (read.Of("jobdating.outbox.waiting", "registration"), read.Of("jobdating.outbox.age", "registration"), read.Of("jobdating.facts.age", "outcomes")));
    }

    [Fact]
    public async Task Messages_in_error_and_a_database_that_does_not_answer_are_measured()
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(change: settings => settings with { Retries = [] }, more: rehearsal);
        using var read = new Readings(house);
        rehearsal.Fails["bad"] = true;
        await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("bad"));
        await house.SettleAsync();
        await house.Watch().LookAsync(Ct);
        Assert.Equal((1, 0), (read.Of("jobdating.messages.in_error", "registration"), read.Of("jobdating.messages.in_error", "outcomes")));
        Assert.Equal(1, read.Of("jobdating.database.up", "registration"));

        await house.Registration.WriteAsync("ALTER TABLE mail RENAME TO gone");
        await house.Watch().LookAsync(Ct);
        Assert.Equal((0, null), (read.Of("jobdating.database.up", "registration"), read.Of("jobdating.messages.in_error", "registration")));
        Assert.Equal(1, read.Of("jobdating.database.up", "outcomes"));
    }

    /// <summary>No jobs server runs here, so whatever is due becomes later and later.</summary>
    [Fact]
    public async Task A_sweep_that_nobody_calls_is_late()
    {
        await using var house = await TestHouse.StartAsync();
        using var read = new Readings(house);
        house.App.Services.GetRequiredService<IRecurringJobManager>().AddOrUpdate("registration.send-mails", () => Console.WriteLine(), "* * * * * *");
        await Troubled.UntilAsync("it is late", async () => (await house.ConditionAsync("registration")).Jobs is [{ Name: "send-mails" } job] && job.Late > Duration.Zero);
        var before = read.Of("jobdating.job.lag", "registration", "send-mails");
        await Task.Delay(200);
        await house.ConditionAsync("registration");
        // A delay may end a tick of the timer early.
        Assert.InRange(read.Of("jobdating.job.lag", "registration", "send-mails") ?? 0, before!.Value + 0.19, 60);
    }
}
