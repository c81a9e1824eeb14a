using JobDating.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Long enough, and yet among the first that anybody tries.</summary>
public sealed class EasyPasswordTests
{
    [Theory]
    [InlineData("1234567890"), InlineData("0987654321"), InlineData("123456789a"), InlineData("qwertyuiop"), InlineData("azertyuiop123"), InlineData("1q2w3e4r5t6y"), InlineData("1qaz2wsx3edc")]
    [InlineData("password123"), InlineData("P@ssword2026"), InlineData("passw0rd1234"), InlineData("motdepasse1"), InlineData("iloveyou1234"), InlineData("Bienvenue2026!"), InlineData("abcdefghijkl"), InlineData("azerty123456")]
    [InlineData("jobdating2026"), InlineData("JobDating59!"), InlineData("grace.hopper1"), InlineData("Hopper19061906"), InlineData("aaaabbbbccccdddd")]
    public void What_everybody_tries_first_is_refused(string password) => Assert.True(EasyPassword.IsEasy(password, ["grace", "hopper", "example"]));

    [Theory]
    [InlineData(Staff.Password), InlineData("remembered this time"), InlineData("another long password"), InlineData("le chat dort sur le toit"), InlineData("vX7-kq9Lm2pT"), InlineData("trois pommes et 12 poires"), InlineData("bonjour la lune verte")]
    public void What_nobody_tries_first_is_not(string password) => Assert.False(EasyPassword.IsEasy(password, ["grace", "hopper", "example"]));
}
