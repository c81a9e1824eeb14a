using System.Diagnostics;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Tests.Platform;
using JobDating.Tests.Platform.Operations;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. An operator looks at the services over RabbitMQ: all is well, and a trace goes from one service to the next.
/// 2. A consumer fails, and what was put aside in the broker is counted.
/// 3. The broker goes away, for seconds or in the long form for minutes: pages go on, what is said all the while waits, the operator is told.
/// 4. It comes back: what waited arrives, and nobody has to do anything.
/// </summary>
[Collection(Journeys.Name)]
public sealed class BrokerAwayTests(Broker broker)
{
    private static readonly TimeSpan _away = Journeys.Long ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(3);

    [Fact]
    public async Task The_operator_sees_the_broker_go_and_come_back_and_nothing_is_lost()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { RabbitMq = broker.Address });
        using var program = house.Client();
        try
        {
            var trace = ActivityTraceId.CreateRandom();
            using (var steps = new TraceTests.Steps(trace))
            {
                using (var request = new Activity("a request").SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
                    await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("one"));
                await ArrivesAsync(house, "one");
                await Journeys.UntilAsync("the trace is whole", () => Task.FromResult(steps.Ended.Any(step => step.OperationName == "take outcomes.registration.edition-saved")));
            }
            Assert.DoesNotContain(await house.ToldAsync("registration"), told => told.Contains("RabbitMQ", StringComparison.Ordinal));
            Assert.Null((await house.ConditionAsync("outcomes")).FactsAsOf);

            await house.Outcomes.WriteAsync("ALTER TABLE press_article RENAME TO broken");
            await house.SayArticlesAsync(1);
            await Journeys.UntilAsync("the message in error is counted", async () => (await house.ConditionAsync("outcomes")).InError == 1);
            Assert.Equal(1, (await house.ConditionAsync("outcomes")).Queues.Single(queue => queue.Queue == Messages.Queue("outcomes", typeof(PressArticlesSaved))).InError);
            Assert.Equal(0, (await house.ConditionAsync("scheduling")).InError);
            await house.Outcomes.WriteAsync("ALTER TABLE broken RENAME TO press_article");

            await broker.StopAsync();
            await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("two"));
            await Journeys.UntilAsync("the operator is told", async () => (await house.ToldAsync("registration")).Any(told => told.StartsWith("The message broker (RabbitMQ) does not answer", StringComparison.Ordinal)));
            Assert.Equal("Healthy", await program.GetStringAsync("/health/ready"));
            Assert.Equal(1, (await house.ConditionAsync("registration")).Waiting);
            var said = new List<string>();
            for (var since = Stopwatch.StartNew(); since.Elapsed < _away; await Task.Delay(TimeSpan.FromSeconds(1)))
            {
                said.Add($"while-{said.Count}");
                await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition(said[^1]));
                house.Clock.Advance(Duration.FromSeconds(1));
                Assert.Equal("Healthy", await program.GetStringAsync("/health/ready"));
            }
            Assert.Equal((1 + said.Count, 0L), ((await house.ConditionAsync("registration")).Waiting, (await house.ConditionAsync("registration")).InError));

            await broker.StartAsync();
            foreach (var code in (string[])["two", .. said])
                await ArrivesAsync(house, code);
            await Journeys.UntilAsync("the operator is told no more", async () => !(await house.ToldAsync("registration")).Any(told => told.Contains("RabbitMQ", StringComparison.Ordinal)));
        }
        finally
        {
            await house.App.StopAsync();
            await broker.EmptyAsync();
        }
    }

    /// <summary>What could not be handed on waits two seconds of the house's clock, which only a test moves.</summary>
    private static Task ArrivesAsync(TestHouse house, string code) => Journeys.UntilAsync($"\"{code}\" arrives", async () =>
    {
        house.Clock.Advance(Duration.FromSeconds(1));
        return (await house.Outcomes.QueryAsync<string>("SELECT code FROM edition", null, CancellationToken.None)).Contains(code);
    }, 120);
}
