using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Scheduling;

/// <summary>
/// Searches, sorts and pages rows in memory: those that are few enough to be read whole, as whoever comes to one site, and are sorted by what no column has.
/// </summary>
internal static class SeekRows
{
    /// <summary>The rows of a page, and one more when there is another page. Every word sought begins a word of the row.</summary>
    /// <param name="cursorOf">The row's place in the list, by the sort that is chosen; compared sign by sign.</param>
    /// <param name="textsOf">What is searched.</param>
    public static IReadOnlyList<T> Page<T>(IEnumerable<T> all, ListChoice choice, Func<T, ListCursor> cursorOf, Func<T, IEnumerable<string?>> textsOf)
    {
        var sought = FoldedWords.Of(choice.Search);
        var rows = all.Where(row => sought.Count == 0 || Matches(FoldedWords.Of([.. textsOf(row)]), sought)).Select(row => (Row: row, Cursor: cursorOf(row)));
        var sorted = choice.Descending
            ? rows.OrderByDescending(row => row.Cursor.Key, StringComparer.Ordinal).ThenByDescending(row => row.Cursor.Code, StringComparer.Ordinal)
            : rows.OrderBy(row => row.Cursor.Key, StringComparer.Ordinal).ThenBy(row => row.Cursor.Code, StringComparer.Ordinal);
        return [.. sorted.Where(row => choice.After is not { } after || IsAfter(row.Cursor, after, choice.Descending)).Take(choice.Take).Select(row => row.Row)];
    }

    private static bool IsAfter(ListCursor row, ListCursor after, bool descending)
    {
        var order = string.CompareOrdinal(row.Key, after.Key) is not 0 and var keys ? keys : string.CompareOrdinal(row.Code, after.Code);
        return descending ? order < 0 : order > 0;
    }

    private static bool Matches(IReadOnlyCollection<string> words, IReadOnlyCollection<string> sought) => sought.All(word => words.Any(own => own.StartsWith(word, StringComparison.Ordinal)));
}
