using System.Text;
using QRCoder;

namespace JobDating.Platform.Ui;

/// <summary>A QR code as the path of an SVG: one square is one unit, the quiet border is left to the page. About a kilobyte.</summary>
public static class QrSquares
{
    /// <summary>Error correction M: paper that is creased or smudged still reads.</summary>
    /// <returns>How many squares the code is wide, and the path's <c>d</c>: lines of width 1, half a unit down in their row.</returns>
    public static (int Width, string Path) Draw(string content)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        const int border = 4;
        var width = code.ModuleMatrix.Count - 2 * border;
        var path = new StringBuilder();
        for (var row = 0; row < width; row++)
        {
            var squares = code.ModuleMatrix[row + border];
            path.Append('M').Append(0).Append(' ').Append(row).Append(".5");
            for (var (column, gap) = (0, 0); column < width;)
            {
                var run = 0;
                while (column + run < width && squares[column + run + border])
                    run++;
                if (run == 0)
                {
                    gap++;
                    column++;
                    continue;
                }
                if (gap > 0)
                    path.Append('m').Append(gap).Append(" 0");
                path.Append('h').Append(run);
                column += run;
                gap = 0;
            }
        }
        return (width, path.ToString());
    }
}
