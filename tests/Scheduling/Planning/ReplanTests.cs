using CsCheck;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Hall;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Running;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>
/// The rest of the day planned again while it goes on: what was held, runs, was called or begins soon stays, and so does whatever is booked where somebody can sit; what is free is for who is there.
/// </summary>
public sealed class ReplanTests
{
    private static readonly PlanEffort Short = new() { Steps = 500 };

    [Theory, EachEngine]
    public async Task In_the_middle_of_the_day_only_what_is_free_is_filled_and_the_rest_stays_as_it_is(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var joan = Guid.CreateVersion7();
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        var order = await work.AllAsync<Guid>("SELECT id FROM interview ORDER BY starts_at, table_id");
        work.House.Clock.Reset(SiteAtWork.At(9, 2));
        await work.HearAsync(Received(work, 2, work.Ada, work.Grace));
        await DoAsync(work, (tx, act) => RunInterview.StartAsync(tx, act, order[0], null, default));
        work.House.Clock.Reset(SiteAtWork.At(9, 9));
        await DoAsync(work, (tx, act) => RunInterview.EndAsync(tx, act, order[0], null, default, default));
        await DoAsync(work, (tx, act) => RunInterview.CallAsync(tx, act, order[1], null, default));
        // Globex leaves; Joan walks in and would like to meet both.
        await work.HearAsync(
            work.Attendance(work.Ronchin, SiteAtWork.Globex, 2, 1, "absent"),
            new CandidatesSaved { EditionId = work.Edition, Candidates = [work.Candidate(joan, "C3", "Joan")] },
            Received(work, 1, joan),
            new WishesChanged { EditionId = work.Edition, Lists = [work.Wishes(joan, 1, SiteAtWork.Globex, SiteAtWork.Acme)] });
        work.House.Clock.Reset(SiteAtWork.At(9, 12));
        var before = await RowsAsync(work);

        var plan = await RestAsync(work);
        Assert.Equal((1, 0, 0), (plan.Added, plan.Moved, plan.Dropped));
        await work.PublishAsync(plan.Id);
        var after = await RowsAsync(work);
        Assert.Empty(before.Except(after));
        // Ten minutes to come, and five to look at the draft.
        Assert.EndsWith("Joan 07:30", await work.BookedAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await work.DoublesAsync());
        Assert.Equal(1, (await work.AllAsync<int>("SELECT COUNT(*) FROM audit WHERE act = 'plan published' AND detail = '1 added, 0 moved, 0 dropped'"))[0]);
    }

    [Theory, EachEngine]
    public async Task Who_did_not_come_and_is_not_there_gets_nothing_until_they_are_there(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var missed = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        work.House.Clock.Reset(SiteAtWork.At(9, 5));
        await DoAsync(work, (tx, act) => RunInterview.MissAsync(tx, act, missed, null, default));
        // Grace has no interview and is not there either.
        Assert.Equal(0, (await RestAsync(work)).Added);
        Assert.Equal(0, (await work.PlanAsync()).Added);
        await work.HearAsync(Received(work, 2, work.Grace));
        Assert.Equal(1, (await RestAsync(work)).Added);
        await work.HearAsync(Received(work, 2, work.Ada));
        Assert.Equal(2, (await RestAsync(work)).Added);
        Assert.Equal(2, (await work.PlanAsync()).Added);
    }

    [Theory, EachEngine]
    public async Task Before_the_site_opens_everybody_may_still_come(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        work.House.Clock.Reset(SiteAtWork.At(8, 30));
        Assert.Equal(2, (await RestAsync(work)).Added);
    }

    [Theory, EachEngine]
    public async Task What_a_late_start_moved_beside_the_rounds_stays_and_what_a_closed_table_had_goes_to_the_other(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.WishForBothAsync();
        await work.PublishAsync((await work.PlanAsync()).Id);
        work.House.Clock.Reset(SiteAtWork.At(8, 40));
        await work.HearAsync(Received(work, 2, work.Ada, work.Grace));
        await DoAsync(work, (tx, act) => DelayInterviews.ApplyAsync(tx, act, work.Site() with { Date = SiteAtWork.Day }, null, Duration.FromMinutes(45), default));
        var moved = await work.BookedAsync();
        var still = await RestAsync(work);
        Assert.Equal((0, 0, 0), (still.Added, still.Moved, still.Dropped));

        var closed = (await work.AllAsync<Guid>("SELECT table_id FROM interview i JOIN interview_table t ON t.id = i.table_id WHERE t.siret = @Acme ORDER BY i.starts_at"))[0];
        var there = (await work.AllAsync<Guid>("SELECT table_id FROM interview")).Count(table => table == closed);
        await DoAsync(work, (tx, _) => tx.ExecuteAsync("UPDATE interview_table SET is_open = 0 WHERE id = @closed", new { closed }, default));
        var again = await RestAsync(work);
        Assert.Equal((0, there, 0), (again.Added, again.Moved, again.Dropped));
        await work.PublishAsync(again.Id);
        Assert.NotEqual(moved, await work.BookedAsync());
        Assert.DoesNotContain(closed, await work.AllAsync<Guid>("SELECT table_id FROM interview WHERE status = 'booked'"));
        Assert.Equal(0, await work.DoublesAsync());
    }

    [Theory, EachEngine]
    public async Task A_draft_of_the_rest_can_be_looked_at_for_five_minutes(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        // Of the rounds to come only the last, at 11:50, leaves ten minutes to come and five to look.
        work.House.Clock.Reset(SiteAtWork.At(11, 34));
        await work.HearAsync(Received(work, 2, work.Ada, work.Grace));
        var plan = await RestAsync(work);
        Assert.Equal(2, plan.Added);
        work.House.Clock.Reset(SiteAtWork.At(11, 41));
        await Assert.ThrowsAsync<PlanOutdatedException>(() => work.PublishAsync(plan.Id));
        work.House.Clock.Reset(SiteAtWork.At(11, 39));
        await work.PublishAsync(plan.Id);
        Assert.Equal(2, (await work.BookedAsync()).Split("09:50").Length - 1);
    }

    [Fact]
    public void No_plan_touches_what_was_held_runs_was_called_or_begins_soon() => States.Sample(state =>
    {
        var question = new PlanQuestion(state);
        var lines = question.Lines(ProposePlan.Find(question.Request, Short));
        var interviews = state.Interviews.ToDictionary(interview => interview.Id);
        var places = state.Tables.ToDictionary(table => table.TableId);
        bool Serves(Guid table) => places[table] is { IsOpen: true, AttendanceStatus: "present" };
        foreach (var line in lines.Where(line => line.Act is PlanLine.Moved or PlanLine.Dropped))
        {
            var was = interviews[line.InterviewId];
            Assert.True(was is { Status: "booked", IsPinned: false, BookedBy: Booker.Plan } && was.StartsAt >= state.Until, $"{line.Act}: {was}");
            Assert.False(state.IsRest && Serves(was.TableId), $"{line.Act}, though it could stay: {was}");
        }
        var touched = lines.Where(line => line.Act is not PlanLine.Added).Select(line => line.InterviewId).ToHashSet();
        var stays = state.Interviews.Where(interview => !touched.Contains(interview.Id)).ToList();
        foreach (var line in lines.Where(line => line.Act is PlanLine.Moved or PlanLine.Added))
        {
            Assert.True(line.StartsAt >= state.Until && Serves(line.TableId));
            Assert.DoesNotContain(stays, other => (other.TableId == line.TableId || other.CandidateId == line.CandidateId) && other.Time.Overlaps(line.StartsAt, line.EndsAt));
            Assert.False(line.Act == PlanLine.Added && state.Away.Contains(line.CandidateId), "A new interview for somebody who is away.");
        }
    }, iter: 2_000);

    /// <summary>Three employers with four tables, from nine to twelve; some closed or absent; interviews of all kinds, none at one time; it is some time of the day.</summary>
    private static Gen<PlanState> States =>
        from tables in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], (open, comes) => (IsOpen: open > 0, Status: comes > 0 ? "present" : "absent")).Array[4]
        from people in Gen.Int[1, 8]
        from wishes in Gen.Select(Gen.Int[0, people - 1], Gen.Int[0, 2], Gen.Int[1, 5]).List[0, 20]
        from present in Gen.Select(Gen.Int[0, people - 1], Gen.Int[0, 3], Gen.Int[0, 35], Gen.Int[0, 5]).List[0, 12]
        from away in Gen.Int[0, people - 1].List[0, 3]
        from now in Gen.Int[0, 180]
        from isRest in Gen.Bool
        select StateOf(tables, people, wishes, present, away, now, isRest);

    private static PlanState StateOf((bool IsOpen, string Status)[] tables, int people, List<(int Candidate, int Employer, int Rank)> wishes, List<(int Candidate, int Table, int At, int Kind)> present, List<int> away, int now, bool isRest)
    {
        var ids = Enumerable.Range(0, people).Select(_ => Guid.CreateVersion7()).ToList();
        // The first employer has two tables.
        var places = tables.Select((table, at) => new Place
        {
            TableId = Guid.CreateVersion7(),
            Siret = $"{Math.Max(0, at - 1)}",
            Number = at == 1 ? 2 : 1,
            IsOpen = table.IsOpen,
            AttendanceStatus = table.Status,
            Date = SiteAtWork.Day,
            TimeZone = "Europe/Paris",
            OpensAt = new LocalTime(9, 0),
            ClosesAt = new LocalTime(12, 0),
            Minutes = 10,
        }).ToList();
        var interviews = new List<PlanState.Interview>();
        foreach (var (candidate, table, at, kind) in present)
        {
            var starts = SiteAtWork.At(9, 0) + Duration.FromMinutes(5 * at);
            var time = new Rounds.Round(starts, starts + Duration.FromMinutes(10));
            if (interviews.TrueForAll(other => (other.CandidateId != ids[candidate] && other.TableId != places[table].TableId) || !other.Time.Overlaps(time.StartsAt, time.EndsAt)))
                interviews.Add(new PlanState.Interview
                {
                    Id = Guid.CreateVersion7(),
                    Version = 1,
                    Code = $"{interviews.Count}",
                    TableId = places[table].TableId,
                    CandidateId = ids[candidate],
                    StartsAt = time.StartsAt,
                    EndsAt = time.EndsAt,
                    Minutes = 10,
                    Status = kind == 0 ? "held" : "booked",
                    BookedBy = kind == 1 ? Booker.Employer : Booker.Plan,
                    IsPinned = kind == 2,
                });
        }
        return new PlanState
        {
            Rules = SiteRules.Unset(default),
            Tables = places,
            Registered = ids,
            Presences = [],
            Wishes = [.. wishes.DistinctBy(wish => (wish.Candidate, wish.Employer)).Select(wish => new PlanState.Wish { CandidateId = ids[wish.Candidate], Siret = $"{wish.Employer}", Rank = wish.Rank })],
            Interviews = interviews,
            Elsewhere = [],
            Until = SiteAtWork.At(9, 0) + Duration.FromMinutes(now),
            IsRest = isRest,
            Away = away.Select(one => ids[one]).ToHashSet(),
        }.WithoutAway();
    }

    private static RegistrationsRecorded Received(SiteAtWork work, int version, params Guid[] candidates)
    {
        var heard = work.Registration(version, work.Ronchin, candidates);
        return heard with { Registrations = [.. heard.Registrations.Select(one => one with { ReceivedAt = SiteAtWork.At(8, 50) })] };
    }

    private static async Task<PlanRecord> RestAsync(SiteAtWork work)
    {
        var id = Guid.CreateVersion7();
        await DoAsync(work, (tx, _) => PlanRecord.AskAsync(tx, id, work.Site(), seconds: 1, keepMinutes: 10, default, isRest: true));
        await MakePlan.RunAsync(work.House.Scheduling, id, new PlanEffort { Steps = 5_000 }, CancellationToken.None);
        return await work.FindAsync(id);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(SiteAtWork work) => await work.AllAsync<string>("""
        SELECT CONCAT(id, ' ', version, ' ', status, ' ', table_id, ' ', starts_at, ' ', called_at, ' ', started_at, ' ', finished_at)
        FROM interview
        """);

    private static async Task DoAsync(SiteAtWork work, Func<Transaction, Act, Task> act)
    {
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        await act(tx, new Act(Guid.CreateVersion7(), Booker.Hall));
        await tx.CommitAsync(CancellationToken.None);
    }
}
