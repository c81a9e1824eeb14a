using JobDating.Registration.Prints;
using Xunit;

namespace JobDating.Tests.Registration.Prints;

/// <summary>What a badge's QR code says, and what a scanner may make of it.</summary>
public sealed class BadgeCodeTests
{
    [Theory]
    [InlineData("2023", "C0042")]
    [InlineData("tour*2024", "a%2A%25*é")]
    [InlineData("%", "*")]
    [InlineData("x", "Ünïcode œ")]
    public void What_is_written_is_read(string edition, string candidate)
    {
        var written = new BadgeCode(edition, candidate).ToString();

        Assert.True(BadgeCode.TryParse($" {written}\r\n", out var read));
        Assert.Equal((edition, candidate), (read.EditionCode, read.CandidateCode));
    }

    [Fact]
    public void Codes_in_capitals_stay_in_the_small_alphabet_of_QR_codes() => Assert.Matches("^[0-9A-Z $%*+./:-]+$", new BadgeCode("2023", "C0042").ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("C0042")]
    [InlineData("https://example.org/")]
    [InlineData("JD*2023*C0042")]
    [InlineData("JD**C0042*00")]
    [InlineData("JD*2023*C0042*17*18")]
    public void Anything_else_is_no_badge(string? text) => Assert.False(BadgeCode.TryParse(text, out _));

    [Fact]
    public void A_huge_text_is_no_badge() => Assert.False(BadgeCode.TryParse("JD*" + new string('9', 1_000_000), out _));

    [Fact]
    public void One_wrong_sign_and_two_that_changed_places_are_found()
    {
        const string signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$%*+-./:";
        var written = new BadgeCode("2023", "C0042").ToString();
        for (var at = 0; at < written.Length; at++)
        {
            foreach (var sign in signs.Where(sign => sign != written[at]))
                Assert.False(BadgeCode.TryParse(written[..at] + sign + written[(at + 1)..], out _), $"{sign} at {at}");
            if (at + 1 < written.Length && written[at] != written[at + 1])
                Assert.False(BadgeCode.TryParse(written[..at] + written[at + 1] + written[at] + written[(at + 2)..], out _), $"swapped at {at}");
        }
    }
}
