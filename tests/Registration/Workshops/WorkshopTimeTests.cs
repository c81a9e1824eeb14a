using JobDating.Platform.Ui;
using JobDating.Registration.Workshops;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>The nights when clocks change, and all the others.</summary>
public sealed class WorkshopTimeTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly LocalDate Forward = new(2024, 3, 31), Back = new(2024, 10, 27);

    [Fact]
    public void An_ordinary_hour_is_one_moment()
    {
        var errors = new FormErrors();
        Assert.Equal(Instant.FromUtc(2024, 3, 30, 1, 30), WorkshopTime.Read(errors, "time", "which", Forward.PlusDays(-1), new LocalTime(2, 30), null, Paris));
        Assert.False(errors.Any);
    }

    [Fact]
    public void A_skipped_hour_is_answered_at_the_time_with_the_next_possible_one()
    {
        var errors = new FormErrors();
        Assert.Null(WorkshopTime.Read(errors, "time", "which", Forward, new LocalTime(2, 30), WorkshopTime.First, Paris));
        Assert.Contains(Typed.Show(new LocalTime(3, 0)), errors.For("time"));
    }

    [Fact]
    public void A_doubled_hour_is_asked_for_and_then_taken_as_answered()
    {
        var errors = new FormErrors();
        Assert.Null(WorkshopTime.Read(errors, "time", "which", Back, new LocalTime(2, 30), null, Paris));
        Assert.NotNull(errors.For("which"));

        var first = WorkshopTime.Read(new(), "time", "which", Back, new LocalTime(2, 30), WorkshopTime.First, Paris)!.Value;
        var second = WorkshopTime.Read(new(), "time", "which", Back, new LocalTime(2, 30), WorkshopTime.Second, Paris)!.Value;
        Assert.Equal(Duration.FromHours(1), second - first);
        Assert.Equal((WorkshopTime.First, WorkshopTime.Second), (WorkshopTime.Which(first, Paris), WorkshopTime.Which(second, Paris)));
        Assert.Null(WorkshopTime.Which(first - Duration.FromHours(2), Paris));
    }
}
