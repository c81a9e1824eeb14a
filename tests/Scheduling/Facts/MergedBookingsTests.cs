using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Facts;

/// <summary>Two candidates turn out to be one, with bookings of both.</summary>
public sealed class MergedBookingsTests
{
    [Theory, EachEngine]
    public async Task Of_two_at_once_the_kept_ones_own_stands(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.RulesAsync("once_per_establishment = 0");
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 10), Booker.Coordinator);
        await work.HearAsync(Merged(work, work.Grace, work.Ada));
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Ada 07:10", await work.BookedAsync());
        Assert.Equal(["candidate merged"], await work.AllAsync<string>("SELECT detail FROM audit WHERE act = 'interview cancelled'"));
        await work.HearAsync(Merged(work, work.Grace, work.Ada));
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Ada 07:10", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task An_establishment_is_met_once_where_the_rule_says_so(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 20));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.HearAsync(Merged(work, work.Grace, work.Ada));
        Assert.Equal("Acme 1 Ada 07:20", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task What_has_begun_stands_and_what_is_to_come_makes_way(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.RulesAsync("once_per_establishment = 0");
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 5), Booker.Coordinator);
        work.House.Clock.Reset(SiteAtWork.At(9, 2));
        await work.HearAsync(Merged(work, work.Grace, work.Ada));
        Assert.Equal("Acme 2 Ada 07:00", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task One_who_was_erased_before_the_merge_is_heard_of_has_none_to_come(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.HearAsync(
            new CandidatesErased { EditionId = work.Edition, Candidates = [new() { Id = work.Ada, Version = 2, Code = "C1", ErasedAt = TestHouse.Start }] },
            Merged(work, work.Grace, work.Ada));
        Assert.Equal("", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Who_is_booked_between_the_merge_and_the_erasure_goes_on_as_the_kept_one(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.HearAsync(Merged(work, work.Grace, work.Ada));
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        await work.HearAsync(new CandidatesErased { EditionId = work.Edition, Candidates = [new() { Id = work.Grace, Version = 2, Code = "C2", ErasedAt = TestHouse.Start, KeptId = work.Ada }] });
        Assert.Equal("Acme 2 Ada 07:00", await work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Where_the_kept_one_has_cancelled_nothing_of_the_gone_one_is_left_to_come(Engine engine)
    {
        await using var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeTwo, work.Grace, SiteAtWork.At(9, 0));
        var cancelled = work.Registration(2, work.Ronchin, work.Ada);
        await work.HearAsync(cancelled with { Registrations = [cancelled.Registrations[0] with { CancelledAt = TestHouse.Start }] }, Merged(work, work.Grace, work.Ada));
        Assert.Equal("", await work.BookedAsync());
    }

    private static CandidatesMerged Merged(SiteAtWork work, Guid gone, Guid kept) => new() { EditionId = work.Edition, KeptId = kept, GoneId = gone, KeptVersion = 1, GoneVersion = 2 };
}
