using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Desk;

/// <summary>Who comes is received once, whatever is sent twice and whoever is quicker; and what was done by mistake is undone, and no more than that.</summary>
public sealed class ReceiveCandidateTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task A_check_in_is_received_once_and_everybody_hears_it(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        var id = Guid.CreateVersion7();
        var first = await day.ReceiveAsync(day.Ada, id: id);
        var again = await day.ReceiveAsync(day.Ada, id: id);
        Assert.Equal(("received", "A", id), (again.Answer, again.Door, again.Id));
        Assert.Equal(first.ReceivedAt, again.ReceivedAt);
        Assert.Equal((2, first.ReceivedAt), (await day.RegistrationAsync(day.Ada) is { } row ? (row.Version, row.ReceivedAt) : default));
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM desk_act"));
        Assert.Equal((3, 1), await day.CountedAsync());
    }

    [Theory, EachEngine]
    public async Task Of_many_desks_in_one_second_the_first_counts_and_the_others_are_told(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        var acts = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Task.Run(() => day.ReceiveAsync(number == 2 ? day.Grace : day.Ada, $"{number}"))));
        Assert.Equal(["already", "received", "received"], acts.Select(act => act.Answer).Order());
        Assert.Equal(2, (await day.RegistrationAsync(day.Ada))!.Version);
        Assert.Equal(2, (await day.CountedAsync()).Received);
    }

    [Theory, EachEngine]
    public async Task The_same_act_sent_many_times_at_once_is_one(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        var id = Guid.CreateVersion7();
        var acts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => day.ReceiveAsync(day.Ada, id: id))));
        Assert.All(acts, act => Assert.Equal("received", act.Answer));
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM desk_act"));
    }

    [Theory, EachEngine]
    public async Task It_clears_a_cancellation_and_undone_the_cancellation_stands_again(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        await day.CancelAsync(day.Ada);
        var cancelled = (await day.RegistrationAsync(day.Ada))!.CancelledAt;
        Assert.NotNull(cancelled);
        var act = await day.ReceiveAsync(day.Ada);
        Assert.Equal((null, act.ReceivedAt), (await day.RegistrationAsync(day.Ada) is { } row ? (row.CancelledAt, row.ReceivedAt) : default));
        Assert.Equal((3, 1), await day.CountedAsync());

        Assert.Equal("undone", (await day.UndoAsync(act.Id)).Answer);
        Assert.Equal((cancelled, null), (await day.RegistrationAsync(day.Ada) is { } back ? (back.CancelledAt, back.ReceivedAt) : default));
        Assert.Equal((2, 0), await day.CountedAsync());
    }

    [Theory, EachEngine]
    public async Task Who_is_registered_at_another_site_is_registered_here_and_received_and_undone_neither(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        var act = await day.ReceiveAsync(day.Alan);
        var row = (await day.RegistrationAsync(day.Alan))!;
        Assert.Equal(("walk_in", 1, act.ReceivedAt), (row.Channel, row.Version, row.ReceivedAt));
        Assert.Equal((3, 1), await day.CountedAsync());

        Assert.Equal("undone", (await day.UndoAsync(act.Id)).Answer);
        row = (await day.RegistrationAsync(day.Alan))!;
        Assert.Null(row.ReceivedAt);
        Assert.NotNull(row.CancelledAt);
        // Tourcoing still expects him.
        Assert.Equal((3, 0), await day.CountedAsync());
    }

    [Theory, EachEngine]
    public async Task Undoing_takes_back_what_that_check_in_did_and_not_what_came_after(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        var (first, undo) = (await day.ReceiveAsync(day.Ada), Guid.CreateVersion7());
        Assert.Equal("undone", (await day.UndoAsync(first.Id, undo)).Answer);
        Assert.Equal("undone", (await day.UndoAsync(first.Id, undo)).Answer);
        Assert.Equal("before", (await day.UndoAsync(first.Id)).Answer);
        Assert.Null((await day.RegistrationAsync(day.Ada))!.CancelledAt);

        day.Times.Wait(8);
        var second = await day.ReceiveAsync(day.Ada, "B");
        Assert.Equal("again", (await day.UndoAsync(first.Id)).Answer);
        Assert.Equal(second.ReceivedAt, (await day.RegistrationAsync(day.Ada))!.ReceivedAt);
        Assert.Equal(1, (await day.CountedAsync()).Received);
    }

    [Theory, EachEngine]
    public async Task Whom_another_door_received_too_stays_when_the_first_takes_it_back(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        await day.CancelAsync(day.Ada);
        var cancelled = (await day.RegistrationAsync(day.Ada))!.CancelledAt;
        var first = await day.ReceiveAsync(day.Ada, "A");
        day.Times.Wait(5);
        // The same door pressed twice: that is no second arrival.
        Assert.Equal("already", (await day.ReceiveAsync(day.Ada, "A")).Answer);
        var second = await day.ReceiveAsync(day.Ada, "B");
        Assert.Equal("already", second.Answer);

        Assert.Equal("other", (await day.UndoAsync(first.Id, door: "A")).Answer);
        Assert.Equal((second.NotedAt, null), (await day.RegistrationAsync(day.Ada) is { } row ? (row.ReceivedAt, row.CancelledAt) : default));
        Assert.Equal(1, (await day.CountedAsync()).Received);
        Assert.Equal("again", (await day.UndoAsync(first.Id, door: "A")).Answer);

        // And what the first would have put back, the second does.
        Assert.Equal("undone", (await day.UndoAsync(second.Id, door: "B")).Answer);
        Assert.Equal((null, cancelled), (await day.RegistrationAsync(day.Ada) is { } back ? (back.ReceivedAt, back.CancelledAt) : default));
        Assert.Equal(0, (await day.CountedAsync()).Received);
    }

    [Theory, EachEngine]
    public async Task Paper_entered_the_day_after_counts_for_the_site_s_day(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        day.Times.GoTo(day.Times.At(8, 0, 1));
        await day.ReceiveAsync(day.Ada);
        Assert.Equal(day.Times.At(0, 0, 1) - Duration.FromSeconds(1), (await day.RegistrationAsync(day.Ada))!.ReceivedAt);
    }

    [Theory, EachEngine]
    public async Task Who_was_found_to_be_another_s_double_is_received_as_that_one_and_who_was_erased_is_not(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        await using (var tx = await day.Times.Db.BeginAsync(Actor.Visitor, Ct))
        {
            var people = await FindCandidates.ByIdAsync(tx, [day.Ada, day.Grace], Ct);
            await MergeCandidates.ApplyAsync(tx, people[day.Ada], people[day.Grace], new HashSet<string>(), Ct);
            await EraseCandidates.ApplyAsync(tx, [day.Alan], Ct);
            await tx.CommitAsync(Ct);
        }
        var act = await day.ReceiveAsync(day.Grace);
        Assert.Equal(("received", day.Ada), (act.Answer, act.CandidateId));
        Assert.Equal("already", (await day.ReceiveAsync(day.Ada)).Answer);
        Assert.Equal(404, (await Assert.ThrowsAsync<Rejected>(() => day.ReceiveAsync(day.Alan))).Status);
    }

    [Theory, EachEngine]
    public async Task A_walk_in_is_one_person_registered_and_received_and_stays_a_figure_when_erased(Engine engine)
    {
        await using var day = await DeskDay.StartAsync(engine);
        // Full or not: they are there.
        await day.Tour.SetCapacityAsync(day.Tour.Ronchin, 1);
        var id = Guid.CreateVersion7();
        var acts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => day.WalkInAsync(id))));
        var joan = Assert.Single(acts.Select(act => act.CandidateId).Distinct());
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'Clarke' AND birth_year = 1960 AND birth_date IS NULL"));
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM registration WHERE channel = 'walk_in' AND received_at IS NOT NULL"));
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM consent c JOIN consent_wording w ON w.id = c.wording_id WHERE c.candidate_id = @Id AND c.purpose = 'registration' AND w.text <> ''", new { Id = joan }));
        Assert.Equal((4, 1), await day.CountedAsync());

        await using (var tx = await day.Times.Db.BeginAsync(Actor.Visitor, Ct))
        {
            await EraseCandidates.ApplyAsync(tx, [joan], Ct);
            await tx.CommitAsync(Ct);
        }
        Assert.Equal((4, 1), await day.CountedAsync());
        Assert.Equal(1, await day.Tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE id = @Id AND birth_year = 1960 AND erased_at IS NOT NULL", new { Id = joan }));
    }
}
