namespace JobDating.Platform;

/// <summary>The demonstration's time: only a demonstration has one.</summary>
public interface IDemoTime
{
    DemoClock Clock { get; }

    /// <summary>Lives through so many days, one after the other: what is due happens, and people answer.</summary>
    /// <returns>False: somebody is moving it already.</returns>
    Task<bool> ForwardAsync(int days, CancellationToken ct);
}
