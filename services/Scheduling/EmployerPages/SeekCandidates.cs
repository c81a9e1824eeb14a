using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>Searches, filters, sorts and pages the candidates whom one employer may see at one site, also by the rank of the wish.</summary>
internal static class SeekCandidates
{
    /// <summary>The filter of those without a mark.</summary>
    public const string Unmarked = "none";

    /// <summary>Whoever did not wish comes after every rank there is.</summary>
    private const int NoRank = 9999;

    /// <inheritdoc cref="SeekRows.Page"/>
    public static IReadOnlyList<ReadCandidates.Candidate> Page(IEnumerable<ReadCandidates.Candidate> all, ListChoice choice) => SeekRows.Page(
        all.Where(candidate => choice.Filter("mark") is not { } mark || (candidate.Opinion ?? Unmarked) == mark),
        choice,
        candidate => CursorOf(candidate, choice.Sort),
        candidate => [candidate.LastName, candidate.FirstName, .. candidate.Wishes.Select(wish => wish.Title)]);

    public static ListCursor CursorOf(ReadCandidates.Candidate candidate, string sort)
    {
        var name = FoldedWords.Key(candidate.LastName, candidate.FirstName);
        return new ListCursor(sort == "name" ? name : string.Create(CultureInfo.InvariantCulture, $"{(candidate.Wishes.Count > 0 ? candidate.Wishes[0].Rank : NoRank):D4} {name}"), candidate.Id.ToString("N"));
    }
}
