namespace JobDating.Platform;

/// <summary>
/// Text that a spreadsheet would run as a formula gets an apostrophe on its way out and loses it on its way in.
/// Text that already has apostrophes before such a start gets one more, so both ways together change nothing.
/// </summary>
public static class SpreadsheetText
{
    public static string Neutralise(string value) => StartsFormula(value.AsSpan().TrimStart('\'')) ? "'" + value : value;

    public static string Restore(string value) =>
        value.StartsWith('\'') && StartsFormula(value.AsSpan().TrimStart('\'')) ? value[1..] : value;

    /// <summary>A plus or minus with nothing but digits, spaces, dots, parentheses and hyphens after it is a number or a telephone.</summary>
    private static bool StartsFormula(ReadOnlySpan<char> text) => text switch
    {
        ['=' or '@' or '\t' or '\r', ..] => true,
        ['+' or '-', .. var rest] => rest.ContainsAnyExcept("0123456789 .()-"),
        _ => false,
    };
}
