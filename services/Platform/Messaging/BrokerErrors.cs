using System.Security.Cryptography;
using System.Text;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace JobDating.Platform;

/// <summary>
/// The broker's error queues of a service's consumers, read and retried by RabbitMQ.Client: a bus consumes queues, it does not look into
/// them. Messages are looked at by getting them and putting them back, in their order.
/// </summary>
public sealed class BrokerErrors(House house)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>At most <paramref name="take"/> a queue.</summary>
    /// <exception cref="Rejected">503: the broker does not answer.</exception>
    public async Task<IReadOnlyList<Outbox.Failure>> ListAsync(Service service, int take, CancellationToken ct)
    {
        var found = new List<Outbox.Failure>();
        await using var connection = await ConnectAsync(ct);
        foreach (var consumer in house.Consumers.Where(consumer => consumer.Service == service))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            if (!await ExistsAsync(connection, ErrorQueue(consumer), ct))
                continue;
            var tags = new List<ulong>();
            while (tags.Count < take && await channel.BasicGetAsync(ErrorQueue(consumer), autoAck: false, ct) is { } got)
            {
                tags.Add(got.DeliveryTag);
                found.Add(new Outbox.Failure
                {
                    MessageId = Guid.TryParse(got.BasicProperties.MessageId, out var id) ? id : Guid.Empty,
                    Destination = consumer.Queue,
                    Attempts = int.TryParse(Header(got, "MT-Fault-RetryCount"), out var retries) ? retries + 1 : 1,
                    Kind = consumer.Message.FullName!,
                    Error = Header(got, "MT-Fault-Message"),
                    Mark = Mark(got),
                    Readable = !Header(got, "MT-Fault-ExceptionType").Contains("Serialization", StringComparison.Ordinal) && got.BasicProperties.MessageId is not null,
                });
            }
            foreach (var tag in Enumerable.Reverse(tags))
                await channel.BasicNackAsync(tag, multiple: false, requeue: true, ct);
            // A quorum queue puts them back in its own time; who looks next shall see them.
            for (var wait = 0; wait < 100 && await channel.MessageCountAsync(ErrorQueue(consumer), ct) < tags.Count; wait++)
                await Task.Delay(20, ct);
        }
        return found;
    }

    /// <summary>Hands everything in the error queues to its consumer once more. Returns how many.</summary>
    /// <exception cref="Rejected">503: the broker does not answer.</exception>
    public async Task<int> RetryAllAsync(Service service, CancellationToken ct)
    {
        var count = 0;
        await using var connection = await ConnectAsync(ct);
        foreach (var consumer in house.Consumers.Where(consumer => consumer.Service == service))
        {
            if (!await ExistsAsync(connection, ErrorQueue(consumer), ct))
                continue;
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
            var left = await channel.MessageCountAsync(ErrorQueue(consumer), ct);
            for (; left > 0 && await channel.BasicGetAsync(ErrorQueue(consumer), autoAck: false, ct) is { } got; left--, count++)
            {
                // Confirmed by the broker before the error queue lets go of it.
                await channel.BasicPublishAsync(consumer.Queue, "", true, new BasicProperties(got.BasicProperties), got.Body, ct);
                await channel.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
            }
        }
        return count;
    }

    /// <summary>Hands one message to its consumer once more, or drops it. False when it is no longer there.</summary>
    /// <exception cref="Rejected">503: the broker does not answer.</exception>
    public async Task<bool> EndAsync(Service service, string queue, string mark, bool again, CancellationToken ct)
    {
        if (house.Consumers.FirstOrDefault(consumer => consumer.Service == service && consumer.Queue == queue) is not { } consumer)
            return false;
        await using var connection = await ConnectAsync(ct);
        if (!await ExistsAsync(connection, ErrorQueue(consumer), ct))
            return false;
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        var others = new List<ulong>();
        var found = false;
        // One more is looked for after what others put aside meanwhile; the queue gives each at most once to a channel that holds it.
        while (!found && await channel.BasicGetAsync(ErrorQueue(consumer), autoAck: false, ct) is { } got)
        {
            found = Mark(got) == mark;
            if (!found)
            {
                others.Add(got.DeliveryTag);
                continue;
            }
            if (again)
                await channel.BasicPublishAsync("", consumer.Queue, true, new BasicProperties(got.BasicProperties), got.Body, ct);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
        }
        foreach (var tag in Enumerable.Reverse(others))
            await channel.BasicNackAsync(tag, multiple: false, requeue: true, ct);
        return found;
    }

    /// <summary>Of its id and its bytes: some come without an id.</summary>
    private static string Mark(BasicGetResult got) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(got.BasicProperties.MessageId ?? ""), .. got.Body.Span]))[..32];

    private static string ErrorQueue(Consumer consumer) => $"{consumer.Queue}_error";

    private async Task<IConnection> ConnectAsync(CancellationToken ct)
    {
        try
        {
            return await BrokerNodes.ConnectAsync(house.Settings, _patience, ct);
        }
        catch (BrokerUnreachableException)
        {
            throw new Rejected(StatusCodes.Status503ServiceUnavailable, PageFrame.Words["Error.BrokerAway"]);
        }
    }

    private static async Task<bool> ExistsAsync(IConnection connection, string queue, CancellationToken ct)
    {
        // A passive declaration of a queue that is not there closes its channel, so each asks on its own.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, ct);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }

    private static string Header(BasicGetResult got, string name) => got.BasicProperties.Headers?.TryGetValue(name, out var value) == true
        ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() ?? ""
        : "";
}
