using System.Text;
using CsCheck;

namespace JobDating.Tests;

/// <summary>
/// What nobody would send: for parsers that must answer whatever comes. Some thousands in each check, in the long form (JOBDATING_LONG=1) a million. CsCheck says the seed of what it found;
/// with it in CsCheck_Seed the same comes first.
/// </summary>
internal static class RandomInputs
{
    private static readonly string[] _pieces =
    [
        "", " ", "\t", "\n", "\r\n", "\0", "\u001f", "\u2028", "\uFEFF", "\uD800", "\uDFFF", "e\u0301", "é", "ß", "İ", "😀", "\u202E", "\"", "'", "`", "<", ">", "&", "<script>alert(1)</script>", "\" onload=\"x", "javascript:alert(1)", "http://", "https://exemple.fr/a", "/\u202E",
        "'; DROP TABLE candidate; --", "%", "%00", "%2A", "*", "JD*", "../", "//", "/\\", "{0}", "{", "}", "[", "]", ":", ",", ";", "=", "=1+1", "+", "-", "@", "a@b.fr", ".", "+33", "06 12 34 56 78", "00", "9999999999999999999999",
        "-1", "1e400", "NaN", "null", "true", "31/02/2023", "29/02/2024", "2023-03-26", "2023-03-26T02:30", "02:30", "24:00", "25h61", "9h30", "0000-00-00", "AAAA", "_-_-", "====", "CfDJ8",
    ];

    private static readonly bool _isLong = Environment.GetEnvironmentVariable("JOBDATING_LONG") is { Length: > 0 };

    /// <summary>A text of pieces that have hurt somebody once, and of any signs.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(Gen.OneOf(_pieces), Gen.Char.Array[0, 6].Select(signs => new string(signs)), Gen.Char.AlphaNumeric.Array[0, 20].Select(signs => new string(signs)))
        .Array[0, 8].Select(string.Concat);

    /// <summary>A change: where (as a part of a thousand), how many bytes go, what comes.</summary>
    public static readonly Gen<(int Where, int Gone, byte[] Come)> Change = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 6],
        Gen.OneOf(Gen.OneOf(_pieces).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 4]));

    /// <param name="inCheck">So many in each check.</param>
    /// <param name="inLong">So many in the long form.</param>
    public static int Count(int inCheck, int inLong = 1_000_000) => _isLong ? inLong : inCheck;

    public static byte[] Changed(byte[] bytes, (int Where, int Gone, byte[] Come)[] changes)
    {
        foreach (var (where, gone, come) in changes)
        {
            var at = bytes.Length * where / 1000;
            bytes = [.. bytes[..at], .. come, .. bytes[Math.Min(at + gone, bytes.Length)..]];
        }
        return bytes;
    }
}
