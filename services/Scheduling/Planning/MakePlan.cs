using JobDating.Platform;

namespace JobDating.Scheduling.Planning;

/// <summary>Makes a plan that was asked for, from what stands in the database to a draft there. Nothing is locked meanwhile; employers go on booking.</summary>
internal static class MakePlan
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    /// <param name="effort">As long as was asked for when null.</param>
    /// <returns>False when it waits no longer, or somebody else makes it.</returns>
    /// <exception cref="ChangedMeanwhileException">The claim was lost on the way.</exception>
    public static async Task<bool> RunAsync(Database db, Guid id, PlanEffort? effort, CancellationToken ct)
    {
        if (await PlanProgress.ClaimAsync(db, id, ct) is not { } claim || await PlanRecord.FindAsync(db, id, ct) is not { } plan)
            return false;
        try
        {
            PlanState state;
            await using (var tx = await db.BeginAsync(Actor.Job("plan"), ct))
                state = await ReadPlanState.RunAsync(tx, plan, plan.PromisedWhenMade, ct);
            var question = new PlanQuestion(state);
            await PlanProgress.NoteAsync(db, id, claim, "matching", question.Request, null, ct);
            var proposal = await FindAsync(db, id, claim, question.Request, effort ?? new PlanEffort { Time = TimeSpan.FromSeconds(plan.Seconds), Threads = Environment.ProcessorCount, Seed = plan.Seed }, ct);
            await PlanProgress.DraftAsync(db, id, claim, question, proposal, ct);
            return true;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ChangedMeanwhileException) && !SqlText.IsTransient(exception))
        {
            await PlanProgress.FailedAsync(db, id, claim, ct);
            throw;
        }
    }

    /// <summary>Computes beside, and says now and then how far it is.</summary>
    private static async Task<PlanProposal> FindAsync(Database db, Guid id, Guid claim, PlanRequest request, PlanEffort effort, CancellationToken ct)
    {
        PlanProposal? best = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var finding = Task.Run(() => ProposePlan.Find(request, effort, better => Volatile.Write(ref best, better), stop.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(finding, Task.Delay(Look, ct)) != finding)
            {
                ct.ThrowIfCancellationRequested();
                if (await PlanProgress.NoteAsync(db, id, claim, Volatile.Read(ref best) is null ? "matching" : "timing", request, Volatile.Read(ref best), ct))
                    await stop.CancelAsync();
            }
        }
        finally
        {
            // Whatever ended the looking ends the search, which answers with what it has.
            await stop.CancelAsync();
        }
        return await finding;
    }
}
