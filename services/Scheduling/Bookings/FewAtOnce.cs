using System.Threading.RateLimiting;

namespace JobDating.Scheduling.Bookings;

/// <summary>
/// At the moment when booking opens, everybody books at once. In each process a few read and write at a time and the others wait in their order, before they read: when their turn comes they see
/// what those before them took (<see cref="Foresee"/>), and the database is asked to write for the winners, not for the whole crowd. It decides nothing; a second process has its own few.
/// </summary>
internal static class FewAtOnce
{
    private static readonly ConcurrencyLimiter Limiter = new(new ConcurrencyLimiterOptions { PermitLimit = 2 * Environment.ProcessorCount, QueueLimit = int.MaxValue });

    public static RouteHandlerBuilder WithFewAtOnce(this RouteHandlerBuilder door) => door.AddEndpointFilter(async (context, next) =>
    {
        using var turn = await Limiter.AcquireAsync(cancellationToken: context.HttpContext.RequestAborted);
        return await next(context);
    });
}
