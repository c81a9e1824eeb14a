using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Timetables;
using JobDating.Tests.Scheduling.Bookings;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>The coordinator's acts on Ronchin's plan, each in a transaction of its own.</summary>
internal static class PlanAtWork
{
    public static CoordinatedSite.Site Site(this SiteAtWork work) => new() { Id = work.Ronchin, EditionId = work.Edition, EditionCode = "2024", Code = "ronchin", TimeZone = "Europe/Paris" };

    /// <summary>Both wish for Acme, then for Globex.</summary>
    public static Task WishForBothAsync(this SiteAtWork work) => work.HearAsync(
        new WishesChanged { EditionId = work.Edition, Lists = [work.Wishes(work.Ada, 2, SiteAtWork.Acme, SiteAtWork.Globex), work.Wishes(work.Grace, 2, SiteAtWork.Acme, SiteAtWork.Globex)] });

    public static async Task<Guid> AskAsync(this SiteAtWork work, Guid? id = null, int keepMinutes = 30)
    {
        var plan = id ?? Guid.CreateVersion7();
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        await PlanRecord.AskAsync(tx, plan, work.Site(), seconds: 1, keepMinutes, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return plan;
    }

    /// <summary>Asked for and made: a draft.</summary>
    public static async Task<PlanRecord> PlanAsync(this SiteAtWork work, int keepMinutes = 30)
    {
        var id = await work.AskAsync(keepMinutes: keepMinutes);
        await MakePlan.RunAsync(work.House.Scheduling, id, new PlanEffort { Steps = 5_000 }, CancellationToken.None);
        return await work.FindAsync(id);
    }

    public static async Task<PlanRecord> FindAsync(this SiteAtWork work, Guid id) => (await PlanRecord.FindAsync(work.House.Scheduling, id, CancellationToken.None))!;

    public static async Task PublishAsync(this SiteAtWork work, Guid id, bool killed = false)
    {
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        await PublishPlan.ApplyAsync(tx, id, CancellationToken.None);
        if (!killed)
            await tx.CommitAsync(CancellationToken.None);
    }
}
