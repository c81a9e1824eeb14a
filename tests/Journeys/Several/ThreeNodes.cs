using JobDating.Platform;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace JobDating.Tests.Journeys.Several;

/// <summary>One RabbitMQ of three nodes on this machine, by <c>deploy/broker.sh</c> in folders that are gone afterwards.</summary>
internal sealed class ThreeNodes : IAsyncDisposable
{
    public const int Count = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-nodes-").FullName;

    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    public static async Task<ThreeNodes> StartAsync()
    {
        var nodes = new ThreeNodes();
        var first = await nodes.ScriptAsync("start", 0);
        nodes.Addresses = [new(first), new(await nodes.ScriptAsync("join", 1, nodes.Folder(0))), new(await nodes.ScriptAsync("join", 2, nodes.Folder(0)))];
        return nodes;
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync(int node) => ScriptAsync("kill", node);

    /// <summary>Again, at the address that it had.</summary>
    public Task StartAsync(int node) => ScriptAsync("start", node);

    /// <summary>What lies in the queues of the house: by queue, messages; those of errors too.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        var found = new List<string>();
        await using var connection = await new ConnectionFactory { Uri = Addresses[0] }.CreateConnectionAsync();
        foreach (var queue in Messages.All.SelectMany(message => Messages.HeardBy(message).Select(service => Messages.Queue(service, message))).SelectMany(queue => (string[])[queue, $"{queue}_error"]))
            if (await CountAsync(connection, queue) is > 0 and var many)
                found.Add($"{queue}: {many}");
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        for (var node = 0; node < Count; node++)
            await ScriptAsync("kill", node);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<uint?> CountAsync(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            // One that was never needed.
            return null;
        }
    }

    private string Folder(int node) => Path.Combine(_folder, $"{node + 1}");

    private async Task<string> ScriptAsync(string command, int node, params string[] more)
    {
        var (exit, output, error) = await Shell.RunAsync("bash", [Path.Combine(Shell.Root, "deploy", "broker.sh"), command, Folder(node), .. more]);
        Assert.True(exit == 0, $"broker.sh {command}: {error}");
        return output.Trim();
    }
}
