using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Planning;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>A plan is made beside the bookings, compared with them, and published all at once or not at all; it touches nothing that others booked.</summary>
public sealed class PlanTests
{
    [Theory, EachEngine]
    public async Task A_draft_changes_nothing_and_says_what_it_would(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        var plan = await work.PlanAsync();

        Assert.Equal("draft", plan.Status);
        Assert.Equal((2, 2, 2, 4, 4, 38, 38), (plan.Candidates, plan.WithInterview, plan.WithInterviewBound, plan.Wishes, plan.WishesMet, plan.WishWeight, plan.WishWeightBound));
        Assert.Equal((4, 0, 0, 0, 0), (plan.Added, plan.Moved, plan.Dropped, plan.Kept, plan.FixedCount));
        Assert.Equal("", await work.BookedAsync());
        Assert.Equal(0, plan.WaitingMinutes);
    }

    [Theory, EachEngine]
    public async Task A_published_plan_is_booked_said_and_leaves_a_trace_once(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        var plan = await work.PlanAsync();
        foreach (var again in Enumerable.Range(0, 2))
            await work.PublishAsync(plan.Id);

        Assert.Equal(4, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked' AND booked_by = 'plan' AND version = 1"))[0]);
        Assert.Equal(0, await work.DoublesAsync());
        Assert.Equal(1, (await work.AllAsync<int>("SELECT COUNT(*) FROM outbox_message WHERE kind LIKE '%InterviewsRecorded'"))[0]);
        Assert.Equal(4, (await work.AllAsync<int>("SELECT COUNT(*) FROM audit WHERE act = 'interview booked' AND detail = 'plan'"))[0]);
        Assert.Equal("published", (await work.FindAsync(plan.Id)).Status);
        await work.House.SettleAsync();
        Assert.Equal(4, await work.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked'", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task A_booking_made_after_the_draft_in_its_way_refuses_it_as_a_whole_and_the_next_plan_goes_round_it(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        var draft = await work.PlanAsync();
        var taken = (await work.AllAsync<Instant>("SELECT starts_at FROM site_plan_interview l JOIN interview_table t ON t.id = l.table_id WHERE l.candidate_id = @Ada AND t.siret = @Globex"))[0];
        await work.BookAsync(work.GlobexOne, work.Grace, taken);
        var booked = await work.BookedAsync();

        Assert.Equal(409, (await Assert.ThrowsAsync<PlanOutdatedException>(() => work.PublishAsync(draft.Id))).Status);
        Assert.Equal(booked, await work.BookedAsync());
        Assert.Equal("draft", (await work.FindAsync(draft.Id)).Status);

        var again = await work.PlanAsync();
        Assert.Equal((1, 3), (again.FixedCount, again.Added));
        await work.PublishAsync(again.Id);
        Assert.Contains(booked, await work.BookedAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await work.DoublesAsync());
        Assert.Equal("replaced", (await work.FindAsync(draft.Id)).Status);
        Assert.Equal(409, (await Assert.ThrowsAsync<Rejected>(() => work.PublishAsync(draft.Id))).Status);
    }

    [Theory, EachEngine]
    public async Task A_booking_made_after_the_draft_out_of_its_way_does_not_matter(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var draft = await work.PlanAsync();
        await work.BookAsync(work.GlobexOne, work.Ada, SiteAtWork.At(11, 50), Booker.Coordinator);
        await work.PublishAsync(draft.Id);
        Assert.Equal(3, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked'"))[0]);
    }

    [Theory, EachEngine]
    public async Task A_process_killed_before_the_commit_leaves_nothing(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var draft = await work.PlanAsync();
        await work.PublishAsync(draft.Id, killed: true);
        Assert.Equal("", await work.BookedAsync());
        Assert.Equal("draft", (await work.FindAsync(draft.Id)).Status);
        await work.PublishAsync(draft.Id);
        Assert.Equal(2, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked'"))[0]);
    }

    [Theory, EachEngine]
    public async Task When_an_employer_stays_away_its_time_is_free_at_once_and_the_next_plan_leaves_the_rest(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Globex, 2, 1, "absent"));
        Assert.Equal(2, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'cancelled' AND version = 2"))[0]);

        var again = await work.PlanAsync();
        Assert.Equal((0, 0, 0, 2), (again.Added, again.Moved, again.Dropped, again.Kept));
        Assert.Equal(["EmployerAbsent", "EmployerAbsent"], await work.AllAsync<string>("SELECT why FROM site_plan_unmet"));
        await work.PublishAsync(again.Id);
        Assert.DoesNotContain("Globex", await work.BookedAsync(), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task When_an_employer_brings_no_table_the_next_plan_drops_its_interviews_and_leaves_the_rest(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Globex, 2, 0));

        var again = await work.PlanAsync();
        Assert.Equal((0, 0, 2, 2), (again.Added, again.Moved, again.Dropped, again.Kept));
        await work.PublishAsync(again.Id);
        Assert.Equal(2, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'cancelled' AND version = 2"))[0]);
        Assert.DoesNotContain("Globex", await work.BookedAsync(), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Whoever_is_erased_loses_what_was_planned_and_nothing_else_changes(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.PublishAsync((await work.PlanAsync()).Id);
        await work.HearAsync(new CandidatesErased { EditionId = work.Edition, Candidates = [new() { Id = work.Ada, Version = 2, Code = "x", ErasedAt = TestHouse.Start }] });
        var again = await work.PlanAsync();
        Assert.Equal((0, 0, 0, 1), (again.Added, again.Moved, again.Dropped, again.Kept));
        await work.PublishAsync(again.Id);
        Assert.DoesNotContain("Ada", await work.BookedAsync(), StringComparison.Ordinal);
        Assert.Contains("Grace", await work.BookedAsync(), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task What_is_booked_by_hand_pinned_or_promised_stays(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        var moved = (await work.AllAsync<Guid>("SELECT i.id FROM interview i WHERE i.candidate_id = @Ada ORDER BY i.starts_at"))[0];
        await work.MoveAsync(moved, work.AcmeOne, SiteAtWork.At(11, 50), Booker.Coordinator);
        await ExecuteAsync(work, "UPDATE interview SET is_pinned = 1 WHERE candidate_id = @Grace AND booked_by = 'plan'");
        // Everybody else wishes nothing any more: a plan would drop all that it may touch.
        await work.HearAsync(new WishesChanged { EditionId = work.Edition, Lists = [work.Wishes(work.Ada, 3), work.Wishes(work.Grace, 3)] });

        var again = await work.PlanAsync();
        Assert.Equal((3, 1), (again.FixedCount, again.Dropped));
        var all = await work.PlanAsync(keepMinutes: 24 * 60 + 6 * 60);
        Assert.Equal((4, 0), (all.FixedCount, all.Dropped));
    }

    [Theory, EachEngine]
    public async Task Two_may_change_places(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        await ExecuteAsync(work, "UPDATE interview SET status = 'cancelled' WHERE table_id IN (SELECT id FROM interview_table WHERE siret = @Globex)");
        await ExecuteAsync(work, "UPDATE interview SET table_id = @AcmeOne, starts_at = CASE WHEN candidate_id = @Ada THEN @Nine ELSE @TenPast END, ends_at = CASE WHEN candidate_id = @Ada THEN @TenPast ELSE @Twenty END WHERE status = 'booked'");
        var draft = await work.PlanAsync();
        // The draft as if the two changed places.
        await ExecuteAsync(work, "DELETE FROM site_plan_interview");
        await ExecuteAsync(work, """
            INSERT INTO site_plan_interview (plan_id, number, act, interview_id, candidate_id, table_id, starts_at, minutes, from_table_id, from_starts_at, version)
            SELECT @Plan, CASE WHEN candidate_id = @Ada THEN 1 ELSE 2 END, 'moved', id, candidate_id, table_id, CASE WHEN candidate_id = @Ada THEN @TenPast ELSE @Nine END, 10, table_id, starts_at, version
            FROM interview
            WHERE status = 'booked'
            """, draft.Id);
        await work.PublishAsync(draft.Id);
        Assert.Equal("Acme 1 Grace 07:00, Acme 1 Ada 07:10", await work.BookedAsync());
        Assert.Equal([2, 2], await work.AllAsync<int>("SELECT version FROM interview WHERE status = 'booked'"));
    }

    [Theory, EachEngine]
    public async Task A_site_is_planned_once_at_a_time_and_a_form_posted_twice_asks_once(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var first = await work.AskAsync();
        await work.AskAsync(first);
        await work.AskAsync();
        Assert.Equal([first], await work.AllAsync<Guid>("SELECT id FROM site_plan"));

        Assert.True(await MakePlan.RunAsync(work.House.Scheduling, first, new PlanEffort { Steps = 0 }, CancellationToken.None));
        Assert.False(await MakePlan.RunAsync(work.House.Scheduling, first, new PlanEffort { Steps = 0 }, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task What_a_killed_process_left_is_made_anew_and_a_stopped_search_gives_what_it_has(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var id = await work.AskAsync();
        Assert.NotNull(await PlanProgress.ClaimAsync(work.House.Scheduling, id, CancellationToken.None));
        Assert.False(await MakePlan.RunAsync(work.House.Scheduling, id, new PlanEffort { Steps = 0 }, CancellationToken.None));
        work.House.Clock.Advance(Duration.FromMinutes(1));
        await using (var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await PlanRecord.StopAsync(tx, id, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.True(await MakePlan.RunAsync(work.House.Scheduling, id, new PlanEffort { Time = TimeSpan.FromHours(1) }, CancellationToken.None));
        Assert.Equal("draft", (await work.FindAsync(id)).Status);
    }

    [Theory, EachEngine]
    public async Task While_employers_go_on_booking_it_is_published_whole_or_not_at_all_and_nobody_is_twice(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var people = Enumerable.Range(3, 20).Select(number => (Id: Guid.CreateVersion7(), Code: $"C{number}")).ToList();
        await work.HearAsync(
            new CandidatesSaved { EditionId = work.Edition, Candidates = [.. people.Select(one => work.Candidate(one.Id, one.Code, one.Code))] },
            work.Registration(1, work.Ronchin, [.. people.Select(one => one.Id)]),
            new WishesChanged { EditionId = work.Edition, Lists = [.. people.Select(one => work.Wishes(one.Id, 1, SiteAtWork.Acme, SiteAtWork.Globex))] });
        foreach (var seed in Enumerable.Range(1, 3))
        {
            var draft = await work.PlanAsync();
            var random = new Random(seed);
            var attempts = Enumerable.Range(0, 30).Select(_ => (Table: random.Next(2) == 0 ? work.AcmeOne : work.GlobexOne, Who: people[random.Next(people.Count)].Id, At: SiteAtWork.At(9, 0) + Duration.FromMinutes(10 * random.Next(18)))).ToList();
            var published = false;
            await Parallel.ForEachAsync(attempts.Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (attempt, _) =>
            {
                try
                {
                    if (attempt.Index == 5)
                    {
                        await work.PublishAsync(draft.Id);
                        published = true;
                    }
                    else
                        await work.BookAsync(attempt.Item.Table, attempt.Item.Who, attempt.Item.At);
                }
                catch (Rejected)
                {
                }
            });
            Assert.Equal(0, await work.DoublesAsync());
            var there = (await work.AllAsync<int>("SELECT COUNT(*) FROM site_plan_interview l JOIN interview i ON i.id = l.interview_id WHERE l.act = 'added'"))[0];
            Assert.Equal(published ? draft.Added : 0, there);
        }
    }

    private static async Task ExecuteAsync(SiteAtWork work, string sql, Guid? plan = null)
    {
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        await tx.ExecuteAsync(sql, new { work.Ada, work.Grace, SiteAtWork.Globex, work.AcmeOne, Plan = plan, Nine = SiteAtWork.At(9, 0), TenPast = SiteAtWork.At(9, 10), Twenty = SiteAtWork.At(9, 20) }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
