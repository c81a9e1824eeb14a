using System.Text;
using JobDating.Contracts.Flow;

namespace JobDating.Registration.Imports;

/// <summary>Findings in the reader's language.</summary>
public static class FindingText
{
    /// <summary>What is wrong and what is expected.</summary>
    public static string Sentence(Finding finding) =>
        RegistrationTexts.Words[$"Finding.{finding.Rule}", [.. finding.Arguments.Select(Visible)]];

    /// <summary>One line for a terminal: place, value, how grave, and the sentence, as in
    /// <c>candidates.csv:12 birth_date "2023-02-30": erreur: …</c></summary>
    public static string Line(Finding finding)
    {
        var line = new StringBuilder(finding.FileName.Length > 0 ? finding.FileName : RegistrationTexts.Words["FindingLine.Archive"]);
        if (finding.Line > 0)
            line.Append(':').Append(finding.Line);
        if (finding.Column.Length > 0)
            line.Append(' ').Append(Visible(finding.Column));
        if (finding.Value.Length > 0)
            line.Append(" \"").Append(Visible(finding.Value)).Append('"');
        return line.Append(": ").Append(Grade(finding)).Append(": ").Append(Sentence(finding)).ToString();
    }

    /// <summary>The word for an error or a notice.</summary>
    public static string Grade(Finding finding) => RegistrationTexts.Words[finding.IsNotice ? "FindingLine.Notice" : "FindingLine.Error"];

    /// <summary>A cell may hold line breaks and what a terminal would obey: each such character is shown, not sent.</summary>
    private static string Visible(string text) => !text.Any(char.IsControl)
        ? text
        : string.Concat(text.Select(one => one switch
        {
            '\n' => '↵',
            '\r' => '␍',
            _ => char.IsControl(one) ? '\uFFFD' : one,
        }));
}
