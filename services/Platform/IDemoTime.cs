using NodaTime;

namespace JobDating.Platform;

/// <summary>The demonstration's time: only a demonstration has one.</summary>
public interface IDemoTime
{
    DemoClock Clock { get; }

    /// <summary>Lives through so many days, one after the other: what is due happens, and people answer.</summary>
    /// <param name="days">1 or more.</param>
    /// <param name="until">The hour of the last day at which it stops; null: ten, as on the days before.</param>
    /// <returns>False: somebody is moving it already.</returns>
    Task<bool> ForwardAsync(int days, LocalTime? until, CancellationToken ct);
}
