using JobDating.Contracts.Flow;

namespace JobDating.Registration.Imports;

/// <summary>Makes findings as the contract wants them.</summary>
internal static class ArchiveFindings
{
    private const int MaxValueLength = 200;

    public static Finding About(string file, int line, string column, string value, string rule, params IReadOnlyList<string> arguments) => new()
    {
        FileName = file,
        Line = line,
        Column = column,
        Value = Short(value),
        Rule = rule,
        Arguments = [.. arguments.Select(Short)],
    };

    public static Finding About(ArchiveRow row, string column, string value, string rule, params IReadOnlyList<string> arguments) =>
        About(row.File.Name, row.Line, column, value, rule, arguments);

    /// <summary>Never cut in the middle of a character of two halves.</summary>
    private static string Short(string value) => value.Length <= MaxValueLength
        ? value
        : value[..(char.IsHighSurrogate(value[MaxValueLength - 2]) ? MaxValueLength - 2 : MaxValueLength - 1)] + "…";
}
