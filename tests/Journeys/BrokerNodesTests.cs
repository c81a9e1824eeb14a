using JobDating.Platform;
using JobDating.Tests.Platform.Operations;
using RabbitMQ.Client;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. Of the broker's nodes that the settings name, the first does not answer.
/// 2. The operator is told which, and that the broker goes on.
/// 3. An edition comes in over the other, with all its figures, and an administrator sees what is in error.
/// </summary>
[Collection(Journeys.Name)]
public sealed class BrokerNodesTests(Broker broker)
{
    private static readonly string _queue = Messages.Queue("outcomes", typeof(JobDating.Contracts.Registration.PressArticlesSaved));

    [Fact]
    public async Task A_node_that_is_away_is_passed_over_and_every_queue_is_one_that_several_nodes_keep()
    {
        var away = new UriBuilder(broker.Address) { Port = 1 }.Uri;
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { RabbitMq = away, RabbitMqNodes = [away, broker.Address] });
        using var http = house.Client();
        try
        {
            Assert.Contains("Nodes of the message broker (RabbitMQ) do not answer: 127.0.0.1:1. Messages go over the others.", await house.ToldAsync("outcomes"));
            Assert.True((await house.ConditionAsync("outcomes")).BrokerAnswers);
            Assert.Contains("\"status\":\"done\"", await (await http.PostAsync("/registration/api/editions/import", new ByteArrayContent(DemoZip.Of()))).Content.ReadAsStringAsync());
            Assert.Equal(await DemoZip.BilanAsync(), await http.GetStringAsync(DemoZip.BilanPath("2023")));

            await using var connection = await broker.ConnectAsync();
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            await channel.BasicPublishAsync("", _queue, true, new BasicProperties(), "of no kind"u8.ToArray());
            await Journeys.UntilAsync("it is in error", async () => await broker.CountAsync($"{_queue}_error") == 1);
            Assert.Contains(_queue, await http.GetStringAsync("/outcomes/api/messages-in-error"), StringComparison.Ordinal);

            // A queue of another kind than the one that is declared would refuse.
            foreach (var queue in (string[])[_queue, $"{_queue}_error"])
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        }
        finally
        {
            await house.App.StopAsync();
            await broker.EmptyAsync();
        }
    }
}
