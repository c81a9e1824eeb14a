using System.Globalization;
using System.Text.RegularExpressions;
using JobDating.Platform.Ui;
using JobDating.Registration.Prints;
using QRCoder;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>The squares that a badge's path draws are those of the QR code.</summary>
public sealed partial class QrSquaresTests
{
    [Theory]
    [InlineData("JD*2023*C0042*17", 21)]
    [InlineData("JD*2023*a-rather-long-code-in-small-letters*17", 33)]
    public void The_path_draws_every_dark_square_and_no_other(string content, int width)
    {
        var (squares, path) = QrSquares.Draw(content);
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var dark = Dark(path).ToHashSet();

        Assert.Equal(width, squares);
        for (var row = 0; row < squares; row++)
            for (var column = 0; column < squares; column++)
                Assert.Equal(code.ModuleMatrix[row + 4][column + 4], dark.Contains((row, column)));
        Assert.All(dark, square => Assert.True(square.Row < squares && square.Column < squares));
    }

    [Fact]
    public void A_badge_s_path_is_small() => Assert.InRange(QrSquares.Draw(new BadgeCode("2023", "C0042").ToString()).Path.Length, 100, 1500);

    private static IEnumerable<(int Row, int Column)> Dark(string path)
    {
        var (row, column) = (0, 0);
        foreach (Match step in Step().Matches(path))
        {
            var number = int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture);
            switch (step.Groups[1].Value)
            {
                case "M":
                    (row, column) = (int.Parse(step.Groups[3].Value, CultureInfo.InvariantCulture), number);
                    break;
                case "m":
                    column += number;
                    break;
                default:
                    for (; number > 0; number--)
                        yield return (row, column++);
                    break;
            }
        }
    }

    [GeneratedRegex(@"([Mmh])(\d+)(?: (\d+)(?:\.5)?)?")]
    private static partial Regex Step();
}
