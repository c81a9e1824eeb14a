using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Registration's copy of the interviews: the newest of each, under whom the candidate is now.</summary>
public sealed class OnInterviewsRecordedTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task What_comes_late_or_twice_changes_nothing(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var id = await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        var first = here.Said(id);
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(11, 0), "employer", id);
        var second = here.Said(id);
        await here.ToldAsync();
        await here.HearAsync(first, second, first);
        Assert.Empty(await here.ToldAsync());
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview WHERE version = 2 AND table_number = 2 AND last_by = 'employer'"));
    }

    [Theory, EachEngine]
    public async Task The_interviews_of_a_merged_entry_are_the_kept_one_s_whenever_they_are_heard_of(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var told = await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(10, 0));
        await here.ToldAsync();
        await using (var tx = await here.Db.BeginAsync(Actor.Visitor, Ct))
        {
            var people = await FindCandidates.ByIdAsync(tx, [here.Ada, here.Grace], Ct);
            await MergeCandidates.ApplyAsync(tx, people[here.Ada], people[here.Grace], new HashSet<string>(), Ct);
            await tx.CommitAsync(Ct);
        }
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview WHERE candidate_id = @Ada", new { here.Ada }));
        // Scheduling says the same of its own: no news.
        await here.SayAsync(told, old => old with { CandidateId = here.Ada, By = null });
        Assert.Empty(await here.ToldAsync());
        // A booking from a page that lay open.
        await here.BookAsync(Timetable.Globex, 1, here.Grace, here.At(11, 0));
        var mail = (await here.ToldAsync())[0];
        Assert.Equal("ada@example.org", mail.ToAddress);
        // In the language that only the gone one had said.
        Assert.Contains("10:00 – Acme, table 1\n11:00 – Globex, table 1 (new)\n", mail.Body);
    }

    [Fact]
    public async Task Past_interviews_of_an_import_are_kept_and_are_nobody_s_news()
    {
        await using var here = await Timetable.StartAsync();
        await here.HearAsync([.. Enumerable.Range(0, 500).Select(number => new JobDating.Contracts.Scheduling.InterviewsRecorded.Interview
        {
            Id = Guid.CreateVersion7(), Version = 1, SiteId = here.Tour.Wattrelos, Siret = Timetable.Acme, CandidateId = here.Ada, StartsAt = here.At(9, 0, -300) + Duration.FromMinutes(10 * number), Minutes = 10, Table = 1, Status = "held",
        })]);
        Assert.Equal(500, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview"));
        Assert.Equal(0, await here.Tour.CountAsync("SELECT COUNT(*) FROM schedule_news"));
    }

    [Fact]
    public async Task What_is_said_again_into_an_empty_copy_is_kept_and_is_nobody_s_news()
    {
        await using var here = await Timetable.StartAsync();
        var id = await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        await here.ToldAsync();
        var again = new JobDating.Contracts.Scheduling.InterviewsRecorded { EditionId = here.Tour.Edition, Interviews = [here.Said(id)], IsAgain = true };
        await using (var tx = await here.Db.BeginAsync(Actor.Visitor, Ct))
        {
            await tx.ExecuteAsync("DELETE FROM interview", null, Ct);
            await JobDating.Registration.Schedules.OnInterviewsRecorded.ConsumeAsync(again, tx, Ct);
            await tx.CommitAsync(Ct);
        }
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview"));
        Assert.Empty(await here.ToldAsync());
    }

    [Fact]
    public async Task A_booking_in_Scheduling_arrives_with_its_table_and_whoever_booked_it()
    {
        await using var here = await Timetable.StartAsync();
        var table = (await here.Tour.House.Scheduling.QueryAsync<Guid>("SELECT id FROM interview_table WHERE siret = @Acme AND number = 2", new { Timetable.Acme }, Ct))[0];
        await using (var tx = await here.Tour.House.Scheduling.BeginAsync(Actor.Visitor, Ct))
        {
            await BookInterview.ApplyAsync(tx, new Act(Guid.CreateVersion7(), Booker.Coordinator), new BookInterview.Wish(table, here.Ada, here.At(10, 0)), Ct);
            await tx.CommitAsync(Ct);
        }
        await here.Tour.House.SettleAsync();
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview WHERE candidate_id = @Ada AND table_number = 2 AND last_by = 'coordinator' AND status = 'booked'", new { here.Ada }));
        Assert.Equal(["ada@example.org", "hank@example.org"], (await here.ToldAsync()).Select(mail => mail.ToAddress));
    }
}
