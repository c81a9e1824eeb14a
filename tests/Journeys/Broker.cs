using JobDating.Platform;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// A RabbitMQ of the journeys' own, by <c>deploy/broker.sh</c> in a folder that is gone afterwards. Where RabbitMQ is not installed, the
/// script says so and every journey fails with that sentence.
/// </summary>
public sealed class Broker : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-broker-").FullName;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task StartAsync() => Address = new Uri((await ScriptAsync("start")).Trim());

    /// <summary>In good order.</summary>
    public Task StopAsync() => ScriptAsync("stop");

    /// <summary>As a power cut would.</summary>
    public Task KillAsync() => ScriptAsync("kill");

    public async Task<IConnection> ConnectAsync() => await new ConnectionFactory { Uri = Address }.CreateConnectionAsync();

    /// <summary>Messages in that queue; null when there is no such queue.</summary>
    public async Task<uint?> CountAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        return await CountAsync(connection, queue);
    }

    /// <summary>The queues that have messages in error.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync()
    {
        var found = new List<string>();
        await using var connection = await ConnectAsync();
        foreach (var queue in Queues())
            if (await CountAsync(connection, $"{queue}_error") > 0)
                found.Add($"{queue}_error");
        return found;
    }

    /// <summary>The queues that have messages ready, with how many, and how many consumers they have.</summary>
    public async Task<string> FillingAsync()
    {
        var found = new List<string>();
        await using var connection = await ConnectAsync();
        foreach (var queue in Queues())
        {
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                var state = await channel.QueueDeclarePassiveAsync(queue);
                if (state.MessageCount > 0 || state.ConsumerCount != 1)
                    found.Add($"{queue}: {state.MessageCount} ready, {state.ConsumerCount} consumers");
            }
            catch (OperationInterruptedException gone)
            {
                found.Add($"{queue}: {gone.Message}");
            }
        }
        return string.Join("; ", found);
    }

    /// <summary>Forgets every queue and exchange of the house, so that the next story begins with a broker that never heard of it.</summary>
    public async Task EmptyAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Queues())
        {
            await channel.QueueDeleteAsync(queue);
            await channel.QueueDeleteAsync($"{queue}_error");
            await channel.ExchangeDeleteAsync(queue);
        }
        foreach (var message in Messages.All)
            await channel.ExchangeDeleteAsync($"{message.Namespace}:{message.Name}");
    }

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("kill");
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Queues() =>
        Messages.All.SelectMany(message => Messages.HeardBy(message).Select(service => Messages.Queue(service, message)));

    private static async Task<uint?> CountAsync(IConnection connection, string queue)
    {
        // A queue that is not there closes the channel that asked.
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return null;
        }
    }

    private async Task<string> ScriptAsync(string command)
    {
        var (exit, output, error) = await Shell.RunAsync("bash", [Path.Combine(Shell.Root, "deploy", "broker.sh"), command, _folder]);
        Assert.True(exit == 0, $"broker.sh {command}: {error}");
        return output;
    }
}
