using JobDating.Outcomes.Figures;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>The day at whose end an instant is known: the last one whose next 00:00 comes after it.</summary>
public sealed class DaysTests
{
    [Theory]
    // An ordinary midnight, and those of both clock changes in Paris.
    [InlineData("Europe/Paris", "2023-11-30T22:59:00Z", "2023-11-30"), InlineData("Europe/Paris", "2023-11-30T23:00:00Z", "2023-12-01")]
    [InlineData("Europe/Paris", "2023-03-25T22:59:59Z", "2023-03-25"), InlineData("Europe/Paris", "2023-03-25T23:00:00Z", "2023-03-26")]
    [InlineData("Europe/Paris", "2023-03-26T21:59:59Z", "2023-03-26"), InlineData("Europe/Paris", "2023-03-26T22:00:00Z", "2023-03-27")]
    [InlineData("Europe/Paris", "2023-10-28T22:00:00Z", "2023-10-29"), InlineData("Europe/Paris", "2023-10-29T22:59:59Z", "2023-10-29")]
    [InlineData("Europe/Paris", "2023-10-29T23:00:00Z", "2023-10-30")]
    // Beirut's spring has no 00:00: the day begins at 01:00.
    [InlineData("Asia/Beirut", "2022-03-26T21:59:59Z", "2022-03-26"), InlineData("Asia/Beirut", "2022-03-26T22:00:00Z", "2022-03-27")]
    // Havana's autumn has 00:00 to 01:00 twice: the day begins with the first.
    [InlineData("America/Havana", "2023-11-05T03:59:59Z", "2023-11-04"), InlineData("America/Havana", "2023-11-05T04:00:00Z", "2023-11-05")]
    [InlineData("America/Havana", "2023-11-05T05:30:00Z", "2023-11-05")]
    // Asuncion's clocks went from 24:00 back to 23:00: the day before is an hour longer, and over only then.
    [InlineData("America/Asuncion", "2023-03-26T02:30:00Z", "2023-03-25"), InlineData("America/Asuncion", "2023-03-26T03:30:00Z", "2023-03-25")]
    [InlineData("America/Asuncion", "2023-03-26T04:00:00Z", "2023-03-26")]
    // St John's went from 00:01 back to 23:01 of the day before: 00:00 was already over once, and once is enough.
    [InlineData("America/St_Johns", "2010-11-07T02:29:59Z", "2010-11-06"), InlineData("America/St_Johns", "2010-11-07T02:30:00Z", "2010-11-07")]
    [InlineData("America/St_Johns", "2010-11-07T03:00:00Z", "2010-11-07"), InlineData("America/St_Johns", "2010-11-07T03:31:00Z", "2010-11-07")]
    // Apia left out 30 December 2011: what came after the 29th is the 31st's.
    [InlineData("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"), InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31")]
    public void An_instant_is_known_at_the_end_of(string zone, string instant, string day) =>
        Assert.Equal(LocalDatePattern.Iso.Parse(day).Value, Days.For(zone).Of(InstantPattern.General.Parse(instant).Value));

    [Fact]
    public void Nothing_is_never_known() => Assert.Null(Days.For("Europe/Paris").Of((Instant?)null));
}
