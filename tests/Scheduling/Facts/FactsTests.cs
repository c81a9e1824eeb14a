using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Facts;

/// <summary>What happens to a site, an employer or a candidate does to bookings what it must, once, and never to what is held, running or past.</summary>
public sealed class FactsTests
{
    private static readonly LocalDate Later = SiteAtWork.Day.PlusDays(14);

    [Theory, EachEngine]
    public async Task A_cancelled_site_cancels_what_is_to_come_and_one_restored_books_nothing_again(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await HeldAsync(work, work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        var id = await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(10, 0));
        work.House.Clock.Reset(SiteAtWork.At(9, 5));
        var cancelled = work.Site(work.Ronchin, 2, "ronchin", SiteAtWork.Day, "cancelled");
        await work.HearAsync(cancelled, cancelled);
        Assert.Equal("Acme 1 Ada 07:00, Acme 2 Grace 07:00", await work.BookedAsync());
        Assert.Equal([2], await work.AllAsync<int>("SELECT version FROM interview WHERE status = 'cancelled'"));
        Assert.Equal(["site cancelled"], await work.AllAsync<string>("SELECT detail FROM audit WHERE act = 'interview cancelled'"));
        Assert.Contains("\"by\":\"coordinator\",\"status\":\"cancelled\"", Assert.Single(await SaidAsync(work, id, "cancelled")), StringComparison.Ordinal);

        await work.HearAsync(work.Site(work.Ronchin, 3, "ronchin", SiteAtWork.Day), cancelled);
        Assert.Equal("Acme 1 Ada 07:00, Acme 2 Grace 07:00", await work.BookedAsync());
        await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(10, 0), Booker.Coordinator);
    }

    [Theory, EachEngine]
    public async Task A_moved_site_takes_its_interviews_along_at_the_same_local_times(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        var grace = await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 10));
        // In winter time: 9:10 in Paris is an hour later in UTC.
        var winter = new LocalDate(2024, 11, 14);
        var moved = work.Site(work.Ronchin, 2, "ronchin", winter, "postponed");
        await work.HearAsync(moved, moved);
        Assert.Equal("Acme 1 Ada 08:00, Acme 1 Grace 08:10", await work.BookedAsync());
        Assert.Equal(["2024-11-14"], (await work.AllAsync<Instant>("SELECT starts_at FROM interview")).Select(at => $"{at.InUtc().Date:uuuu-MM-dd}").Distinct());
        Assert.Equal([2, 2], await work.AllAsync<int>("SELECT version FROM interview"));
        Assert.Single(await SaidAsync(work, grace, "booked", version: 2));
        Assert.Equal(["employer"], (await work.AllAsync<string>("SELECT booked_by FROM interview")).Distinct());

        await work.HearAsync(work.Site(work.Ronchin, 1, "ronchin", SiteAtWork.Day));
        Assert.Equal("Acme 1 Ada 08:00, Acme 1 Grace 08:10", await work.BookedAsync());
        await work.HearAsync(work.Site(work.Ronchin, 3, "ronchin", SiteAtWork.Day));
        Assert.Equal("Acme 1 Ada 07:00, Acme 1 Grace 07:10", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Who_is_elsewhere_on_the_new_day_or_outside_the_new_hours_stays_to_be_reviewed(Engine engine)
    {
        await using var work = await StartAsync(engine);
        var lille = Guid.CreateVersion7();
        await work.HearAsync(work.Site(lille, 1, "lille", Later), work.Attendance(lille, SiteAtWork.Acme, 1, 1), work.Registration(1, lille, work.Ada));
        var there = (await work.AllAsync<Guid>("SELECT id FROM interview_table WHERE site_id <> @Ronchin"))[0];
        await work.BookAsync(there, work.Ada, SiteAtWork.At(9, 0) + Duration.FromDays(14));
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 10));
        var early = work.Site(work.Ronchin, 2, "ronchin", Later);
        await work.HearAsync(early);
        Assert.Equal(["2024-04-11 Ada", "2024-04-25 Ada", "2024-04-25 Grace"], (await DaysAsync(work)).Order());
        Assert.Equal(0, await work.DoublesAsync());

        await work.HearAsync(early with { Sites = [early.Sites[0] with { Version = 3, Date = Later.PlusDays(1), OpensAt = new LocalTime(10, 0) }] });
        Assert.Equal(["2024-04-11 Ada", "2024-04-25 Ada", "2024-04-25 Grace"], (await DaysAsync(work)).Order());
        await work.HearAsync(work.Site(work.Ronchin, 4, "ronchin", Later.PlusDays(2)));
        Assert.Equal(["2024-04-25 Ada", "2024-04-27 Ada", "2024-04-27 Grace"], (await DaysAsync(work)).Order());
    }

    [Theory, EachEngine]
    public async Task An_absent_employer_frees_both_sides_at_once_and_fewer_tables_cancel_nothing(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await HeldAsync(work, work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 10));
        await work.BookAsync(work.GlobexOne, work.Ada, SiteAtWork.At(9, 10), Booker.Coordinator);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 2, 1));
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Ada 07:10, Acme 2 Grace 07:10", await work.BookedAsync());

        var absent = work.Attendance(work.Ronchin, SiteAtWork.Acme, 3, 1, "absent");
        await work.HearAsync(absent, absent);
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Ada 07:10", await work.BookedAsync());
        Assert.Equal(["employer absent"], await work.AllAsync<string>("SELECT detail FROM audit WHERE act = 'interview cancelled'"));
        await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 4, 2, "present"), absent);
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Ada 07:10, Globex 1 Grace 07:20", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Who_cancels_a_registration_has_no_interviews_to_come_there_any_more(Engine engine)
    {
        await using var work = await StartAsync(engine);
        var ada = await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        var cancelled = Cancelled(work, 2, work.Ada);
        await work.HearAsync(cancelled, cancelled);
        Assert.Equal("Acme 2 Grace 07:00", await work.BookedAsync());
        Assert.Contains("\"by\":\"candidate\"", Assert.Single(await SaidAsync(work, ada, "cancelled")), StringComparison.Ordinal);
        await work.HearAsync(work.Registration(3, work.Ronchin, work.Ada));
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.HearAsync(cancelled);
        Assert.Equal("Acme 1 Ada 07:00, Acme 2 Grace 07:00", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Who_is_erased_has_none_to_come_and_who_was_merged_goes_on_with_the_kept_one(Engine engine)
    {
        await using var work = await StartAsync(engine);
        await HeldAsync(work, work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.GlobexOne, work.Ada, SiteAtWork.At(10, 0), Booker.Coordinator);
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.HearAsync(Erased(work, work.Grace, keptId: work.Ada));
        Assert.Equal(3, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE status IN ('booked', 'held')"))[0]);

        await work.HearAsync(new CandidatesMerged { EditionId = work.Edition, KeptId = work.Ada, GoneId = work.Grace, KeptVersion = 1, GoneVersion = 2 });
        await work.HearAsync(Erased(work, work.Ada), Erased(work, work.Ada));
        Assert.Equal(["held"], await work.AllAsync<string>("SELECT status FROM interview WHERE status <> 'cancelled'"));
    }

    private static async Task<SiteAtWork> StartAsync(Engine engine)
    {
        var work = await SiteAtWork.StartAsync(engine);
        await work.RulesAsync("once_per_establishment = 0");
        return work;
    }

    /// <summary>An interview that took place, whatever the clock says.</summary>
    private static async Task HeldAsync(SiteAtWork work, Guid table, Guid candidate, Instant at)
    {
        var id = await work.BookAsync(table, candidate, at, Booker.Coordinator);
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        await tx.ExecuteAsync("UPDATE interview SET status = 'held' WHERE id = @id", new { id }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static RegistrationsRecorded Cancelled(SiteAtWork work, int version, Guid candidate) => new()
    {
        EditionId = work.Edition,
        Registrations = [new() { CandidateId = candidate, SiteId = work.Ronchin, Version = version, RegisteredAt = TestHouse.Start, CancelledAt = TestHouse.Start }],
    };

    private static CandidatesErased Erased(SiteAtWork work, Guid candidate, Guid? keptId = null) =>
        new() { EditionId = work.Edition, Candidates = [new() { Id = candidate, Version = 2, Code = $"{candidate}", ErasedAt = TestHouse.Start, KeptId = keptId }] };

    private static async Task<IReadOnlyList<string>> SaidAsync(SiteAtWork work, Guid interview, string status, int? version = null) =>
        [.. (await work.AllAsync<string>("SELECT body FROM outbox_message WHERE kind LIKE '%InterviewsRecorded'"))
            .Where(body => body.Contains($"{interview}", StringComparison.OrdinalIgnoreCase) && body.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal) && (version is null || body.Contains($"\"version\":{version}", StringComparison.Ordinal)))];

    private static async Task<IReadOnlyList<string>> DaysAsync(SiteAtWork work) => await work.AllAsync<string>("""
        SELECT CONCAT(SUBSTRING(CAST(i.starts_at AS char(19)), 1, 10), ' ', c.first_name)
        FROM interview i
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.status = 'booked'
        """);
}
