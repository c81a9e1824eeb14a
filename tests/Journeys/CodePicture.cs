using QRCoder;

namespace JobDating.Tests.Journeys;

/// <summary>What a camera sees when somebody holds up a QR code on white paper: a byte of grey for each point, row by row.</summary>
/// <param name="Unit">Points to a square of the code, where it is not tilted.</param>
/// <param name="Turn">Degrees, by the clock.</param>
/// <param name="Tilt">Degrees: its right edge farther away.</param>
/// <param name="Noise">Points are off by at most so much.</param>
/// <param name="Smudged">The squares of the code's first byte are white.</param>
internal sealed record CodePicture(int Width, int Height, double Unit, double Turn, double Tilt = 0, int Noise = 0, bool Smudged = false)
{
    private const int Ink = 40, Paper = 205, Table = 100, Quiet = 4;

    /// <summary>From the eye to the paper, in points.</summary>
    private const double Distance = 1000;

    /// <summary>Each point as the mean of four.</summary>
    private static readonly (double X, double Y)[] _within = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];

    public byte[] Of(QRCodeData code)
    {
        var squares = code.ModuleMatrix;
        var size = squares.Count - 2 * Quiet;
        var (sinTurn, cosTurn) = Math.SinCos(Turn * Math.PI / 180);
        var (sinTilt, cosTilt) = Math.SinCos(Tilt * Math.PI / 180);
        var random = new Random(size);
        var picture = new byte[Width * Height];
        for (var at = 0; at < picture.Length; at++)
        {
            var grey = 0;
            foreach (var (offX, offY) in _within)
            {
                var (x, y) = (at % Width + offX - Width / 2.0, at / Width + offY - Height / 2.0);
                var across = x * Distance / (Distance * cosTilt - x * sinTilt);
                var down = y * (Distance + across * sinTilt) / Distance;
                var column = (int)Math.Floor((across * cosTurn + down * sinTurn) / Unit + size / 2.0);
                var row = (int)Math.Floor((down * cosTurn - across * sinTurn) / Unit + size / 2.0);
                grey += Math.Min(row, column) < -Quiet || Math.Max(row, column) >= size + Quiet ? Table
                    : Math.Min(row, column) < 0 || Math.Max(row, column) >= size || !squares[row + Quiet][column + Quiet] ? Paper
                    : Smudged && row >= size - 4 && column >= size - 2 ? Paper : Ink;
            }
            picture[at] = (byte)(grey / _within.Length + random.Next(-Noise, Noise + 1));
        }
        return picture;
    }
}
