using CsCheck;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.WaitingList;

/// <summary>A time is offered only while there is time to answer, and to nobody when it is taken or offered already.</summary>
public sealed class FreedTimeTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly ILookup<Guid, FreedTime.Span> Nothing = Array.Empty<FreedTime.Span>().ToLookup(_ => Guid.Empty);

    [Theory]
    [InlineData(8, 0, 0, 8, 30), InlineData(8, 45, 0, 9, 0), InlineData(8, 0, 45, 8, 15), InlineData(8, 15, 45, null, null), InlineData(9, 0, 0, null, null), InlineData(9, 30, 0, null, null)]
    public void An_offer_ends_after_half_an_hour_or_when_the_notice_begins(int hour, int minute, int notice, int? endHour, int? endMinute) =>
        Assert.Equal(endHour is { } h ? SiteAtWork.At(h, endMinute!.Value) : (Instant?)null, FreedTime.ExpiresAt(SiteAtWork.At(9, 0), Duration.FromMinutes(notice), Paris, SiteAtWork.At(hour, minute)));

    [Fact]
    public void What_is_far_waits_longer_and_the_night_does_not_count()
    {
        Instant? ExpiresAt(int days, int hour, int minute) => FreedTime.ExpiresAt(SiteAtWork.At(9, 0), Duration.Zero, Paris, SiteAtWork.At(hour, minute) - Duration.FromDays(days));
        Assert.Equal(SiteAtWork.At(16, 0) - Duration.FromDays(3), ExpiresAt(3, 10, 0));
        Assert.Equal(SiteAtWork.At(14, 0) - Duration.FromDays(2), ExpiresAt(3, 22, 0));
        Assert.Equal(SiteAtWork.At(8, 30), ExpiresAt(1, 22, 0));
        Assert.Equal(SiteAtWork.At(8, 30), ExpiresAt(0, 4, 0));
    }

    [Fact]
    public void It_is_the_first_round_that_suits_both_and_is_offered_to_nobody()
    {
        var (one, two) = (Table(1), Table(2));
        var now = SiteAtWork.At(8, 0);
        Assert.Equal((one.Id, SiteAtWork.At(9, 0)), At(FreedTime.First([one, two], [], Nothing, now)));
        Assert.Equal((one.Id, SiteAtWork.At(9, 10)), At(FreedTime.First([one, two], [Span(9, 0, 9, 10)], Nothing, now)));
        Assert.Equal((two.Id, SiteAtWork.At(9, 0)), At(FreedTime.First([one, two], [], new[] { Span(9, 0, 9, 10) }.ToLookup(_ => one.Id), now)));
        Assert.Equal((one.Id, SiteAtWork.At(9, 10)), At(FreedTime.First([one, two], [], Nothing, SiteAtWork.At(9, 0))));
        Assert.Equal((one.Id, SiteAtWork.At(10, 0)), At(FreedTime.First([one, two], [], Nothing, now, new Presence(new LocalTime(9, 55), null))));
        Assert.Null(FreedTime.First([one, two], [Span(8, 0, 13, 0)], Nothing, now));
        Assert.Null(FreedTime.First([one], [], Nothing, SiteAtWork.At(12, 0)));
    }

    [Fact]
    public void Whatever_is_taken_the_offer_hurts_no_rule() =>
        Gen.Select(Gen.Int[0, 19].Array[0, 8], Gen.Int[0, 19].Array[0, 8], Gen.Int[0, 260], Gen.Int[0, 40], Gen.Int[0, 15]).Sample((mine, theirs, nowMinute, notice, gap) =>
        {
            var table = Table(1, new SiteRules { NoticeMinutes = notice, GapMinutes = gap }, mine.Distinct());
            var candidate = theirs.Distinct().Select(Round).ToList();
            var now = SiteAtWork.At(8, 0) + Duration.FromMinutes(nowMinute);
            if (FreedTime.First([table], candidate, Nothing, now) is not { } offer)
                return;
            Assert.True(offer.ExpiresAt > now && offer.ExpiresAt <= now + FreedTime.Patience && offer.ExpiresAt <= offer.StartsAt - Duration.FromMinutes(notice));
            Assert.DoesNotContain(table.Interviews, interview => interview.StartsAt < offer.EndsAt && offer.StartsAt < interview.EndsAt);
            Assert.DoesNotContain(candidate, taken => taken.StartsAt < offer.EndsAt + Duration.FromMinutes(gap) && offer.StartsAt < taken.EndsAt + Duration.FromMinutes(gap));
        });

    private static (Guid, Instant) At(FreedTime.Offer? offer) => (offer!.TableId, offer.StartsAt);

    private static FreedTime.Span Span(int hour, int minute, int endHour, int endMinute) => new(SiteAtWork.At(hour, minute), SiteAtWork.At(endHour, endMinute));

    private static FreedTime.Span Round(int number) => new(SiteAtWork.At(9, 0) + Duration.FromMinutes(10 * number), SiteAtWork.At(9, 10) + Duration.FromMinutes(10 * number));

    private static Timetable.Table Table(int number, SiteRules? rules = null, IEnumerable<int>? booked = null) => new()
    {
        Place = new Place
        {
            TableId = Guid.CreateVersion7(),
            Number = number,
            IsOpen = true,
            Date = SiteAtWork.Day,
            TimeZone = "Europe/Paris",
            OpensAt = new LocalTime(9, 0),
            ClosesAt = new LocalTime(12, 0),
            Minutes = 10,
            Rules = rules ?? new SiteRules(),
        },
        Interviews = [.. (booked ?? []).Select(at => new Timetable.Interview { Id = Guid.CreateVersion7(), StartsAt = Round(at).StartsAt, EndsAt = Round(at).EndsAt, Status = "booked" })],
    };
}
