using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed class OutboxTests
{
    private const string To = "rehearsal";
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task Two_instances_never_have_the_same_row(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await SayAsync(database, 100);
        var instances = Enumerable.Range(0, 4).Select(_ => (Outbox: new Outbox(folder.Keep(database.Again())), Claim: Guid.NewGuid())).ToList();
        var claimed = await Task.WhenAll(instances.Select(instance => Task.Run(async () =>
        {
            var mine = new List<Outbox.Delivery>();
            while (await instance.Outbox.DueAsync(To, 10, Ct) is { Count: > 0 } due)
                mine.AddRange(await instance.Outbox.ClaimAsync(due, instance.Claim, Ct));
            return mine;
        })));
        var ids = claimed.SelectMany(mine => mine.Select(delivery => delivery.MessageId)).ToList();
        Assert.Equal(100, ids.Count);
        Assert.Equal(100, ids.Distinct().Count());
    }

    [Theory, EachEngine]
    public async Task Of_one_due_list_each_row_goes_to_one_of_the_claimants(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await SayAsync(database, 20);
        var due = await new Outbox(database).DueAsync(To, 50, Ct);
        Assert.Equal(20, due.Count);
        var other = folder.Keep(database.Again());
        var claimed = await Task.WhenAll(new[] { database, other }.Select(instance => Task.Run(() => new Outbox(instance).ClaimAsync(due, Guid.NewGuid(), Ct))));
        Assert.Equal(due.Select(delivery => delivery.MessageId).Order(), claimed.SelectMany(mine => mine.Select(delivery => delivery.MessageId)).Order());
    }

    [Theory, EachEngine]
    public async Task A_claim_that_ran_out_is_taken_over_and_its_old_holder_disturbs_nothing(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await SayAsync(database, 1);
        var outbox = new Outbox(database);
        var (killed, next) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await outbox.ClaimAsync(await outbox.DueAsync(To, 10, Ct), killed, Ct);
        Assert.Empty(await outbox.DueAsync(To, 10, Ct));
        database.Clock.Advance(Outbox.Lease);
        var due = await outbox.DueAsync(To, 10, Ct);
        Assert.Single(await outbox.ClaimAsync(due, next, Ct));

        await outbox.DoneAsync(first, killed, Ct);
        await outbox.FailedAsync(first[0], killed, new InvalidOperationException("late"), null, Ct);
        await outbox.RenewAsync(first, killed, Ct);
        Assert.Equal(1, (await outbox.QueueAsync(Ct)).Waiting);
        Assert.Empty(await outbox.ErrorsAsync(10, Ct));
        Assert.Equal(next, Assert.Single(await database.AllAsync<Guid>("SELECT claimed_by FROM outbox_delivery")));

        await outbox.DoneAsync(due, next, Ct);
        Assert.Equal(0, (await outbox.QueueAsync(Ct)).Waiting);
        Assert.Equal(0, Assert.Single(await database.AllAsync<int>("SELECT COUNT(*) FROM outbox_message")));
    }

    [Theory, EachEngine]
    public async Task A_claim_that_is_renewed_is_not_taken_over(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await SayAsync(database, 1);
        var outbox = new Outbox(database);
        var claim = Guid.NewGuid();
        var mine = await outbox.ClaimAsync(await outbox.DueAsync(To, 10, Ct), claim, Ct);
        database.Clock.Advance(Outbox.Lease - Duration.FromSeconds(1));
        await outbox.RenewAsync(mine, claim, Ct);
        database.Clock.Advance(Duration.FromSeconds(2));
        Assert.Empty(await outbox.DueAsync(To, 10, Ct));
    }

    [Theory, EachEngine]
    public async Task A_failure_waits_for_its_time_and_the_last_is_kept_with_its_error(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await SayAsync(database, 1);
        var outbox = new Outbox(database);
        var claim = Guid.NewGuid();
        var mine = Assert.Single(await outbox.ClaimAsync(await outbox.DueAsync(To, 10, Ct), claim, Ct));
        await outbox.FailedAsync(mine, claim, new InvalidOperationException("first"), Duration.FromMinutes(1), Ct);
        Assert.Empty(await outbox.DueAsync(To, 10, Ct));
        database.Clock.Advance(Duration.FromMinutes(1));
        mine = Assert.Single(await outbox.ClaimAsync(await outbox.DueAsync(To, 10, Ct), claim, Ct));
        Assert.Equal(1, mine.Attempts);
        await outbox.FailedAsync(mine, claim, new InvalidOperationException("second"), null, Ct);

        var failure = Assert.Single(await outbox.ErrorsAsync(10, Ct));
        Assert.Equal((mine.MessageId, To, 2), (failure.MessageId, failure.Destination, failure.Attempts));
        Assert.Contains("second", failure.Error, StringComparison.Ordinal);
        Assert.Empty(await outbox.DueDestinationsAsync(Ct));

        Assert.True(await outbox.RetryAsync(mine.MessageId, To, Ct));
        Assert.False(await outbox.RetryAsync(mine.MessageId, To, Ct));
        Assert.Equal(0, Assert.Single(await outbox.DueAsync(To, 10, Ct)).Attempts);
    }

    private static async Task SayAsync(TryoutDatabase database, int count)
    {
        var messages = Enumerable.Range(0, count).Select(_ => new { Id = Guid.CreateVersion7(), database.Now, To }).ToList();
        await database.RunAsync("INSERT INTO outbox_message (id, kind, body, said_at) VALUES (@Id, 'a message', '{}', @Now)", messages);
        await database.RunAsync("INSERT INTO outbox_delivery (message_id, destination, status, attempts, due_at) VALUES (@Id, @To, 'waiting', 0, @Now)", messages);
    }
}
