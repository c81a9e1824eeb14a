using JobDating.Benchmarks.Day;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>The day of a site with several devices at once, some of them without network for a while, some requests lost and sent again: a small form of the bench <c>day</c>, without times.</summary>
[Collection(Processes.Name)]
public sealed class DeviceDayTests
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_done_twice()
    {
        var result = await DayRun.RunAsync(DaySize.Short, seed: 1, CancellationToken.None);
        Assert.Empty(result.Wrong);
        Assert.True(result.DeskActs > DaySize.Short.Candidates && result.PhoneActs > DaySize.Short.Phones && result.HallActs > 0);
    }
}
