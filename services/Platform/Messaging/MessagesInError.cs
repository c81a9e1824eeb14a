using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>Messages that a consumer could not take, with their error, and the way to try again; the same doors in both modes.</summary>
internal static class MessagesInError
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes, Service service)
    {
        var at = routes.MapGroup($"/{service.Name}/api/messages-in-error").DisableAntiforgery().RequireAuthorization(May.Administer);
        at.MapGet("/", async (House house, BrokerErrors broker, CancellationToken ct) => Results.Json(await ListAsync(house, service, broker, ct), Json.Options));
        at.MapPost("/retry", async (House house, BrokerErrors broker, CancellationToken ct) => Results.Json(new { Retried = await RetryAsync(house, service, broker, ct) }, Json.Options));
    }

    private static async Task<IReadOnlyList<Outbox.Failure>> ListAsync(House house, Service service, BrokerErrors broker, CancellationToken ct)
    {
        var here = await new Outbox(house.Database(service)).ErrorsAsync(Most, ct);
        return house.Settings.RabbitMq is null ? here : [.. here, .. await broker.ListAsync(service, Most, ct)];
    }

    private static async Task<int> RetryAsync(House house, Service service, BrokerErrors broker, CancellationToken ct)
    {
        var outbox = new Outbox(house.Database(service));
        var count = house.Settings.RabbitMq is null ? 0 : await broker.RetryAllAsync(service, ct);
        foreach (var failure in await outbox.ErrorsAsync(Most, ct))
            if (await outbox.RetryAsync(failure.MessageId, failure.Destination, ct))
                count++;
        return count;
    }
}
