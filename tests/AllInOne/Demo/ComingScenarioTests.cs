using JobDating.AllInOne.Demo;
using JobDating.AllInOne.Demo.Coming;
using JobDating.Platform;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Timetables;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne.Demo;

/// <summary>The tour to come in a house: made once, whatever happens to the process meanwhile, and worth planning.</summary>
public sealed class ComingScenarioTests
{
    private const string EditionSql = "SELECT id FROM edition WHERE code = @Code";
    private const string AuditSql = "SELECT COUNT(*) FROM audit WHERE act = 'demonstration filled'";

    [Fact]
    public async Task Making_it_twice_changes_nothing()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        var once = await Dump.AllAsync(house);
        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        // The next morning it is still the same tour.
        house.Clock.Advance(Duration.FromHours(20));
        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        Assert.Equal(once.Where(IsOfTheStory), (await Dump.AllAsync(house)).Where(IsOfTheStory));
        Assert.Equal(1, await Dump.CountAsync(house.Registration, "edition"));
    }

    [Fact]
    public async Task Killed_at_any_moment_it_is_completed_by_the_next_start()
    {
        await using var undisturbed = await TestHouse.StartAsync(listen: true);
        await ComingScenario.MakeAsync(undisturbed.App.Services, CancellationToken.None);
        var expected = await CountsAsync(undisturbed);
        Func<TestHouse, Task<bool>>[] moments =
        [
            async house => await Dump.CountAsync(house.Registration, "edition_import") > 0,
            async house => await Dump.CountAsync(house.Registration, "candidate") > 0,
            async house => await house.Registration.QueryFirstOrDefaultAsync<int>(AuditSql, null, CancellationToken.None) > 0,
            async house => await Dump.CountAsync(house.Scheduling, "booking_act") > 3,
        ];
        foreach (var moment in moments)
        {
            await using var house = await TestHouse.StartAsync(listen: true);
            using (var kill = new CancellationTokenSource())
            {
                var making = ComingScenario.MakeAsync(house.App.Services, kill.Token);
                while (!making.IsCompleted && !await moment(house))
                    await Task.Delay(1);
                await kill.CancelAsync();
                await making.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            house.Clock.Advance(Duration.FromDays(1));
            await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
            Assert.Equal(expected, await CountsAsync(house));
        }
    }

    [Fact]
    public async Task When_it_is_over_the_next_start_makes_another()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        house.Clock.Advance(Duration.FromDays(120));
        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        Assert.Equal(2, await Dump.CountAsync(house.Registration, "edition"));
    }

    [Fact]
    public async Task A_plan_of_the_first_site_leaves_wishes_unmet_for_reasons_that_make_sense()
    {
        await using var house = await TestHouse.StartAsync();
        var story = await FillAsync(house);
        var site = (await house.Scheduling.QueryFirstOrDefaultAsync<CoordinatedSite.Site>("SELECT id, edition_id, code FROM site WHERE code = @Code", new { story.First.Code }, CancellationToken.None))!;
        var id = Guid.CreateVersion7();
        await using (var tx = await house.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await PlanRecord.AskAsync(tx, id, site, seconds: 1, keepMinutes: 30, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await MakePlan.RunAsync(house.Scheduling, id, new PlanEffort { Steps = 5_000 }, CancellationToken.None);
        var plan = (await PlanRecord.FindAsync(house.Scheduling, id, CancellationToken.None))!;
        var reasons = (await house.Scheduling.QueryAsync<string>("SELECT why FROM site_plan_unmet WHERE plan_id = @id", new { id }, CancellationToken.None)).CountBy(why => why).ToDictionary();

        Assert.Equal("draft", plan.Status);
        Assert.Equal(plan.WithInterviewBound, plan.WithInterview);
        Assert.Equal(story.Bookings.Count, plan.FixedCount);
        Assert.Equal(plan.Wishes - plan.WishesMet, reasons.Values.Sum());
        Assert.InRange(plan.WishesMet, plan.Wishes / 2, plan.Wishes - 50);
        Assert.Equal(["CandidateFull", "EmployerFull", "SaidNo"], reasons.Keys.Where(why => why != nameof(WhyNot.NoCommonTime)).Order(StringComparer.Ordinal));
        Assert.All(["CandidateFull", "EmployerFull", "SaidNo"], why => Assert.True(reasons[why] >= 5, $"{why}: {reasons[why]}"));
    }

    [Fact]
    public async Task Somebody_has_all_interviews_and_wishes_for_one_more()
    {
        await using var house = await TestHouse.StartAsync();
        var story = await FillAsync(house);
        var full = story.Bookings.GroupBy(booking => booking.Candidate).Where(of => of.Count() == ComingStory.MostPerCandidate).Select(of => of.Key).ToList();
        Assert.Equal(2, full.Count);
        Assert.All(full, candidate => Assert.Contains(candidate.Wishes, wish => wish.Establishment == story.Employers.At(story.First)[0]));
        Assert.Equal(story.Bookings.Count, await house.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM interview WHERE status = 'booked' AND booked_by = 'employer'", null, CancellationToken.None));
    }

    /// <summary>Told from the house's day and taken in, as the demonstration does after its import.</summary>
    private static async Task<ComingStory> FillAsync(TestHouse house)
    {
        using var coming = new WrittenComing(TestHouse.Start.InZone(Tour2023.Zone).Date);
        await house.ImportAsync(coming.Folder);
        var edition = await house.Registration.QueryFirstOrDefaultAsync<Guid>(EditionSql, new { Code = coming.Story.Tour.EditionCode }, CancellationToken.None);
        await FillRegistration.RunAsync(house.Registration, coming.Story, edition, CancellationToken.None);
        await house.SettleAsync();
        await FillScheduling.RunAsync(house.Scheduling, coming.Story, edition, CancellationToken.None);
        await house.SettleAsync();
        return coming.Story;
    }

    private static async Task<string> CountsAsync(TestHouse house)
    {
        await house.SettleAsync();
        var counts = new List<string>();
        foreach (var (database, tables) in ((Database, string[])[])
            [(house.Registration, ["edition", "site", "candidate", "registration", "wish", "partner_contact", "interview"]), (house.Scheduling, ["wish", "mark", "site_rules", "booking_act", "interview"])])
            foreach (var table in tables)
                counts.Add($"{table} {await Dump.CountAsync(database, table)}");
        return string.Join(", ", counts);
    }

    /// <summary>Jobs go by the clock: mails, reminders and whom to tell are theirs.</summary>
    private static bool IsOfTheStory(string row) => !row.Contains(".mail", StringComparison.Ordinal) && !row.Contains(".schedule_", StringComparison.Ordinal) && !row.Contains(".audit", StringComparison.Ordinal);
}
