using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using NodaTime.Text;

namespace JobDating.Registration.CandidateList;

/// <summary>By what a candidate is sorted, searched, and found to be the same as another: pure, from the row.</summary>
internal static class CandidateKeys
{
    private const int LongestName = 180;

    /// <summary>Sorts after every letter and digit.</summary>
    private const string Last = "~";

    /// <summary>Names folded, then the code, so that no two are equal; whoever has no name comes last.</summary>
    public static string Name(SaveCandidates.Row row)
    {
        var name = row.ErasedAt is null ? FoldedWords.Key(row.LastName, row.FirstName) : "";
        return $"{(name.Length == 0 ? Last : name.Length > LongestName ? name[..LongestName] : name)} {row.Code}";
    }

    public static IReadOnlyList<string> Words(SaveCandidates.Row row) => row.ErasedAt is not null
        ? []
        : [.. FoldedWords.Of(row.LastName, row.FirstName, row.Code, row.Phone, row.Email).Concat(PhoneText.Words(row.Phone)).Distinct()];

    /// <summary>Equal keys of one kind are a sign of one person. Names need a birth date, and count in whatever order they were written.</summary>
    public static IReadOnlyList<(string Kind, string KeyText)> Of(SaveCandidates.Row row)
    {
        if (row.ErasedAt is not null)
            return [];
        var keys = new List<(string, string)>();
        var names = FoldedWords.Of(row.LastName, row.FirstName).Order(StringComparer.Ordinal).ToList();
        if (row.BirthDate is { } born && names.Count > 0)
            keys.Add(("name", Cut($"{LocalDatePattern.Iso.Format(born)} {string.Join(' ', names)}")));
        if (PhoneText.Normal(row.Phone) is { } phone)
            keys.Add(("phone", phone));
        if (!string.IsNullOrWhiteSpace(row.Email))
            keys.Add(("email", Cut(row.Email.Trim().ToLowerInvariant())));
        return keys;
    }

    private static string Cut(string text) => text.Length > 450 ? text[..450] : text;
}
