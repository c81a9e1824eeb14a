using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace JobDating.Platform;

/// <summary>How much lies in the broker for this process's consumers, asked over one connection that is kept. For one caller at a time.</summary>
internal sealed class LookAtBroker(House house) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>By consumer; null: the broker does not answer.</summary>
    public async Task<IReadOnlyList<(Consumer Consumer, QueueLength Length)>?> RunAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            if (_connection is not { IsOpen: true })
                _connection = await BrokerNodes.ConnectAsync(house.Settings, Patience, limit.Token);
            var found = new List<(Consumer, QueueLength)>();
            foreach (var consumer in house.Consumers)
                found.Add((consumer, new QueueLength(consumer.Queue, await CountAsync(consumer.Queue, limit.Token), await CountAsync($"{consumer.Queue}_error", limit.Token), null)));
            return found;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            await LeaveAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    private async Task<long> CountAsync(string queue, CancellationToken ct)
    {
        if (_channel is not { IsOpen: true })
            _channel = await _connection!.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return (await _channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException) when (_connection!.IsOpen)
        {
            // There is no such queue (that of errors is made by the first one), and the channel that asked is closed.
            await _channel.DisposeAsync();
            _channel = null;
            return 0;
        }
    }

    private async Task LeaveAsync()
    {
        var (connection, channel) = (_connection, _channel);
        (_connection, _channel) = (null, null);
        try
        {
            if (channel is not null)
                await channel.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
        }
        catch (Exception exception) when (exception is IOException or AlreadyClosedException or OperationInterruptedException or ObjectDisposedException or TimeoutException or OperationCanceledException)
        {
            // It had gone already.
        }
    }
}
