using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>
/// Over RabbitMQ, by MassTransit, which no other file knows. One quorum queue for each message and service that hears it; the publisher
/// declares them all, so a message said before a service's first start waits for it. Publisher confirms are on.
/// </summary>
internal sealed partial class RabbitPostman(IBus bus, ILogger<RabbitPostman> log) : IPostman
{
    private const string Broker = "broker";
    private const string FlowHeader = "Flow";
    private const string TraceHeader = "TraceParent";
    private const string SaidHeader = "SaidAt";
    private static readonly IReadOnlyList<string> OnlyBroker = [Broker];
    private static readonly TimeSpan ConfirmTime = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A publish that a broker's sudden end has caught in the middle was seen never to return, whatever its token says; it would hold up all that
    /// comes after. It is left behind, and the message is sent again: twice is once.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TransientPause = TimeSpan.FromSeconds(1);

    public static void Add(IServiceCollection things, House house)
    {
        things.AddSingleton<IPostman, RabbitPostman>();
        things.AddMassTransit(registration =>
        {
            registration.DisableUsageTelemetry();
            registration.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(house.Settings.RabbitMq!, host =>
                {
                    if (house.Settings.RabbitMqNodes is { Count: > 1 } nodes)
                        host.UseCluster(cluster =>
                        {
                            foreach (var node in nodes)
                                cluster.Node(node.IsDefaultPort ? node.Host : $"{node.Host}:{node.Port}");
                        });
                });
                rabbit.ConfigureJsonSerializerOptions(Json.Configure);
                foreach (var message in Messages.All)
                    Call(nameof(Declare), message, [rabbit]);
                foreach (var consumer in house.Consumers)
                    Call(nameof(Receive), consumer.Message, [rabbit, house, consumer, context.GetRequiredService<ILogger<RabbitPostman>>()]);
            });
        });

        static void Call(string method, Type message, object[] arguments) => typeof(RabbitPostman)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(message).Invoke(null, arguments);
    }

    public IReadOnlyList<string> Destinations(Type message) => OnlyBroker;

    public bool Serves(string destination) => destination == Broker;

    /// <summary>Many: all are on their way at once, and each batch waits once for the broker's disk and twice for our own.</summary>
    public int Batch => 64;

    public Task ReadyAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task DeliverAsync(Outbox outbox, IReadOnlyList<Outbox.Delivery> claimed, Guid claim, CancellationToken stop)
    {
        var isSent = await Task.WhenAll(claimed.Select(delivery => SendAsync(outbox, delivery, claim, stop)));
        var sent = claimed.Zip(isSent).Where(one => one.Second).Select(one => one.First).ToList();
        // Whoever is killed before has them sent again, which is harmless.
        if (sent.Count > 0)
            await outbox.DoneAsync(sent, claim, stop);
    }

    /// <returns>Whether the broker has it; where not, the outbox knows.</returns>
    private async Task<bool> SendAsync(Outbox outbox, Outbox.Delivery delivery, Guid claim, CancellationToken stop)
    {
        try
        {
            var type = Messages.Named(delivery.Kind);
            var message = JsonSerializer.Deserialize(delivery.Body, type, Json.Options)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(ConfirmTime);
            using var activity = Telemetry.Activities.StartActivity($"hand on {type.Name}", ActivityKind.Producer, delivery.TraceParent);
            await bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = delivery.MessageId;
                context.Headers.Set(SaidHeader, InstantPattern.ExtendedIso.Format(delivery.SaidAt));
                if (delivery.TraceParent is { } trace)
                    context.Headers.Set(TraceHeader, trace);
                if (delivery.Flow is { } flow)
                    context.Headers.Set(FlowHeader, flow.ToString());
            }), limit.Token).WaitAsync(ConfirmTime + Grace, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // The broker may be away for days; only a row that no version of this program can read is put aside.
            var unreadable = exception is JsonException or InvalidOperationException;
            NotSent(log, delivery.Kind, exception);
            await outbox.FailedAsync(delivery, claim, exception, unreadable ? null : Duration.FromSeconds(2), stop);
            return false;
        }
        return true;
    }

    /// <summary>
    /// The queues of everyone who hears this message, whether or not they have ever started, bound to the message's own exchange. The consumer's endpoint binds its queue
    /// by an exchange of its own as well; a message that reaches a queue by two ways comes once.
    /// </summary>
    private static void Declare<T>(IRabbitMqBusFactoryConfigurator rabbit) where T : class =>
        rabbit.Publish<T>(publish =>
        {
            foreach (var service in Messages.HeardBy(typeof(T)))
            {
                var queue = Messages.Queue(service, typeof(T));
                publish.BindQueue(publish.Exchange.ExchangeName, queue, binding => binding.SetQueueArgument("x-queue-type", "quorum"));
            }
        });

    private static void Receive<T>(IRabbitMqBusFactoryConfigurator rabbit, House house, Consumer consumer, ILogger log) where T : class =>
        rabbit.ReceiveEndpoint(consumer.Queue, endpoint =>
        {
            endpoint.SetQuorumQueue();
            // On SQLite they write one after the other anyway, and one commit answers all who are there.
            endpoint.PrefetchCount = 32;
            endpoint.ConcurrentMessageLimit = house.Settings.SqlServer is null ? 16 : 4;
            if (house.Settings.Retries.Count > 0)
                endpoint.UseMessageRetry(retry => retry.Intervals([.. house.Settings.Retries]));
            endpoint.Handler<T>(context => TakeAsync(house, consumer, context, log));
        });

    private static async Task TakeAsync<T>(House house, Consumer consumer, ConsumeContext<T> context, ILogger log) where T : class
    {
        Guid? flow = Guid.TryParse(context.Headers.Get<string>(FlowHeader), out var id) ? id : null;
        Instant? said = context.Headers.Get<string>(SaidHeader) is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var then } ? then : null;
        while (true)
        {
            try
            {
                await Take.RunAsync(house, consumer, context.MessageId!.Value, context.Message, flow, context.Headers.Get<string>(TraceHeader), said, context.CancellationToken);
                return;
            }
            catch (Exception exception) when (SqlText.IsTransient(exception))
            {
                Waiting(log, consumer.Queue, exception);
                await Task.Delay(TransientPause, context.CancellationToken);
            }
            catch (Exception)
            {
                Telemetry.Failed.Add(1, new KeyValuePair<string, object?>("queue", consumer.Queue));
                throw;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} could not be handed to the broker; it stays in the outbox.")]
    private static partial void NotSent(ILogger log, string kind, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Queue} waits for its database.")]
    private static partial void Waiting(ILogger log, string queue, Exception exception);
}
