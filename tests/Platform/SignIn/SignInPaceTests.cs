using System.Net;
using JobDating.Platform.SignIn;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>Who shares the tries of one sign-in bucket.</summary>
public sealed class SignInPaceTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    // Whoever has one address of a household's network has all 2^64.
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("fe80::1%1", "fe80::1", true)]
    public void A_household_is_one(string one, string other, bool same) =>
        Assert.Equal(same, TooMany.Neighbourhood(IPAddress.Parse(one)) == TooMany.Neighbourhood(IPAddress.Parse(other)));
}
