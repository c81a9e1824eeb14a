using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using JobDating.Tests.Scheduling.Planning;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Bookings;

/// <summary>Ada will be at Ronchin from 10:00 to 10:30 only: whoever books keeps to it, the plan too; the team may do otherwise.</summary>
public sealed class PresenceTests
{
    [Theory, EachEngine]
    public async Task Booking_keeps_to_the_hours_at_which_she_is_there(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await Assert.ThrowsAsync<Rejected>(() => work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 50)));
        await Assert.ThrowsAsync<Rejected>(() => work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(10, 30)));
        await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(10, 0));
        // The next times that are said are hers too.
        var taken = (await Assert.ThrowsAsync<TakenException>(() => work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(10, 0)))).Taken;
        Assert.Equal([SiteAtWork.At(10, 10), SiteAtWork.At(10, 20)], taken.BothFree);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(10, 20));
        await work.MoveAsync((await work.AllAsync<Guid>("SELECT id FROM interview WHERE candidate_id = @Ada"))[0], work.AcmeOne, SiteAtWork.At(9, 0), Booker.Coordinator);
        Assert.Equal("Acme 1 Ada 07:00, Acme 1 Grace 08:00", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task A_plan_meets_her_while_she_is_there_and_one_made_before_she_said_so_is_out_of_date(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await work.WishForBothAsync();
        var plan = await work.PlanAsync();
        Assert.Equal(4, plan.WishesMet);
        var hers = await work.AllAsync<Instant>("SELECT starts_at FROM site_plan_interview WHERE candidate_id = @Ada ORDER BY starts_at");
        Assert.All(hers, at => Assert.InRange(at, SiteAtWork.At(10, 0), SiteAtWork.At(10, 20)));

        await work.HearAsync(Hours(work, 3, new(11, 0), new(11, 30)));
        Assert.Equal(409, (await Assert.ThrowsAnyAsync<Rejected>(() => work.PublishAsync(plan.Id))).Status);
        var next = await work.PlanAsync();
        await work.PublishAsync(next.Id);
        Assert.All(await work.AllAsync<Instant>("SELECT starts_at FROM interview WHERE candidate_id = @Ada"), at => Assert.InRange(at, SiteAtWork.At(11, 0), SiteAtWork.At(11, 20)));
    }

    [Theory, EachEngine]
    public async Task What_was_booked_before_she_said_so_is_to_review_unless_the_team_booked_it(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.GlobexOne, work.Ada, SiteAtWork.At(9, 30), Booker.Coordinator);
        await work.HearAsync(Hours(work, 2, new(10, 0), new(10, 30)));
        var timetable = (await ReadTimetable.OfSiteAsync(work.House.Scheduling, work.Ronchin, null, CancellationToken.None))!;
        var registered = await ReadRegistered.AllAsync(work.House.Scheduling, work.Ronchin, CancellationToken.None);
        var conflict = Assert.Single(Conflicts.Of(timetable, registered, work.House.Clock.GetCurrentInstant()));
        Assert.Equal((work.AcmeOne, "NotPresent"), (conflict.Table.Id, conflict.Reason));
    }

    private static async Task<SiteAtWork> StartAsync(Engine engine)
    {
        var work = await SiteAtWork.StartAsync(engine);
        await work.HearAsync(Hours(work, 2, new(10, 0), new(10, 30)));
        return work;
    }

    private static RegistrationsRecorded Hours(SiteAtWork work, int version, LocalTime from, LocalTime until) => new()
    {
        EditionId = work.Edition,
        Registrations = [new() { CandidateId = work.Ada, SiteId = work.Ronchin, Version = version, RegisteredAt = TestHouse.Start, PresentFrom = from, PresentUntil = until }],
    };
}
