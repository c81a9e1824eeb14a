using JobDating.Platform;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.Hall;

/// <summary>What somebody looks at of a board: which states, which names, which part of what is long.</summary>
/// <param name="Show">One of <see cref="Shows"/>; null: all tables.</param>
/// <param name="Search">Beginnings of words of the employer's, the recruiter's or the candidate's name; empty: all.</param>
/// <param name="Part">As it stands in the address.</param>
public sealed record HallView(string? Show, string Search, string? Part)
{
    public static IReadOnlyList<string> Shows { get; } = ["late", "running", "waiting", "free", "absent"];

    /// <summary>So many tables, with what can be done at each, weigh less than 60 KB.</summary>
    public const int TablesInPart = 30;

    private const int LongestSearch = 100;

    public static HallView Of(string? show, string? search, string? part) =>
        new(Shows.FirstOrDefault(one => one == show), search?.Trim() is { } sought ? sought[..Math.Min(sought.Length, LongestSearch)] : "", part);

    /// <summary>For an address; begins with ? or is empty.</summary>
    public string Query(string? show, int? part = null)
    {
        var fields = ((string Name, string? Value)[])[("show", show), ("search", Search.Length > 0 ? Search : null), ("part", part > 1 ? $"{part}" : null)];
        var said = string.Join('&', fields.Where(field => field.Value is not null).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
        return said.Length > 0 ? $"?{said}" : "";
    }

    internal static bool Is(HallTable table, string show) => show == "late" ? table.State is "late" or "missing" : table.State == show;

    internal Part<HallTable> Choose(IReadOnlyList<HallTable> tables) =>
        Timetables.Part.Of([.. tables.Where(Finds)], TablesInPart, Part);

    internal bool Finds(HallTable table) => (Show is null || Is(table, Show)) && Matches(table, FoldedWords.Of(Search));

    private static bool Matches(HallTable table, IReadOnlyList<string> sought)
    {
        if (sought.Count == 0)
            return true;
        var own = FoldedWords.Of(table.Table.CompanyName, table.Table.EstablishmentName, table.Table.Recruiter, table.Now?.Interview.LastName, table.Now?.Interview.FirstName, table.Next?.Interview.LastName, table.Next?.Interview.FirstName);
        return sought.All(word => own.Any(one => one.StartsWith(word, StringComparison.Ordinal)));
    }
}
