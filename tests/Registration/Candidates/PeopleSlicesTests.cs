using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;
using JobDating.Tests.Registration.Registering;
using Xunit;

namespace JobDating.Tests.Registration.Candidates;

/// <summary>Registering, cancelling and wishing, as every page and program does it, on each engine.</summary>
public sealed class PeopleSlicesTests
{
    [Theory, EachEngine]
    public async Task Registering_twice_is_once(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var id = Guid.CreateVersion7();
        foreach (var before in (bool[])[false, true])
        {
            await using var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
            var outcome = await RegisterCandidate.ApplyAsync(tx, Cast.Request(tour, id, "Ada"), CancellationToken.None);
            Assert.Equal(before, outcome.Before is not null);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.Equal((1, 1, 2, 2), (await tour.CountAsync("SELECT COUNT(*) FROM candidate"), await tour.CountAsync("SELECT COUNT(*) FROM registration"), await tour.CountAsync("SELECT COUNT(*) FROM consent"), await tour.CountAsync("SELECT COUNT(*) FROM consent_wording")));
    }

    [Theory, EachEngine]
    public async Task The_last_place_is_given_once_however_many_want_it_at_once(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        await tour.SetCapacityAsync(tour.Ronchin, 3);
        var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
            var outcome = await RegisterCandidate.ApplyAsync(tx, Cast.Request(tour, Guid.CreateVersion7(), "Ada"), CancellationToken.None);
            if (outcome.Refusals.Count == 0)
                await tx.CommitAsync(CancellationToken.None);
            return outcome.Refusals.Count;
        })));
        Assert.Equal(5, refused.Sum());
        Assert.Equal((3, 3), (await tour.CountAsync("SELECT COUNT(*) FROM candidate"), await tour.CountAsync("SELECT COUNT(*) FROM registration")));
    }

    [Theory, EachEngine]
    public async Task Cancelling_frees_the_place_and_registering_again_takes_it(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var (ada, grace) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Grace", null, tour.Tourcoing));
        await tour.SetCapacityAsync(tour.Ronchin, 1);
        Assert.Equal(RegisterAtSites.Why.Full, Assert.Single(await AtAsync(tour, grace, tour.Ronchin)).Why);
        // Whoever has a place already is not refused for want of one.
        Assert.Empty(await AtAsync(tour, ada, tour.Ronchin));
        await WithAsync(tour, tx => CancelRegistrations.ApplyAsync(tx, [(ada, tour.Ronchin), (ada, tour.Tourcoing)], CancellationToken.None));
        Assert.Empty(await AtAsync(tour, grace, tour.Ronchin));
        Assert.Equal(RegisterAtSites.Why.Full, Assert.Single(await AtAsync(tour, ada, tour.Ronchin)).Why);
        Assert.Equal(RegisterAtSites.Why.Over, Assert.Single(await AtAsync(tour, ada, tour.Wattrelos)).Why);
        Assert.Equal(RegisterAtSites.Why.Unknown, Assert.Single(await AtAsync(tour, ada, Guid.NewGuid())).Why);
        await tour.House.SettleAsync();
        Assert.Equal(1, (await tour.House.BilanAsync("2023")).Total.Registered);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM audit WHERE detail LIKE '%Ada%' OR detail LIKE '%Lovelace%' OR actor LIKE '%Ada%'"));
    }

    [Theory, EachEngine]
    public async Task Whoever_was_received_is_not_cancelled(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await WithAsync(tour, tx => JobDating.Registration.CheckIn.RecordRegistrations.ApplyAsync(tx, tour.Edition, new Dictionary<(Guid, Guid), Func<JobDating.Registration.CheckIn.RecordRegistrations.Row?, JobDating.Registration.CheckIn.RecordRegistrations.Row>>
        {
            [(ada, tour.Ronchin)] = row => row! with { ReceivedAt = tx.Now },
        }, CancellationToken.None));
        var kept = await WithAsync(tour, tx => CancelRegistrations.ApplyAsync(tx, [(ada, tour.Ronchin)], CancellationToken.None));
        Assert.Equal((ada, tour.Ronchin), Assert.Single(kept));
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NOT NULL"));
    }

    [Theory, EachEngine]
    public async Task Wishes_are_a_list_of_five_at_most_and_the_same_list_says_nothing(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        Assert.Equal(0, (await WishAsync(tour, ada)).Written);
        Assert.Equal(1, (await WishAsync(tour, ada, tour.Cook, tour.Baker, tour.Cook, Guid.NewGuid())).Written);
        Assert.Equal(0, (await WishAsync(tour, ada, tour.Cook, tour.Baker)).Written);
        Assert.Equal(1, (await WishAsync(tour, ada, tour.Baker, tour.Cook)).Written);
        await tour.House.SettleAsync();
        var siret = "SELECT CONCAT(rank, ' ', offer_id) FROM wish ORDER BY rank";
        Assert.Equal(await tour.House.Registration.QueryAsync<string>(siret, null, CancellationToken.None), await tour.House.Scheduling.QueryAsync<string>(siret, null, CancellationToken.None));
        Assert.Equal(1, (await WishAsync(tour, ada)).Written);
        await tour.House.SettleAsync();
        Assert.Equal((0, 3), (await tour.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM wish", null, CancellationToken.None), await tour.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT version FROM wish_list", null, CancellationToken.None)));
    }

    private static Task<Saved> WishAsync(ComingTour tour, Guid candidate, params Guid[] offers) => WithAsync(tour, tx =>
        ChangeWishes.ApplyAsync(tx, tour.Edition, new Dictionary<Guid, ChangeWishes.Change> { [candidate] = (_, _) => offers }, CancellationToken.None));

    private static Task<IReadOnlyList<RegisterAtSites.Refusal>> AtAsync(ComingTour tour, Guid candidate, Guid site) => WithAsync(tour, tx =>
        RegisterAtSites.ApplyAsync(tx, tour.Edition, candidate, [site], "online", CancellationToken.None));

    private static async Task<T> WithAsync<T>(ComingTour tour, Func<Transaction, Task<T>> work)
    {
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        var answer = await work(tx);
        await tx.CommitAsync(CancellationToken.None);
        return answer;
    }
}
