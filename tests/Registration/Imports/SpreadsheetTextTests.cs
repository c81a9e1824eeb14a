using CsCheck;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("+1+cmd", "'+1+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("'=1", "''=1")]
    [InlineData("+33 6 12 34 56 78", "+33 6 12 34 56 78")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe(string text, string written)
    {
        Assert.Equal(written, SpreadsheetText.Neutralise(text));
        Assert.Equal(text, SpreadsheetText.Restore(written));
    }

    [Fact]
    public void Both_ways_together_change_nothing() =>
        Gen.Char["'=+-@\t\r 0a("].Array[0, 8].Select(characters => new string(characters))
            .Sample(text => SpreadsheetText.Restore(SpreadsheetText.Neutralise(text)) == text);

    [Fact]
    public void Both_ways_together_change_no_text_at_all() =>
        Gen.String.Sample(text => SpreadsheetText.Restore(SpreadsheetText.Neutralise(text)) == text);
}
