using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>Of a form whose transaction the database gave up for another's sake.</summary>
public sealed class AnotherTurnTests
{
    [Theory]
    [InlineData(1, false, HttpStatusCode.OK, 2, 1)]
    [InlineData(2, false, HttpStatusCode.OK, 3, 1)]
    [InlineData(3, false, HttpStatusCode.ServiceUnavailable, 3, 0)]
    // What was kept is not done a second time: whoever sent it decides.
    [InlineData(1, true, HttpStatusCode.ServiceUnavailable, 1, 1)]
    public async Task A_lost_turn_is_taken_again(int lost, bool afterCommit, HttpStatusCode answered, int workedOn, int kept)
    {
        var rehearsal = new Rehearsal { Loses = (lost, afterCommit) };
        await using var house = await TestHouse.StartAsync(listen: true, more: rehearsal);
        using var client = house.Client();
        using var answer = await client.PostAsync("/rehearsal/written", new FormUrlEncodedContent([new("any", "thing")]));
        Assert.Equal(answered, answer.StatusCode);
        Assert.Equal(workedOn, rehearsal.Written);
        var rows = await house.App.Services.GetRequiredService<RehearsalDatabase>().QueryAsync<string>("SELECT act FROM audit", null, CancellationToken.None);
        Assert.Equal(kept, rows.Count);
    }
}
