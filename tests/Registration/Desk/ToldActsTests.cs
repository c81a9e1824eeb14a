using JobDating.Registration.Desk;
using Xunit;

namespace JobDating.Tests.Registration.Desk;

public sealed class ToldActsTests
{
    [Fact]
    public void Only_what_an_earlier_question_has_seen_is_not_told_again()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var before = ToldActs.Mark;
        ToldActs.Saw([one]);
        var between = ToldActs.Mark;
        ToldActs.Saw([one, two]);
        Assert.False(ToldActs.Knows(one, before));
        Assert.True(ToldActs.Knows(one, between));
        Assert.False(ToldActs.Knows(two, between));
        Assert.True(ToldActs.Knows(two, ToldActs.Mark));
        Assert.All((string?[])[null, "", "x", "0123456789ab-999999", $"{between.Split('-')[0]}-x"], mark => Assert.False(ToldActs.Knows(one, mark)));
    }
}
