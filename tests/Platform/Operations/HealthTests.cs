using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>What a monitor is told: to all one word, to whoever may know everything.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_service_whose_database_does_not_answer_is_not_ready_and_is_again_when_it_does()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var program = house.Client();
        program.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var anybody = house.Client(asAdministrator: false);
        Assert.Equal((HttpStatusCode.OK, "fine"), await DependenciesAsync(program, "outcomes", "database"));

        await house.Outcomes.WriteAsync("ALTER TABLE outbox_delivery RENAME TO away");
        await house.Outcomes.WriteAsync("ALTER TABLE migration RENAME TO gone");
        using (var ready = await anybody.GetAsync("/health/ready"))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        using (var live = await anybody.GetAsync("/health/live"))
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "broken"), await DependenciesAsync(program, "outcomes", "database"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "fine"), await DependenciesAsync(program, "registration", "database"));
        Assert.Contains("does not answer", await program.GetStringAsync("/registration/api/operations") + await (await program.GetAsync("/health/dependencies")).Content.ReadAsStringAsync());

        await house.Outcomes.WriteAsync("ALTER TABLE gone RENAME TO migration");
        await house.Outcomes.WriteAsync("ALTER TABLE away RENAME TO outbox_delivery");
        using (var again = await anybody.GetAsync("/health/ready"))
            Assert.Equal((HttpStatusCode.OK, "Healthy"), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.OK, "fine"), await DependenciesAsync(program, "outcomes", "database"));
    }

    [Fact]
    public async Task What_only_wants_looking_at_leaves_it_ready_and_nobody_else_reads_what_it_is()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { LeastDisk = int.MaxValue });
        using var program = house.Client();
        using var anybody = house.Client(asAdministrator: false);
        Assert.Equal((HttpStatusCode.OK, "degraded"), await DependenciesAsync(program, "scheduling", "disk"));
        Assert.Equal("Healthy", await anybody.GetStringAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/health/dependencies")).StatusCode);
    }

    /// <summary>Nobody listens at that address; pages go on, and what is said waits.</summary>
    [Fact]
    public async Task Without_its_broker_a_service_is_ready_and_says_that_the_broker_is_away()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { RabbitMq = new Uri("amqp://jobdating:jobdating@127.0.0.1:1/") });
        using var program = house.Client();
        await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("2026"));
        Assert.Equal((HttpStatusCode.OK, "degraded"), await DependenciesAsync(program, "registration", "broker"));
        Assert.Equal("Healthy", await program.GetStringAsync("/health/ready"));
        Assert.Contains("The message broker (RabbitMQ) does not answer. Messages that wait for it here: 1.", await house.ToldAsync("registration"));
    }

    [Theory]
    [InlineData(4, 0), InlineData(6, 1)]
    public void A_message_that_waits_for_minutes_is_a_concern(int minutes, int concerns)
    {
        var now = TestHouse.Start;
        var seen = new Condition { Service = "registration", At = now, DiskFree = long.MaxValue, Waiting = 3, OldestWaiting = now - Duration.FromMinutes(minutes) };
        Assert.Equal(concerns, Concerns.Of(seen, new Settings { Data = "." }, now, now, now).Count);
    }

    [Fact]
    public void No_jobs_server_for_a_while_is_a_concern_but_not_just_after_the_start()
    {
        var now = TestHouse.Start;
        var seen = new Condition { Service = "registration", At = now, DiskFree = long.MaxValue };
        Assert.Empty(Of(seen, since: now - Duration.FromMinutes(1)));
        Assert.Single(Of(seen, since: now - Duration.FromMinutes(10)));
        Assert.Empty(Of(seen with { JobsBeat = now - Duration.FromMinutes(1) }, since: now - Duration.FromMinutes(10)));
        Assert.Single(Of(seen with { JobsBeat = now - Duration.FromMinutes(5) }, since: now - Duration.FromMinutes(10)));

        IReadOnlyList<Concern> Of(Condition condition, Instant since) => Concerns.Of(condition, new Settings { Data = "." }, now, now, since);
    }

    private static async Task<(HttpStatusCode, string?)> DependenciesAsync(HttpClient program, string service, string name)
    {
        using var answer = await program.GetAsync("/health/dependencies");
        var all = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var one = all.GetProperty("services").EnumerateArray().First(of => of.GetProperty("service").GetString() == service);
        return (answer.StatusCode, one.GetProperty("dependencies").EnumerateArray().First(of => of.GetProperty("name").GetString() == name).GetProperty("status").GetString());
    }
}
