using System.Net;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Registration.Imports;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>An employer who is not there frees its rounds; one who is there after all has them back, as far as they are still free.</summary>
public sealed class AbsentEmployersTests
{
    [Theory, EachEngine]
    public async Task What_an_absent_employer_freed_comes_back_unless_it_was_given_away(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 10), Booker.Coordinator);
        work.House.Clock.Reset(SiteAtWork.At(9, 5));
        await FoundAsync(work, 1);
        var absent = work.Attendance(work.Ronchin, SiteAtWork.Acme, 2, 2, "absent");
        await work.HearAsync(absent, absent);
        // Ada's time has begun, nobody sat there.
        Assert.Equal("", await work.BookedAsync());
        await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 10), Booker.Coordinator);

        await FoundAsync(work, 2);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 3, 2, "present"), absent);
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Grace 07:10", await work.BookedAsync());
        Assert.Equal([3], await work.AllAsync<int>("SELECT version FROM interview WHERE candidate_id = @Ada"));
        Assert.Equal(0, await work.DoublesAsync());
    }

    [Theory, EachEngine]
    public async Task What_runs_goes_on_and_what_was_called_off_beforehand_stays_so(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 10), Booker.Coordinator);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Globex, 2, 1, "absent"));
        await using (var tx = await work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.ExecuteAsync("UPDATE interview SET started_at = @At, version = version + 1 WHERE candidate_id = @Ada", new { At = SiteAtWork.At(8, 58), work.Ada }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 2, 2, "absent"));
        Assert.Equal("Acme 1 Ada 07:00", await work.BookedAsync());
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 3, 2));
        Assert.Equal("Acme 1 Ada 07:00", await work.BookedAsync());
    }

    [Fact]
    public async Task One_tap_each_and_nobody_is_booked_there_meanwhile()
    {
        await using var hall = await AtTheHall.StartAsync();
        var tap = await hall.TapAsync($"absent {SiteAtWork.Globex}");
        Assert.Equal(HttpStatusCode.SeeOther, tap.Status);
        Assert.Contains("✕ employeur absent", await hall.RowAsync(hall.Work.GlobexOne), StringComparison.Ordinal);
        await hall.TapAsync($"absent {SiteAtWork.Globex}");
        Assert.Equal([1], await hall.Work.AllAsync<int>("SELECT found_version FROM attendance WHERE found_version IS NOT NULL"));
        Assert.Equal(HttpStatusCode.NotFound, (await hall.TapAsync("absent 00000000000000")).Status);
        await hall.TapAsync($"present {SiteAtWork.Globex}");
        Assert.Contains("Présent.", await hall.RowAsync(hall.Work.GlobexOne), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task The_bilan_counts_who_was_found_and_a_late_finding_changes_nothing(Engine engine)
    {
        using var archive = new WrittenArchive().WithCast();
        await using var house = await TestHouse.StartAsync(engine, listen: true);
        await house.ImportAsync(archive.Folder);
        var (edition, site) = (await house.Scheduling.QueryAsync<Guid>("SELECT id FROM edition", null, CancellationToken.None), await house.Scheduling.QueryAsync<Guid>("SELECT id FROM site", null, CancellationToken.None));
        Assert.Equal(2, await PresentAsync());
        await FoundAsync(2, "absent");
        Assert.Equal(1, await PresentAsync());
        await FoundAsync(3, "present");
        await FoundAsync(2, "absent");
        Assert.Equal(2, await PresentAsync());
        Assert.Equal(["present", "present"], await house.Scheduling.QueryAsync<string>("SELECT status FROM attendance", null, CancellationToken.None));

        async Task FoundAsync(int version, string status)
        {
            await using var tx = await house.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
            await tx.PublishAsync(new AttendancesFound { EditionId = edition[0], Attendances = [new() { SiteId = site[0], Siret = WrittenArchive.Acme, Version = version, Status = status }] }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }

        async Task<int> PresentAsync()
        {
            await house.SettleAsync();
            return (await house.BilanAsync("2023")).Total.EstablishmentsPresent;
        }
    }

    /// <summary>As the hall's tap leaves it before Registration answers.</summary>
    private static async Task FoundAsync(SiteAtWork work, int version)
    {
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync("UPDATE attendance SET found_version = @version WHERE siret = @Acme", new { version, SiteAtWork.Acme }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
