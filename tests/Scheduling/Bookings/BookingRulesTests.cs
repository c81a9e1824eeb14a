using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Bookings;

/// <summary>Each rule of a site says no for its own reason; the team is bound by what is possible only.</summary>
public sealed class BookingRulesTests
{
    private static readonly Place Table = new()
    {
        IsOpen = true,
        Date = SiteAtWork.Day,
        TimeZone = "Europe/Paris",
        OpensAt = new LocalTime(9, 0),
        ClosesAt = new LocalTime(12, 0),
        Minutes = 10,
        AttendanceStatus = "expected",
    };

    private static readonly BookingRules.Standing Registered = new() { IsRegistered = true, IsSeenByEmployer = true };
    private static readonly Instant Before = SiteAtWork.At(8, 0);
    private static readonly Instant Nine = SiteAtWork.At(9, 0);

    [Fact]
    public void Nothing_speaks_against_it() => Assert.Null(BookingRules.Refusal(Table, Registered, Nine, Booker.Employer, Before));

    [Fact]
    public void A_cancelled_site_a_closed_table_an_absent_employer_and_unknown_hours_refuse_everybody()
    {
        foreach (var by in (string[])[Booker.Employer, Booker.Coordinator])
        {
            Assert.Equal("SiteCancelled", BookingRules.Refusal(Table with { SiteStatus = "cancelled" }, Registered, Nine, by, Before));
            Assert.Equal("TableClosed", BookingRules.Refusal(Table with { IsOpen = false }, Registered, Nine, by, Before));
            Assert.Equal("EmployerAbsent", BookingRules.Refusal(Table with { AttendanceStatus = "absent" }, Registered, Nine, by, Before));
            Assert.Equal("HoursUnknown", BookingRules.Refusal(Table with { Minutes = null }, Registered, Nine, by, Before));
            Assert.Equal("NotRegistered", BookingRules.Refusal(Table, Registered with { IsRegistered = false }, Nine, by, Before));
        }
    }

    [Fact]
    public void An_employer_books_only_those_it_sees_and_a_candidate_only_where_candidates_book()
    {
        var unseen = Registered with { IsSeenByEmployer = false };
        Assert.Equal("NotSeen", BookingRules.Refusal(Table, unseen, Nine, Booker.Employer, Before));
        Assert.Null(BookingRules.Refusal(Table, unseen, Nine, Booker.Coordinator, Before));
        Assert.Equal("CandidatesDoNotBook", BookingRules.Refusal(Table, unseen, Nine, Booker.Candidate, Before));
        Assert.Null(BookingRules.Refusal(Table with { Rules = Table.Rules with { CandidatesBook = true } }, unseen, Nine, Booker.Candidate, Before));
    }

    [Theory]
    [InlineData(9, 0, null), InlineData(9, 5, "NotARound"), InlineData(11, 50, null), InlineData(11, 55, "NotARound"), InlineData(8, 50, "NotARound")]
    public void Those_outside_the_team_book_rounds(int hour, int minute, string? refusal) =>
        Assert.Equal(refusal, BookingRules.Refusal(Table, Registered, SiteAtWork.At(hour, minute), Booker.Employer, Before));

    [Theory]
    [InlineData(9, 5, null), InlineData(11, 50, null), InlineData(11, 55, "NotARound"), InlineData(8, 55, "NotARound")]
    public void The_team_books_any_time_within_the_hours(int hour, int minute, string? refusal) =>
        Assert.Equal(refusal, BookingRules.Refusal(Table, Registered, SiteAtWork.At(hour, minute), Booker.Hall, Before));

    [Fact]
    public void Notice_dates_and_time_that_has_begun_bind_those_outside_the_team()
    {
        var rules = new SiteRules { NoticeMinutes = 30, BookingOpensAt = SiteAtWork.At(7, 0), BookingClosesAt = SiteAtWork.At(10, 0) };
        string? Refusal(Instant now, string by = Booker.Employer) => BookingRules.Refusal(Table with { Rules = rules }, Registered, Nine, by, now);
        Assert.Equal("NotYetOpen", Refusal(SiteAtWork.At(6, 59)));
        Assert.Null(Refusal(SiteAtWork.At(7, 0)));
        Assert.Null(Refusal(SiteAtWork.At(8, 30)));
        Assert.Equal("Notice", Refusal(SiteAtWork.At(8, 31)));
        Assert.Equal("Begun", Refusal(SiteAtWork.At(9, 0)));
        Assert.Equal("NoLongerOpen", Refusal(SiteAtWork.At(10, 0)));
        Assert.Null(Refusal(SiteAtWork.At(10, 0), Booker.Hall));
    }

    [Fact]
    public void Once_an_establishment_and_so_many_a_day_bind_everybody()
    {
        var rules = SiteRules.Unset(default) with { MostPerCandidate = 3 };
        foreach (var by in (string[])[Booker.Employer, Booker.Plan])
        {
            Assert.Equal("OncePerEstablishment", BookingRules.Refusal(Table with { Rules = rules }, Registered with { WithEstablishment = 1, Interviews = 1 }, Nine, by, Before));
            Assert.Equal("MostReached", BookingRules.Refusal(Table with { Rules = rules }, Registered with { Interviews = 3 }, Nine, by, Before));
        }
    }
}
