using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Running;

/// <summary>It is Ronchin's day, five to nine. Ada is booked with Acme's first table at 9:00, Grace with Globex.</summary>
public sealed class RunInterviewTests
{
    private static string Says(string refusal) => BookingTexts.Words[$"Refused.Is.{refusal}"];

    private sealed record Day(SiteAtWork Work, Guid Ada, Guid Grace) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Work.DisposeAsync();

        public static async Task<Day> StartAsync(Engine engine = Engine.Sqlite)
        {
            var work = await SiteAtWork.StartAsync(engine);
            var day = new Day(work, await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator), await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator));
            work.House.Clock.Reset(SiteAtWork.At(8, 55));
            return day;
        }

        /// <summary>Done, or why not.</summary>
        public async Task<string> DoAsync(Func<Transaction, Act, Task> act, Guid? id = null, string by = Booker.Hall)
        {
            try
            {
                await using var tx = await Work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
                await act(tx, new Act(id ?? Guid.CreateVersion7(), by));
                await tx.CommitAsync(CancellationToken.None);
                return "done";
            }
            catch (Rejected rejected)
            {
                return rejected.Message;
            }
        }

        public Task<string> CallAsync(Guid id) => DoAsync((tx, act) => RunInterview.CallAsync(tx, act, id, null, CancellationToken.None));

        public Task<string> StartAsync(Guid id, Instant? at = null) => DoAsync((tx, act) => RunInterview.StartAsync(tx, act, id, at, CancellationToken.None), by: Booker.Employer);

        public Task<string> EndAsync(Guid id, string? result = null, Guid? act = null) => DoAsync((tx, one) => RunInterview.EndAsync(tx, one, id, null, new RunInterview.Judgement(result, null), CancellationToken.None), act, Booker.Employer);

        public Task<string> MissAsync(Guid id) => DoAsync((tx, act) => RunInterview.MissAsync(tx, act, id, null, CancellationToken.None));

        public Task<string> BackAsync(Guid id) => DoAsync((tx, act) => RunInterview.BackAsync(tx, act, id, CancellationToken.None));

        public async Task<string> StateAsync(Guid id) => (await Work.House.Scheduling.QueryAsync<string>(
            "SELECT CONCAT(status, CASE WHEN called_at IS NULL THEN '' ELSE ' called' END, CASE WHEN started_at IS NULL THEN '' ELSE ' started' END, CASE WHEN finished_at IS NULL THEN '' ELSE ' finished' END, ' ', result) FROM interview WHERE id = @id", new { id }, CancellationToken.None))[0].Trim();
    }

    [Theory, EachEngine]
    public async Task Called_started_ended_and_each_step_back(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        var states = new List<string>();
        foreach (var step in (Func<Guid, Task<string>>[])[day.CallAsync, id => day.StartAsync(id), id => day.EndAsync(id, "conclusive"), day.BackAsync, day.BackAsync, day.BackAsync])
        {
            Assert.Equal("done", await step(day.Ada));
            states.Add(await day.StateAsync(day.Ada));
        }
        Assert.Equal(["booked called", "booked called started", "held called started finished conclusive", "booked called started", "booked called", "booked"], states);
    }

    [Theory, EachEngine]
    public async Task Outcomes_hears_of_what_was_held_and_of_what_was_not_after_all(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.StartAsync(day.Ada);
        await day.EndAsync(day.Ada, "conclusive");
        await day.MissAsync(day.Grace);
        Assert.Equal("held conclusive, no_show ", await OutcomesAsync());
        await day.BackAsync(day.Ada);
        Assert.Equal("booked , no_show ", await OutcomesAsync());

        async Task<string> OutcomesAsync()
        {
            await day.Work.House.SettleAsync();
            return string.Join(", ", await day.Work.House.Outcomes.QueryAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview ORDER BY status", null, CancellationToken.None));
        }
    }

    [Theory, EachEngine]
    public async Task Nobody_sits_at_two_tables_and_at_no_table_sit_two(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        var next = await day.Work.BookAsync(day.Work.AcmeOne, day.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        Assert.Equal("done", await day.StartAsync(day.Ada));
        Assert.Equal(Says("table_busy"), await day.StartAsync(next));
        Assert.Equal("done", await day.StartAsync(day.Grace));
        Assert.Equal("done", await day.EndAsync(day.Ada));
        Assert.Equal(Says("candidate_busy"), await day.StartAsync(next));
        Assert.Equal("done", await day.EndAsync(day.Grace));
        Assert.Equal("done", await day.StartAsync(next));
    }

    [Theory, EachEngine]
    public async Task The_same_act_sent_again_does_nothing_and_a_running_one_is_neither_moved_nor_cancelled(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.StartAsync(day.Ada);
        Assert.Equal("done", await day.StartAsync(day.Ada));
        Assert.Equal(Says("running"), await day.MissAsync(day.Ada));
        Assert.Equal(Says("running"), await day.DoAsync((tx, act) => CancelInterview.ApplyAsync(tx, act, day.Ada, CancellationToken.None)));
        Assert.Equal(Says("running"), await day.DoAsync((tx, act) => MoveInterview.ApplyAsync(tx, act, day.Ada, day.Work.AcmeTwo, SiteAtWork.At(10, 0), CancellationToken.None)));
        var end = Guid.CreateVersion7();
        Assert.Equal("done", await day.EndAsync(day.Ada, "conclusive", end));
        Assert.Equal("done", await day.BackAsync(day.Ada));
        Assert.Equal("done", await day.EndAsync(day.Ada, "conclusive", end));
        Assert.Equal("booked started", await day.StateAsync(day.Ada));
    }

    [Theory, EachEngine]
    public async Task Who_sat_at_the_table_knows_better_than_the_hall_unless_the_time_was_given_away(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.MissAsync(day.Ada);
        Assert.Equal("done", await day.EndAsync(day.Ada, "undecided"));
        Assert.Equal("held finished undecided", await day.StateAsync(day.Ada));
        await day.MissAsync(day.Grace);
        await day.Work.BookAsync(day.Work.AcmeTwo, day.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        Assert.Equal(Says("given_away"), await day.StartAsync(day.Grace));
    }

    [Theory, EachEngine]
    public async Task Not_on_another_day_and_what_a_wrong_clock_says_is_now(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        Instant? StartedAt() => day.Work.House.Scheduling.QueryAsync<Instant?>("SELECT started_at FROM interview WHERE id = @Ada", new { day.Ada }, CancellationToken.None).Result[0];
        Assert.Equal("done", await day.StartAsync(day.Ada, SiteAtWork.At(14, 0)));
        Assert.Equal(SiteAtWork.At(8, 55), StartedAt());
        await day.BackAsync(day.Ada);
        Assert.Equal("done", await day.StartAsync(day.Ada, SiteAtWork.At(8, 50)));
        Assert.Equal(SiteAtWork.At(8, 50), StartedAt());
        day.Work.House.Clock.Advance(Duration.FromDays(2));
        Assert.Equal(Says("not_today"), await day.StartAsync(day.Grace));
        // Noted on the day, without network, and told only now.
        Assert.Equal("done", await day.StartAsync(day.Grace, SiteAtWork.At(9, 1)));
    }

    [Fact]
    public async Task Twenty_devices_at_once_start_one_of_two_who_claim_the_table()
    {
        await using var day = await Day.StartAsync();
        var next = await day.Work.BookAsync(day.Work.AcmeOne, day.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await day.StartAsync(i % 2 == 0 ? day.Ada : next);
            }
            catch (ChangedMeanwhileException)
            {
                // The page tries again.
            }
        })));
        Assert.Equal(1, await day.Work.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM interview WHERE started_at IS NOT NULL", null, CancellationToken.None));
    }
}
