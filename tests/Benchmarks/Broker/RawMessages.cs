using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace JobDating.Benchmarks.Broker;

/// <summary>What the broker itself does with the same bytes, by its own library: a quorum queue, messages that are kept on disk, each confirmed, each acknowledged.</summary>
internal static class RawMessages
{
    private const string Queue = "raw";
    private const ushort Ahead = 16;
    private const int Window = 64;

    /// <summary>From just before each is published until it is there.</summary>
    public static async Task<Times> LagAsync(PrivateBroker broker, byte[] body, double perSecond, int messages, CancellationToken ct)
    {
        await using var connection = await broker.ConnectAsync();
        await using var publish = await ChannelAsync(connection, ct);
        await using var consume = await connection.CreateChannelAsync(cancellationToken: ct);
        var arrived = Enumerable.Range(0, messages).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        await ConsumeAsync(consume, async got =>
        {
            arrived[int.Parse(got.BasicProperties.MessageId!, System.Globalization.CultureInfo.InvariantCulture)].TrySetResult();
            await consume.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
        }, ct);
        return await Load.AtRateAsync(perSecond, messages, async at =>
        {
            await publish.BasicPublishAsync("", Queue, mandatory: true, Properties(at), body, ct);
            await arrived[at].Task;
        });
    }

    /// <summary>A window of unconfirmed messages at the publisher's; at the consumer's one row each, on the disk before it is acknowledged.</summary>
    /// <returns>Messages a second.</returns>
    public static async Task<double> RateAsync(PrivateBroker broker, byte[] body, int messages, bool inGroups, CancellationToken ct)
    {
        using var folder = new Folder("raw-rows");
        using var rows = new RawRows(Path.Combine(folder.Path, "raw.db"));
        await using var connection = await broker.ConnectAsync();
        await using var publish = await ChannelAsync(connection, ct);
        await using var consume = await connection.CreateChannelAsync(cancellationToken: ct);
        var (got, left, done) = (new BlockingCollection<(ulong Tag, byte[] Body)>(), messages, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await ConsumeAsync(consume, one =>
        {
            got.Add((one.DeliveryTag, one.Body.ToArray()), ct);
            return Task.CompletedTask;
        }, ct);
        var writing = Task.Factory.StartNew(() =>
        {
            while (left > 0)
            {
                var group = new List<(ulong Tag, byte[] Body)> { got.Take(ct) };
                while (inGroups && group.Count < Ahead && got.TryTake(out var more))
                    group.Add(more);
                rows.Insert(group.Select(one => one.Body));
                consume.BasicAckAsync(group[^1].Tag, multiple: true, ct).AsTask().GetAwaiter().GetResult();
                left -= group.Count;
            }
            done.SetResult();
        }, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var from = Stopwatch.GetTimestamp();
        await Load.ByClientsAsync(Window, messages, async at => await publish.BasicPublishAsync("", Queue, mandatory: true, Properties(at), body, ct));
        await done.Task;
        await writing;
        return messages / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    /// <summary>The bytes of one message as the program says it: taken from a queue that hears it too.</summary>
    public static async Task<byte[]> BytesOfAsync(PrivateBroker broker, string exchange, Func<Task> sayAsync, CancellationToken ct)
    {
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var queue = (await channel.QueueDeclareAsync("", cancellationToken: ct)).QueueName;
        // As the services declare it: one of them may still be on its way to the broker.
        await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true, cancellationToken: ct);
        await channel.QueueBindAsync(queue, exchange, "", cancellationToken: ct);
        await sayAsync();
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true, ct) is { } got)
                return got.Body.ToArray();
            await Task.Delay(20, ct);
        }
    }

    private static async Task<IChannel> ChannelAsync(IConnection connection, CancellationToken ct)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        return channel;
    }

    private static async Task ConsumeAsync(IChannel channel, Func<BasicDeliverEventArgs, Task> takeAsync, CancellationToken ct)
    {
        await channel.BasicQosAsync(0, Ahead, global: false, ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, got) => takeAsync(got);
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, ct);
    }

    private static BasicProperties Properties(int at) => new() { DeliveryMode = DeliveryModes.Persistent, MessageId = at.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
