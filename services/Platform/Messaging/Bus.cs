using System.Diagnostics;
using JobDating.Contracts.Flow;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// Takes messages from the outboxes of this process to their destinations. One road in both modes: a row is claimed, handed on, and gone
/// only when the other side has it. Embedded, the destinations are the consumers themselves; with a broker there is one, the broker.
/// </summary>
internal sealed partial class Bus(House house, IPostman postman, ILogger<Bus> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await postman.ReadyAsync(stop);
        await Task.WhenAll(house.Services.Select(service => RunAsync(house.Database(service), stop)));
    }

    private async Task RunAsync(Database database, CancellationToken stop)
    {
        var outbox = new Outbox(database);
        using var signal = new SemaphoreSlim(0, 1);
        var running = new Dictionary<string, Task>();
        void Wake()
        {
            try
            {
                if (signal.CurrentCount == 0)
                    signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else has just woken it.
            }
        }

        // What was said after its last look and before its end found it still running: nobody would look for it before the next second.
        async Task DrainAndWakeAsync(string destination)
        {
            await DrainAsync(outbox, destination, stop);
            Wake();
        }

        database.Said += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    foreach (var destination in await outbox.DueDestinationsAsync(stop))
                        if (postman.Serves(destination) && (!running.TryGetValue(destination, out var worker) || worker.IsCompleted))
                            running[destination] = Task.Run(() => DrainAndWakeAsync(destination), stop);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Trouble(log, exception);
                }
                await signal.WaitAsync(Look, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            database.Said -= Wake;
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until nothing is due for this destination. Another destination's trouble does not show here.</summary>
    private async Task DrainAsync(Outbox outbox, string destination, CancellationToken stop)
    {
        var claim = Guid.CreateVersion7();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var due = await outbox.DueAsync(destination, postman.Batch, stop);
                var mine = await outbox.ClaimAsync(due, claim, stop);
                if (due.Count == 0)
                    return;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var renewal = RenewAsync(outbox, mine, claim, over.Token);
                try
                {
                    await postman.DeliverAsync(outbox, mine, claim, stop);
                }
                finally
                {
                    await over.CancelAsync();
                    await renewal;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The claims run out and the rows come back by themselves.
            Trouble(log, exception);
            await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenewAsync(Outbox outbox, IReadOnlyList<Outbox.Delivery> claimed, Guid claim, CancellationToken over)
    {
        try
        {
            // Nearly every batch is delivered before: an exception each time would cost more than the batch's claim.
            while (await RestAsync())
                await outbox.RenewAsync(claimed, claim, over);
        }
        catch (OperationCanceledException)
        {
            // Delivered, or stopping.
        }
        catch (Exception exception)
        {
            Trouble(log, exception);
        }

        async Task<bool> RestAsync()
        {
            await Task.Delay(Outbox.Lease.ToTimeSpan() / 3, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return !over.IsCancellationRequested;
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be read or written; trying again.")]
    private static partial void Trouble(ILogger log, Exception exception);
}

/// <summary>The last stretch of a message's way, one for each mode.</summary>
internal interface IPostman
{
    /// <summary>Where a message said by a service of this process goes.</summary>
    IReadOnlyList<string> Destinations(Type message);

    bool Serves(string destination);

    /// <summary>How many are claimed, handed on and crossed off together.</summary>
    int Batch { get; }

    Task ReadyAsync(CancellationToken ct);

    /// <summary>Delivers, and tells the outbox of each what became of it.</summary>
    Task DeliverAsync(Outbox outbox, IReadOnlyList<Outbox.Delivery> claimed, Guid claim, CancellationToken stop);
}

/// <summary>Runs one consumer on one message: one transaction in the consumer's database, with the flow's receipt in it.</summary>
internal static class Take
{
    private const string ReceiptSql = """
        INSERT INTO flow_receipt (message_id, queue)
        SELECT @MessageId, @Queue
        WHERE NOT EXISTS (SELECT 1 FROM flow_receipt WHERE message_id = @MessageId AND queue = @Queue)
        """;

    /// <param name="traceParent">The step in which the message was said (W3C): what is done with it here belongs to the same trace.</param>
    /// <param name="said">When it was said; null: its sender did not tell.</param>
    public static async Task RunAsync(House house, Consumer consumer, Guid messageId, object message, Guid? flow, string? traceParent, Instant? said, CancellationToken ct)
    {
        using var activity = Telemetry.Activities.StartActivity($"take {consumer.Queue}", ActivityKind.Consumer, traceParent);
        await using var tx = await house.Database(consumer.Service).BeginAsync(Actor.Message(consumer.Message.Name), ct, flow);
        if (flow is not null && await tx.ExecuteAsync(ReceiptSql, new { MessageId = messageId, consumer.Queue }, ct) == 0)
            return;
        await consumer.ConsumeAsync(message, tx, ct);
        if (flow is { } id)
            await tx.PublishAsync(new PartTaken
            {
                Flow = id,
                MessageId = messageId,
                Service = consumer.Service.Name,
                Said = tx.Said,
                Findings = tx.Findings,
                FileName = tx.FileName,
                Written = tx.Written,
                Unchanged = tx.Unchanged,
            }, ct);
        await tx.CommitAsync(ct);
        Telemetry.Taken.Add(1, new KeyValuePair<string, object?>("queue", consumer.Queue));
        if (said is not { } then)
            return;
        house.NoteTaken(consumer.Service, then);
        Telemetry.Delay.Record(Math.Max(0, (tx.Now - then).TotalSeconds), new KeyValuePair<string, object?>("queue", consumer.Queue));
    }
}
