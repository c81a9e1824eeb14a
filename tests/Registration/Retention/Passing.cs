using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Registering;
using JobDating.Registration.Retention;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Retention;

/// <summary>The years go by, nights are worked, mails leave.</summary>
internal static class Passing
{
    public static async Task NightAsync(this TestHouse house) => await WorkRetentionRuns.NightlyAsync(house.Registration, house.Links(), CancellationToken.None);

    public static async Task WorkAsync(this TestHouse house) => await WorkRetentionRuns.RunAsync(house.Registration, house.Links(), CancellationToken.None);

    /// <summary>What waits to be sent has left, and the next night knows it.</summary>
    public static async Task MailsLeaveAsync(this TestHouse house)
    {
        await house.WriteAsync("UPDATE mail SET status = 'sent', ended_at = @Now WHERE status = 'waiting'");
        await house.NightAsync();
    }

    public static async Task WriteAsync(this TestHouse house, string sql)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, new { tx.Now }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>A dry run: what it found.</summary>
    public static async Task<RetentionRuns.Run> DryRunAsync(this TestHouse house)
    {
        var id = Guid.CreateVersion7();
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await RetentionRuns.AskAsync(tx, id, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.WorkAsync();
        return (await RetentionRuns.FindAsync(house.Registration, id, CancellationToken.None))!;
    }

    public static async Task<bool> ConfirmAsync(this TestHouse house, RetentionRuns.Run run)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var done = await RetentionRuns.ConfirmAsync(tx, run.Id, run.People, CancellationToken.None) && await RetentionRuns.IsSameAsync(tx, run.Id, CancellationToken.None);
        if (done)
            await tx.CommitAsync(CancellationToken.None);
        return done;
    }

    public static Task<string?> ContactAsync(this TestHouse house, Guid candidate) =>
        house.Registration.QueryFirstOrDefaultAsync<string>("SELECT contact FROM retention WHERE candidate_id = @Id", new { Id = candidate }, CancellationToken.None);

    public static Task<LocalDate> DueOnAsync(this TestHouse house, Guid candidate) =>
        house.Registration.QueryFirstOrDefaultAsync<LocalDate>("SELECT due_on FROM retention WHERE candidate_id = @Id", new { Id = candidate }, CancellationToken.None);

    /// <summary>Grace, who has no address and is registered nowhere.</summary>
    public static async Task RegisterGraceAsync(this ComingTour tour)
    {
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        Assert.Empty((await RegisterCandidate.ApplyAsync(tx, Cast.Request(tour, Guid.CreateVersion7(), "Grace") with { Email = null, SiteIds = [] }, CancellationToken.None)).Refusals);
        await tx.CommitAsync(CancellationToken.None);
    }

    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var tried = 0; !await done(); tried++)
        {
            Assert.True(tried < 300, "It did not come to pass in 30 seconds.");
            await Task.Delay(100);
        }
    }

    public static PersonalLinks Links(this TestHouse house) => house.App.Services.GetRequiredService<PersonalLinks>();
}
