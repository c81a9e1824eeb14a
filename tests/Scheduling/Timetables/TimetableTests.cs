using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Timetables;

/// <summary>A site's timetable: what is free and who comes when, whatever lengths and hours are mixed.</summary>
public sealed class TimetableTests
{
    [Theory, EachEngine]
    public async Task It_shows_each_interview_and_each_free_round_of_whom_it_is_asked_for(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 5), Booker.Hall);
        var all = (await ReadTimetable.OfSiteAsync(work.House.Scheduling, work.Ronchin, null, CancellationToken.None))!;
        Assert.Equal([(SiteAtWork.Acme, 1), (SiteAtWork.Acme, 2), (SiteAtWork.Globex, 1)], all.Tables.Select(table => (table.Siret, table.Number)));
        // Beside the rounds, Grace's interview takes two of them.
        var globex = all.Tables[2].Slots();
        Assert.Equal((SiteAtWork.At(9, 5), false, "Grace"), (globex[0].StartsAt, globex[0].IsFree, globex[0].Interviews[0].FirstName));
        Assert.Equal(16, globex.Count(slot => slot.IsFree));
        Assert.Equal(SiteAtWork.At(9, 20), globex[1].StartsAt);
        Assert.Equal(19, all.Beginnings().Count);

        var acme = (await ReadTimetable.OfSitesAsync(work.House.Scheduling, [work.Ronchin, Guid.CreateVersion7()], [SiteAtWork.Acme], CancellationToken.None)).Single();
        Assert.Equal(2, acme.Tables.Count);
        Assert.Equal(17, acme.Tables[0].Slots().Count(slot => slot.IsFree));
    }

    [Theory, EachEngine]
    public async Task A_closed_table_is_there_while_it_has_interviews_and_has_no_free_round(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        var interview = await work.BookAsync(work.AcmeTwo, work.Ada, SiteAtWork.At(9, 0));
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 2, 1));
        var tables = (await ReadTimetable.OfSiteAsync(work.House.Scheduling, work.Ronchin, [SiteAtWork.Acme], CancellationToken.None))!.Tables;
        Assert.Equal([1, 2], tables.Select(table => table.Number));
        Assert.Equal([false], tables[1].Slots().Select(slot => slot.IsFree));
        await work.CancelAsync(interview, Booker.Coordinator);
        Assert.Single((await ReadTimetable.OfSiteAsync(work.House.Scheduling, work.Ronchin, [SiteAtWork.Acme], CancellationToken.None))!.Tables);
        Assert.Null(await ReadTimetable.OfSiteAsync(work.House.Scheduling, Guid.CreateVersion7(), null, CancellationToken.None));
    }
}
