using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Bookings;

/// <summary>An interview moves from one site to another of the same day.</summary>
public sealed class MoveAcrossSitesTests
{
    [Theory, EachEngine]
    public async Task It_leaves_by_the_notice_of_its_own_site_whatever_the_other_allows(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.RulesAsync("notice_minutes = 60, once_per_establishment = 0");
        var lille = Guid.CreateVersion7();
        await work.HearAsync(work.Site(lille, 1, "lille", SiteAtWork.Day), work.Attendance(lille, SiteAtWork.Acme, 1, 1), work.Registration(1, lille, work.Ada));
        var there = (await work.AllAsync<Guid>("SELECT id FROM interview_table WHERE site_id <> @Ronchin"))[0];
        var ada = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        work.House.Clock.Reset(SiteAtWork.At(8, 30));
        await Assert.ThrowsAsync<Rejected>(() => work.MoveAsync(ada, there, SiteAtWork.At(11, 0)));
        await work.MoveAsync(ada, there, SiteAtWork.At(11, 0), Booker.Coordinator);
        // From Lille, where nothing was set, it may go back in time.
        await work.MoveAsync(ada, work.AcmeOne, SiteAtWork.At(11, 0));
        Assert.Equal("Acme 1 Ada 09:00", await work.BookedAsync());
    }
}
