using JobDating.Platform;

namespace JobDating.Scheduling.Planning;

/// <summary>Makes the plans that were asked for.</summary>
public sealed class PlanWorker(SchedulingDatabase db, ILogger<PlanWorker> log) : WokenWorker(log)
{
    protected override async Task<bool> DoNextAsync(CancellationToken stop)
    {
        var done = false;
        foreach (var id in await PlanProgress.NextAsync(db, stop))
            done |= await MakePlan.RunAsync(db, id, effort: null, stop);
        return done;
    }
}
