using System.Globalization;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Bookings;

/// <summary>An interview occupies its table and its candidate for its time; whoever comes second is told which side is taken, and when else.</summary>
public sealed class BookingTests
{
    [Theory, EachEngine]
    public async Task A_booked_interview_is_there_is_said_and_leaves_a_trace(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var id = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 20));

        Assert.Equal("Acme 1 Ada 07:20", await work.BookedAsync());
        Assert.Equal(1, (await work.AllAsync<int>($"SELECT COUNT(*) FROM outbox_message WHERE kind LIKE '%InterviewsRecorded'"))[0]);
        Assert.Equal([id], await work.AllAsync<Guid>("SELECT subject_id FROM audit WHERE act = 'interview booked'"));
        await work.House.SettleAsync();
        Assert.Equal(1, await work.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked'", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task Nobody_is_booked_twice_at_once_and_the_second_is_told_which_side_is_taken_and_when_else(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));

        var table = (await Assert.ThrowsAsync<TakenException>(() => work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 0)))).Taken;
        Assert.True(table is { Table: true, Candidate: false });
        Assert.Equal([SiteAtWork.At(9, 10), SiteAtWork.At(9, 20), SiteAtWork.At(9, 30)], table.BothFree);

        await work.RulesAsync("once_per_establishment = 0");
        var candidate = (await Assert.ThrowsAsync<TakenException>(() => work.BookAsync(work.AcmeTwo, work.Ada, SiteAtWork.At(9, 0)))).Taken;
        Assert.True(candidate is { Table: false, Candidate: true });
        Assert.Equal(SiteAtWork.At(9, 0), candidate.TableFree[0]);
        Assert.Equal(SiteAtWork.At(9, 10), candidate.BothFree[0]);
        Assert.Equal("Acme 1 Ada 07:00", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Lengths_may_be_mixed_and_an_hour_is_taken_whatever_the_site(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await using (var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await tx.ExecuteAsync("UPDATE interview_table SET interview_minutes = 20 WHERE id = @Id", new { Id = work.GlobexOne }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await work.BookAsync(work.GlobexOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await Assert.ThrowsAsync<TakenException>(() => work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 10)));

        var lille = Guid.CreateVersion7();
        await work.HearAsync(work.Site(lille, 1, "lille", SiteAtWork.Day), work.Attendance(lille, SiteAtWork.Acme, 1, 1), work.Registration(1, lille, work.Ada));
        var there = (await work.AllAsync<Guid>($"SELECT id FROM interview_table WHERE site_id <> @Ronchin"))[0];
        await Assert.ThrowsAsync<TakenException>(() => work.BookAsync(there, work.Ada, SiteAtWork.At(9, 10)));
        await work.BookAsync(there, work.Ada, SiteAtWork.At(9, 20));
        Assert.Equal(0, await work.DoublesAsync());
    }

    [Theory, EachEngine]
    public async Task A_request_that_is_sent_again_does_nothing_twice(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var (book, move, cancel) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var again in Enumerable.Range(0, 2))
            await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), act: book);
        foreach (var again in Enumerable.Range(0, 2))
            await work.MoveAsync(book, work.AcmeTwo, SiteAtWork.At(9, 10), act: move);
        Assert.Equal("Acme 2 Ada 07:10", await work.BookedAsync());
        Assert.Equal(2, (await work.AllAsync<int>("SELECT version FROM interview"))[0]);
        foreach (var again in Enumerable.Range(0, 2))
            await work.CancelAsync(book, act: cancel);
        Assert.Equal("", await work.BookedAsync());
        // A late copy of the first request does not bring the interview back.
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), act: book);
        Assert.Equal("", await work.BookedAsync());
        var grace = await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 0));
        await Assert.ThrowsAsync<Rejected>(() => work.CancelAsync(grace, act: cancel));
    }

    [Theory, EachEngine]
    public async Task A_move_is_one_act_and_one_that_is_refused_leaves_everything(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var ada = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 10));
        await Assert.ThrowsAsync<TakenException>(() => work.MoveAsync(ada, work.AcmeOne, SiteAtWork.At(9, 10)));
        await Assert.ThrowsAsync<Rejected>(() => work.MoveAsync(ada, work.AcmeOne, SiteAtWork.At(9, 5)));
        Assert.Equal("Acme 1 Ada 07:00, Acme 1 Grace 07:10", await work.BookedAsync());
        await work.MoveAsync(ada, work.AcmeOne, SiteAtWork.At(9, 20));
        await work.BookAsync(work.AcmeTwo, await NewcomerAsync(work), SiteAtWork.At(9, 0));
        Assert.Equal("Acme 2 Newcomer 07:00, Acme 1 Grace 07:10, Acme 1 Ada 07:20", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task A_cancelled_interview_frees_both_sides_at_once(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var ada = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.CancelAsync(ada);
        await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeTwo, work.Ada, SiteAtWork.At(9, 0));
        Assert.Equal("Acme 1 Grace 07:00, Acme 2 Ada 07:00", await work.BookedAsync());
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        Assert.Contains("déjà annulé", (await Assert.ThrowsAsync<Rejected>(() => work.CancelAsync(ada))).Message, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Whoever_is_erased_or_unknown_is_not_booked(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.HearAsync(new CandidatesErased { EditionId = work.Edition, Candidates = [new() { Id = work.Ada, Version = 2, Code = "x", ErasedAt = TestHouse.Start }] });
        Assert.Equal(404, (await Assert.ThrowsAsync<Rejected>(() => work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0)))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<Rejected>(() => work.BookAsync(work.AcmeOne, Guid.CreateVersion7(), SiteAtWork.At(9, 0)))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<Rejected>(() => work.BookAsync(Guid.CreateVersion7(), work.Grace, SiteAtWork.At(9, 0)))).Status);
        Assert.Equal(0, (await work.AllAsync<int>("SELECT COUNT(*) FROM booking_act"))[0]);
    }

    [Theory, EachEngine]
    public async Task Everybody_at_once_for_the_same_times_and_nobody_is_booked_twice(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.RulesAsync("once_per_establishment = 0");
        var everybody = new List<Guid> { work.Ada, work.Grace };
        foreach (var number in Enumerable.Range(3, 8))
            everybody.Add(await NewcomerAsync(work, number));
        var random = new Random(1);
        var attempts = Enumerable.Range(0, 200).Select(_ => (Table: random.Next(2) == 0 ? work.AcmeOne : work.AcmeTwo, Who: everybody[random.Next(everybody.Count)], At: SiteAtWork.At(9, 10 * random.Next(5)))).ToList();
        var booked = 0;
        await Parallel.ForEachAsync(attempts, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (attempt, _) =>
        {
            try
            {
                await work.BookAsync(attempt.Table, attempt.Who, attempt.At);
                Interlocked.Increment(ref booked);
            }
            catch (TakenException)
            {
            }
        });
        Assert.Equal(0, await work.DoublesAsync());
        Assert.Equal(10, booked);
    }

    private static async Task<Guid> NewcomerAsync(SiteAtWork work, int number = 3)
    {
        var id = Guid.CreateVersion7();
        await work.HearAsync(
            new CandidatesSaved { EditionId = work.Edition, Candidates = [work.Candidate(id, $"C{number}", "Newcomer")] },
            work.Registration(1, work.Ronchin, id),
            new WishesChanged { EditionId = work.Edition, Lists = [work.Wishes(id, 1, SiteAtWork.Acme)] });
        return id;
    }
}
