using System.Net.Sockets;
using RabbitMQ.Client;

namespace JobDating.Platform;

/// <summary>The broker's nodes as the settings name them: a connection to one that answers, and which do not.</summary>
internal static class BrokerNodes
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>To any of them; it ends with its node.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">None answers.</exception>
    public static Task<IConnection> ConnectAsync(Settings settings, TimeSpan patience, CancellationToken ct) =>
        new ConnectionFactory { Uri = settings.RabbitMq!, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = patience }
            .CreateConnectionAsync(Of(settings).Select(node => new AmqpTcpEndpoint(node, new SslOption(node.Host, enabled: node.Scheme == "amqps"))), ct);

    /// <summary>Host and port of each that takes no connection.</summary>
    public static async Task<IReadOnlyList<string>> AwayAsync(Settings settings, CancellationToken ct)
    {
        var nodes = Of(settings).Select(node => new AmqpTcpEndpoint(node)).ToList();
        var answers = await Task.WhenAll(nodes.Select(node => AnswersAsync(node, ct)));
        return [.. nodes.Zip(answers).Where(node => !node.Second).Select(node => $"{node.First.HostName}:{node.First.Port}")];
    }

    private static IReadOnlyList<Uri> Of(Settings settings) => settings.RabbitMqNodes is { Count: > 0 } nodes ? nodes : [settings.RabbitMq!];

    private static async Task<bool> AnswersAsync(AmqpTcpEndpoint node, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(node.HostName, node.Port, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
