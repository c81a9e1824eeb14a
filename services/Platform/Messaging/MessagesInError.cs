using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>Messages that a consumer could not take, with their error, and the way to try again; the same doors in both modes.</summary>
internal static class MessagesInError
{
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes, Service service)
    {
        var at = routes.MapGroup($"/{service.Name}/api/messages-in-error").DisableAntiforgery().RequireAuthorization(May.Administer);
        at.Get("/", async (House house, BrokerErrors broker, CancellationToken ct) => Results.Json(await ListAsync(house, service, broker, ct), Json.Options));
        at.Post("/retry", async (HttpContext http, House house, BrokerErrors broker, CancellationToken ct) =>
            Results.Json(new { Retried = await RetryAsync(house, service, broker, Caller.Of(http).Actor, ct) }, Json.Options));
    }

    /// <summary>At most <see cref="Most"/>, those of the broker beside those of the outbox.</summary>
    public static async Task<IReadOnlyList<Outbox.Failure>> ListAsync(House house, Service service, BrokerErrors broker, CancellationToken ct)
    {
        var here = await new Outbox(house.Database(service)).ErrorsAsync(Most, ct);
        return house.Settings.RabbitMq is null ? here : [.. here, .. await broker.ListAsync(service, Most, ct)];
    }

    /// <summary>All once more. Returns how many.</summary>
    public static async Task<int> RetryAsync(House house, Service service, BrokerErrors broker, Actor actor, CancellationToken ct)
    {
        var count = 0;
        if (house.Settings.RabbitMq is not null && (count = await broker.RetryAllAsync(service, ct)) > 0)
            await NoteAsync(house, service, actor, Guid.Empty, "messages retried", count.ToString(System.Globalization.CultureInfo.InvariantCulture), ct);
        return count + await new Outbox(house.Database(service)).RetryAllAsync(actor, ct);
    }

    /// <summary>One message once more, or given up. False when it is no longer there.</summary>
    public static async Task<bool> EndAsync(House house, Service service, BrokerErrors broker, Actor actor, Outbox.Failure failure, bool again, CancellationToken ct)
    {
        var outbox = new Outbox(house.Database(service));
        if (failure.Mark == failure.MessageId.ToString())
            return again ? await outbox.RetryAsync(failure.MessageId, failure.Destination, ct, actor) : await outbox.DiscardAsync(failure.MessageId, failure.Destination, actor, ct);
        if (!await broker.EndAsync(service, failure.Destination, failure.Mark, again, ct))
            return false;
        await NoteAsync(house, service, actor, failure.MessageId, again ? "message retried" : "message discarded", failure.Destination, ct);
        return true;
    }

    private static async Task NoteAsync(House house, Service service, Actor actor, Guid message, string act, string detail, CancellationToken ct)
    {
        await using var tx = await house.Database(service).BeginAsync(actor, ct);
        await tx.AuditAsync("message", message, act, detail, ct);
        await tx.CommitAsync(ct);
    }
}
