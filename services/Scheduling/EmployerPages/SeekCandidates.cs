using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>
/// Searches, filters, sorts and pages the candidates whom one employer may see at one site. In memory: they are as many as come to a site at most, and are read whole to be sorted
/// by the rank of the wish and by names without accents.
/// </summary>
internal static class SeekCandidates
{
    /// <summary>The filter of those without a mark.</summary>
    public const string Unmarked = "none";

    /// <summary>Whoever did not wish comes after every rank there is.</summary>
    private const int NoRank = 9999;

    /// <summary>The rows of a page, and one more when there is another page.</summary>
    public static IReadOnlyList<ReadCandidates.Candidate> Page(IEnumerable<ReadCandidates.Candidate> all, ListChoice choice)
    {
        var sought = FoldedWords.Of(choice.Search);
        var rows = all
            .Where(candidate => choice.Filter("mark") is not { } mark || (candidate.Opinion ?? Unmarked) == mark)
            .Where(candidate => sought.Count == 0 || Matches(candidate, sought))
            .Select(candidate => (Candidate: candidate, Cursor: CursorOf(candidate, choice.Sort)));
        var sorted = choice.Descending
            ? rows.OrderByDescending(row => row.Cursor.Key, StringComparer.Ordinal).ThenByDescending(row => row.Cursor.Code, StringComparer.Ordinal)
            : rows.OrderBy(row => row.Cursor.Key, StringComparer.Ordinal).ThenBy(row => row.Cursor.Code, StringComparer.Ordinal);
        return [.. sorted.Where(row => choice.After is not { } after || IsAfter(row.Cursor, after, choice.Descending)).Take(choice.Take).Select(row => row.Candidate)];
    }

    public static ListCursor CursorOf(ReadCandidates.Candidate candidate, string sort)
    {
        var name = FoldedWords.Key(candidate.LastName, candidate.FirstName);
        return new ListCursor(sort == "name" ? name : string.Create(CultureInfo.InvariantCulture, $"{(candidate.Wishes.Count > 0 ? candidate.Wishes[0].Rank : NoRank):D4} {name}"), candidate.Id.ToString("N"));
    }

    private static bool IsAfter(ListCursor row, ListCursor after, bool descending)
    {
        var order = string.CompareOrdinal(row.Key, after.Key) is not 0 and var keys ? keys : string.CompareOrdinal(row.Code, after.Code);
        return descending ? order < 0 : order > 0;
    }

    /// <summary>Every word sought begins a word of the name or of an offer wished for.</summary>
    private static bool Matches(ReadCandidates.Candidate candidate, IReadOnlyList<string> sought)
    {
        var words = FoldedWords.Of([candidate.LastName, candidate.FirstName, .. candidate.Wishes.Select(wish => wish.Title)]);
        return sought.All(word => words.Any(own => own.StartsWith(word, StringComparison.Ordinal)));
    }
}
