using JobDating.Outcomes.FollowUp.Calling;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Calling;

/// <summary>Whom to phone next, and whom not.</summary>
public sealed class CallOrderTests
{
    private static readonly DateTimeZone _paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly LocalDate _day = new(2024, 5, 15);

    [Fact]
    public void Those_with_the_fewest_attempts_come_first_then_those_untried_at_this_time_of_the_day()
    {
        var twice = Line("twice", Tried(At(13, 15)), Tried(At(14, 15)));
        var thisMorning = Line("this morning", Tried(At(13, 9)));
        var anEvening = Line("an evening", Tried(At(14, 18)));
        var never = Line("never");
        Assert.Equal(["never", "an evening", "this morning", "twice"], Order(At(15, 10), twice, thisMorning, anEvening, never));
        // In the afternoon neither was tried yet: whose attempt is longer ago.
        Assert.Equal(["never", "this morning", "an evening", "twice"], Order(At(15, 14), twice, thisMorning, anEvening, never));
        Assert.Equal(["never", "this morning", "an evening", "twice"], Order(At(15, 18), twice, thisMorning, anEvening, never));
    }

    [Fact]
    public void Of_equals_those_whom_no_mail_reaches_come_first()
    {
        var written = Line("a written") with { Email = "a@example.org", IsOver = 1 };
        var bounced = Line("b bounced") with { Email = "b@example.org", IsOver = 0 };
        Assert.Equal(["b bounced", "c none", "a written"], Order(At(15, 10), written, bounced, Line("c none")));
    }

    [Fact]
    public void An_agreed_time_comes_first_when_it_has_come_and_not_before()
    {
        var agreed = Line("agreed", Tried(At(13, 9)), Tried(At(15, 9), callBackAt: At(15, 16)));
        Assert.Equal(["never"], Order(At(15, 15, 59), agreed, Line("never")));
        Assert.Equal(CallState.Later, State(agreed, At(15, 15, 59)));
        Assert.Equal(At(15, 16), CallOrder.NextAt(agreed, At(15, 15).InZone(_paris)).ToInstant());
        Assert.Equal(["agreed", "never"], Order(At(15, 16), agreed, Line("never")));
        // Nobody phoned then: it is still the first on the next morning, and of two the earlier.
        Assert.Equal(["agreed", "later", "never"], Order(At(16, 8), Line("later", Tried(At(15, 10), callBackAt: At(15, 17))), Line("never"), agreed));
        // An attempt after it has used it up.
        Assert.Equal(CallState.Later, State(Line("again", Tried(At(15, 9), callBackAt: At(15, 16)), Tried(At(15, 16, 5))), At(15, 18)));
    }

    [Fact]
    public void Nobody_is_phoned_twice_on_one_day()
    {
        var tried = Line("tried", Tried(At(15, 8)));
        Assert.Equal(CallState.Later, State(tried, At(15, 19)));
        Assert.Equal(At(16, 8), CallOrder.NextAt(tried, At(15, 19).InZone(_paris)).ToInstant());
        Assert.Equal(CallState.Now, State(tried, At(16, 8)));
    }

    [Theory]
    [InlineData(7, 59, CallState.Later)]
    [InlineData(8, 0, CallState.Now)]
    [InlineData(19, 59, CallState.Now)]
    [InlineData(20, 0, CallState.Later)]
    public void Nobody_is_phoned_before_eight_or_after_twenty(int hour, int minute, CallState state)
    {
        Assert.Equal(state, State(Line("never"), At(15, hour, minute)));
        Assert.Equal(state, State(Line("agreed", Tried(At(14, 9), callBackAt: At(14, 10))), At(15, hour, minute)));
        Assert.Equal(hour < 20, CallOrder.IsForToday(Line("never"), At(15, hour, minute).InZone(_paris)));
    }

    [Fact]
    public void After_five_attempts_somebody_is_given_up_unless_a_time_was_agreed()
    {
        var five = Enumerable.Range(0, CallHours.MostAttempts).Select(day => Tried(At(10 + day, 9))).ToArray();
        Assert.Equal(CallState.Now, State(Line("four", five[1..]), At(15, 10)));
        Assert.Equal(CallState.GivenUp, State(Line("five", five), At(15, 10)));
        Assert.Equal(CallState.Now, State(Line("agreed", [.. five[..4], Tried(At(14, 9), callBackAt: At(15, 9))]), At(15, 10)));
    }

    [Fact]
    public void Who_has_no_number_or_a_wrong_one_cannot_be_phoned()
    {
        Assert.Equal(CallState.NoNumber, State(Line("none") with { Phone = null }, At(15, 10)));
        Assert.Equal(CallState.NoNumber, State(Line("wrong") with { PhoneWrongAt = At(14, 9) }, At(15, 10)));
    }

    /// <summary>31 March has 23 hours, 27 October 25: it is the day of the calendar that counts, and the hour on the wall.</summary>
    [Theory]
    [InlineData(3, 31)]
    [InlineData(10, 27)]
    public void On_a_day_when_the_clock_changes_days_and_hours_are_those_on_the_wall(int month, int day)
    {
        var (before, that) = (new LocalDate(2024, month, day - 1), new LocalDate(2024, month, day));
        var tried = Line("tried", Tried(WaveHouse.At(before, 19, 30)));
        Assert.Equal(CallState.Later, State(tried, WaveHouse.At(before, 19, 45)));
        Assert.Equal(CallState.Later, State(tried, WaveHouse.At(that, 7, 59)));
        Assert.Equal(CallState.Now, State(tried, WaveHouse.At(that, 8)));
        Assert.Equal(WaveHouse.At(that, 8), CallOrder.NextAt(tried, WaveHouse.At(before, 20).InZone(_paris)).ToInstant());
        var late = Line("late", Tried(WaveHouse.At(that, 8)));
        Assert.Equal(CallState.Later, State(late, WaveHouse.At(that, 19, 59)));
        Assert.Equal(CallState.Now, State(late, WaveHouse.At(that.PlusDays(1), 8)));
        Assert.Equal(1, CallHours.Band(WaveHouse.At(that, 12).InZone(_paris).TimeOfDay));
    }

    [Fact]
    public void Mails_are_over_three_days_after_the_last_that_could_leave()
    {
        var (reminded, sent) = CallHours.MailsOver(_day, _paris);
        Assert.Equal(WaveHouse.At(_day.PlusDays(-2), 0), reminded);
        Assert.Equal(WaveHouse.At(_day.PlusDays(-15), 0), sent);
    }

    private static Instant At(int day, int hour, int minute = 0) => WaveHouse.At(new LocalDate(2024, 5, day), hour, minute);

    private static CallLine.Attempt Tried(Instant at, Instant? callBackAt = null) => new() { AnsweredAt = at, Outcome = callBackAt is null ? "no_answer" : "call_back", CallBackAt = callBackAt };

    private static CallLine Line(string name, params CallLine.Attempt[] attempts) =>
        new() { Id = Guid.CreateVersion7(), Code = name, LastName = name, FirstName = "", Phone = "+33639980001", IsOver = 1, Attempts = attempts };

    private static CallState State(CallLine line, Instant now) => CallOrder.StateOf(line, now.InZone(_paris));

    private static IEnumerable<string> Order(Instant at, params CallLine[] lines)
    {
        var now = at.InZone(_paris);
        return lines.Where(line => CallOrder.StateOf(line, now) == CallState.Now).OrderBy(line => CallOrder.KeyOf(line, "order", CallState.Now, now), StringComparer.Ordinal).Select(line => line.Code);
    }
}
