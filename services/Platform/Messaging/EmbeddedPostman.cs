using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// Without a broker: a delivery row per consumer, done only when that consumer has committed. Messages go through JSON as on the wire, each
/// consumer gets its own copy, and one that fails waits by itself.
/// </summary>
internal sealed partial class EmbeddedPostman(House house, ILogger<EmbeddedPostman> log) : IPostman
{
    private static readonly TimeSpan _together = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, Consumer> _byQueue = house.Consumers.ToDictionary(consumer => consumer.Queue);
    private readonly ILookup<Type, string> _queues = house.Consumers.ToLookup(consumer => consumer.Message, consumer => consumer.Queue);

    public IReadOnlyList<string> Destinations(Type message) => [.. _queues[message]];

    public bool Serves(string destination) => _byQueue.ContainsKey(destination);

    /// <summary>Few: they are taken one after the other, and another instance may take the next.</summary>
    public int Batch => 8;

    public Task ReadyAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task DeliverAsync(Outbox outbox, IReadOnlyList<Outbox.Delivery> claimed, Guid claim, CancellationToken stop)
    {
        // Short work is crossed off together: one commit instead of many. Whoever is killed before has it done again, which is harmless.
        var (done, since) = (new List<Outbox.Delivery>(), Stopwatch.StartNew());
        foreach (var delivery in claimed)
        {
            try
            {
                var message = JsonSerializer.Deserialize(delivery.Body, Messages.Named(delivery.Kind), Json.Options)!;
                await Take.RunAsync(house, _byQueue[delivery.Destination], delivery.MessageId, message, delivery.Flow, delivery.TraceParent, delivery.SaidAt, stop);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                var retryIn = RetryIn(delivery, exception);
                Failed(log, delivery.Kind, delivery.Destination, delivery.Attempts + 1, retryIn is null ? "put aside as an error" : "will be tried again", exception);
                Telemetry.Failed.Add(1, new KeyValuePair<string, object?>("queue", delivery.Destination));
                await outbox.FailedAsync(delivery, claim, exception, retryIn, stop);
                continue;
            }
            done.Add(delivery);
            if (since.Elapsed > _together)
                await CrossOffAsync();
        }
        await CrossOffAsync();

        async Task CrossOffAsync()
        {
            if (done.Count > 0)
                await outbox.DoneAsync(done, claim, stop);
            done.Clear();
            since.Restart();
        }
    }

    private Duration? RetryIn(Outbox.Delivery delivery, Exception exception) =>
        SqlText.IsTransient(exception) ? Duration.FromSeconds(1)
        : delivery.Attempts < house.Settings.Retries.Count ? Duration.FromTimeSpan(house.Settings.Retries[delivery.Attempts])
        : null;

    [LoggerMessage(LogLevel.Error, "{Kind} failed in {Destination}, attempt {Attempt}: {What}.")]
    private static partial void Failed(ILogger log, string kind, string destination, int attempt, string what, Exception exception);
}
