using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace JobDating.Registration.Prints;

/// <summary>
/// What a badge's QR code says: <c>JD*2023*C0042*17</c>, that is the edition's code, the candidate's code in it, and two check digits, with
/// nothing about the person. The signs are those of a QR code's small alphabet, so that codes in capitals stay small squares. A star or a
/// percent sign within a code is written <c>%2A</c>, <c>%25</c>.
/// </summary>
public sealed record BadgeCode
{
    private const char Star = '*';
    private const string Mark = "JD";

    /// <summary>More than two codes of 64 letters with all their signs written out.</summary>
    private const int Longest = 1024;

    public BadgeCode(string editionCode, string candidateCode)
    {
        ArgumentException.ThrowIfNullOrEmpty(editionCode);
        ArgumentException.ThrowIfNullOrEmpty(candidateCode);
        (EditionCode, CandidateCode) = (editionCode, candidateCode);
    }

    public string EditionCode { get; }

    public string CandidateCode { get; }

    /// <summary>
    /// Reads what a scanner gives, blanks around it ignored. False for anything else, also when a sign was misread: any one wrong sign and
    /// any two neighbours that changed places are found by the check digits.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BadgeCode? code)
    {
        code = null;
        if (text is null || text.Length > Longest || text.Trim().Split(Star) is not [Mark, var edition, var candidate, var check]
            || Read(edition) is not { Length: > 0 } editionCode || Read(candidate) is not { Length: > 0 } candidateCode)
            return false;
        var read = new BadgeCode(editionCode, candidateCode);
        if (read.Check() != check || !text.Trim().Equals(read.ToString(), StringComparison.Ordinal))
            return false;
        code = read;
        return true;
    }

    public override string ToString() => $"{Body()}{Star}{Check()}";

    private string Body() => $"{Mark}{Star}{Write(EditionCode)}{Star}{Write(CandidateCode)}";

    /// <summary>
    /// The remainder by 97 of the text's bytes as one number: 97 is prime, more than any two printable signs differ by, and shares no divisor with the 61
    /// by which a swap of neighbours shows.
    /// </summary>
    private string Check()
    {
        var rest = 0;
        foreach (var one in Encoding.UTF8.GetBytes(Body()))
            rest = (rest * 256 + one) % 97;
        return rest.ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Write(string code) => code.Replace("%", "%25", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal);

    private static string Read(string text) => text.Replace("%2A", "*", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
