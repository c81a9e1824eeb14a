using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. An import is running over three processes and RabbitMQ.
/// 2. One of them, all at once, or the broker, ends without a word at some moment, and comes back a little later.
/// 3. The import ends well by itself, with the same bilan and no message in error.
/// </summary>
[Collection(Journeys.Name)]
public sealed class KilledProcessTests(Broker broker)
{
    private const string AllServices = "all services";
    private const string BrokerStopped = "broker stopped";
    private const string BrokerKilled = "broker killed";

    private static readonly Random _random = new();
    private int _edition;

    [Fact]
    public async Task Whoever_is_killed_in_the_middle_the_bilan_is_the_same()
    {
        await using var three = await ThreeServices.StartAsync(broker);
        foreach (var round in Enumerable.Range(0, Journeys.Long ? 20 : 1))
            foreach (var victim in (IEnumerable<string>)[.. ThreeServices.Names, AllServices, BrokerStopped, BrokerKilled])
                await RoundAsync(three, victim, TimeSpan.FromSeconds(_random.NextDouble() * 2));
    }

    private async Task RoundAsync(ThreeServices three, string victim, TimeSpan moment)
    {
        var edition = $"tour-{++_edition}";
        var answer = three.PostAsync(DemoZip.Of(edition));
        await Journeys.UntilAsync("Registration has the archive", async () => await three.CountAsync("Registration", "edition_import") >= _edition);
        await Task.Delay(moment);
        switch (victim)
        {
            case BrokerStopped:
                await broker.StopAsync();
                await broker.StartAsync();
                break;
            case BrokerKilled:
                await broker.KillAsync();
                await broker.StartAsync();
                break;
            case AllServices:
                await Task.WhenAll(ThreeServices.Names.Select(name => three.KillAsync(name, moment / 4)));
                break;
            default:
                await three.KillAsync(victim, moment / 4);
                break;
        }
        // Who sent the archive to a Registration that was killed got no answer; the archive was on its disk all the same.
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await three.DoneAsync();
        Assert.True(await DemoZip.BilanAsync(edition) == await three.BilanAsync(edition), $"{victim}, killed after {moment.TotalSeconds:0.00} s: {await three.BilanAsync(edition)}");
        await three.NothingIsLeftAsync();
    }
}
