using JobDating.Platform;
using NodaTime;
using NodaTime.Testing;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>The demonstration's clock goes on from its own day, and only forward.</summary>
public sealed class DemoClockTests : IDisposable
{
    private static readonly Instant Real = Instant.FromUtc(2026, 11, 23, 9, 0);
    private static readonly Instant Begins = Instant.FromUtc(2023, 10, 11, 8, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-clock-").FullName;
    private readonly FakeClock _real = new(Real);

    private string File => Path.Combine(_folder, "new", "demo-clock");

    [Fact]
    public void Without_a_day_of_its_own_it_is_the_real_one()
    {
        Assert.Equal(Real, new DemoClock(_real, File, null).GetCurrentInstant());
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void It_goes_on_from_its_own_day_also_after_a_start_that_names_another()
    {
        var clock = new DemoClock(_real, File, Begins);
        Assert.Equal(Begins, clock.GetCurrentInstant());
        _real.AdvanceMinutes(5);
        Assert.Equal(Begins + Duration.FromMinutes(5), clock.GetCurrentInstant());
        clock.ForwardTo(Begins + Duration.FromDays(40));
        Assert.Equal(Begins + Duration.FromDays(40), new DemoClock(_real, File, Begins).GetCurrentInstant());
    }

    [Fact]
    public void There_is_no_going_back()
    {
        var clock = new DemoClock(_real, File, Begins);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.ForwardTo(Begins));
        Assert.Equal(Begins, clock.GetCurrentInstant());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
