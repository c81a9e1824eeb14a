using System.Globalization;
using System.Text.RegularExpressions;

namespace JobDating.Benchmarks.B2b;

/// <summary>
/// A business-to-business meeting instance, as its file says it: MiniZinc data of Bofill et al. (JAIR 74, 2022). Everything counts from 1
/// in the file and from 0 here.
/// </summary>
internal sealed partial record B2bInstance
{
    public required int Participants { get; init; }

    /// <summary>Per meeting its two participants and its session: 1 morning, 2 afternoon, 3 any.</summary>
    public required IReadOnlyList<(int First, int Second, int Session)> Meetings { get; init; }

    public required int Tables { get; init; }

    public required int Slots { get; init; }

    public required int MorningSlots { get; init; }

    /// <summary>Per participant the slots it cannot use.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Forbidden { get; init; }

    /// <summary>Per meeting its slot, or -1.</summary>
    public required IReadOnlyList<int> Fixed { get; init; }

    /// <summary>Per meeting those strictly before it.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Before { get; init; }

    /// <exception cref="FormatException">The file lacks a value or has too few of them.</exception>
    public static B2bInstance Read(string text)
    {
        var (participants, meetings) = (Number(text, "nBusiness"), Number(text, "nMeetings"));
        var requested = Numbers(Array(text, "requested") ?? throw new FormatException("No requested meetings."));
        if (requested.Count != meetings * 3)
            throw new FormatException($"{meetings} meetings need {meetings * 3} numbers; there are {requested.Count}.");
        return new B2bInstance
        {
            Participants = participants,
            Meetings = [.. requested.Chunk(3).Select(row => (row[0] - 1, row[1] - 1, row[2]))],
            Tables = Number(text, "nTables"),
            Slots = Number(text, "nTotalSlots"),
            MorningSlots = Number(text, "nMorningSlots"),
            Forbidden = Sets(text, "forbidden", participants),
            Fixed = Array(text, "fixed") is { } slots ? [.. Numbers(slots).Select(slot => slot - 1)] : [.. Enumerable.Repeat(-1, meetings)],
            Before = Sets(text, "precedences", meetings),
        };
    }

    private static int Number(string text, string name) => Regex.Match(text, $@"\b{name}\s*=\s*(\d+)") is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new FormatException($"No {name}.");

    private static string? Array(string text, string name) => Regex.Match(text, $@"\b{name}\s*=\s*\[(.*?)\]", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : null;

    private static List<int> Numbers(string text) => [.. Digits().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    /// <summary>A 0 in a set means nothing.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Sets(string text, string name, int count)
    {
        if (Array(text, name) is not { } array)
            return [.. Enumerable.Repeat<IReadOnlyList<int>>([], count)];
        IReadOnlyList<IReadOnlyList<int>> sets = [.. Braces().Matches(array).Select(match => (IReadOnlyList<int>)[.. Numbers(match.Value).Where(number => number > 0).Select(number => number - 1)])];
        return sets.Count == count ? sets : throw new FormatException($"{name} has {sets.Count} sets for {count}.");
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
