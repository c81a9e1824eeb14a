using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>A machine's clock is set, hours forward or back, while messages are on their way.</summary>
public sealed class ClockJumpTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task A_message_said_before_the_clock_went_back_arrives_at_once_and_not_hours_later(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await house.HoldPostAsync();
        await house.SayArticlesAsync(1);
        house.Clock.Advance(Duration.FromHours(-5));
        await house.SayArticlesAsync(1);
        await house.SettleAsync();
        Assert.Equal(2, await house.ArticlesAsync());
    }

    /// <summary>Whoever held it was killed: its claim ended ten seconds later, by a clock that then was hours ahead.</summary>
    [Theory, EachEngine]
    public async Task A_killed_instance_s_claim_from_before_the_clock_went_back_is_taken_over(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await house.HoldPostAsync();
        await house.SayArticlesAsync(1);
        var outbox = new Outbox(house.Registration);
        var queue = Messages.Queue("outcomes", typeof(JobDating.Contracts.Registration.PressArticlesSaved));
        Assert.Single(await outbox.ClaimAsync(await outbox.DueAsync(queue, 10, Ct), Guid.NewGuid(), Ct));
        Assert.Empty(await outbox.DueAsync(queue, 10, Ct));
        house.Clock.Advance(Duration.FromHours(-5));
        await house.SettleAsync();
        Assert.Equal(1, await house.ArticlesAsync());
    }

    [Fact]
    public async Task The_operator_is_told_of_a_jump_and_of_its_way_and_everything_goes_on()
    {
        await using var house = await TestHouse.StartAsync();
        Assert.DoesNotContain(await house.ToldAsync("registration"), told => told.Contains("clock", StringComparison.Ordinal));
        house.Clock.Advance(Duration.FromHours(3));
        Assert.Contains(await house.ToldAsync("registration"), told => told.StartsWith("The machine’s clock was set forward by 3 h 0 min", StringComparison.Ordinal) || told.StartsWith("The machine’s clock was set forward by 2 h 59 min", StringComparison.Ordinal));
        await house.SayArticlesAsync(1);
        house.Clock.Advance(Duration.FromHours(-6));
        Assert.Contains(await house.ToldAsync("outcomes"), told => told.StartsWith("The machine’s clock was set back by 6 h 0 min", StringComparison.Ordinal) || told.StartsWith("The machine’s clock was set back by 5 h 59 min", StringComparison.Ordinal));
        await house.SayArticlesAsync(1);
        await house.SettleAsync();
        Assert.Equal(2, await house.ArticlesAsync());
    }
}
