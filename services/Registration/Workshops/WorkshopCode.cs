using JobDating.Platform;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Workshops;

/// <summary>The code by which files name a workshop: <c>2026-03-14-cv-et-entretien</c>, and <c>…-2</c> for the second of that name on that day.</summary>
internal static class WorkshopCode
{
    private const int Longest = 50;

    private const string TakenSql = "SELECT code FROM workshop WHERE edition_id = @EditionId AND code >= @From AND code < @To";

    public static async Task<string> NextAsync(Transaction tx, Guid editionId, string name, LocalDate date, IReadOnlyCollection<string> alsoTaken, CancellationToken ct)
    {
        var start = Start(name, date);
        var taken = (await tx.QueryAsync<string>(TakenSql, new { EditionId = editionId, From = start, To = start + "\uFFFF" }, ct)).Concat(alsoTaken).ToHashSet();
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? start : $"{start}-{number}").First(code => !taken.Contains(code));
    }

    internal static string Start(string name, LocalDate date)
    {
        var words = string.Join('-', FoldedWords.Of(name));
        var start = $"{LocalDatePattern.Iso.Format(date)}-{(words.Length == 0 ? "atelier" : words)}";
        return start.Length > Longest ? start[..Longest].TrimEnd('-') : start;
    }
}
