using System.Globalization;
using System.Text;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// The steps one person or company adds to the figures, as text in its row: what was added is known when it must be taken back.
/// <c>group:figure,day,amount;…|group:…</c>, days as numbers from 1970-01-01. A group is its kind's letter and its key; the edition's own is empty, a site's its id alone.
/// </summary>
internal static class Steps
{
    private const int SiteLength = 32;
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private static readonly IReadOnlyDictionary<GroupKind, char> _letters = new Dictionary<GroupKind, char>
    {
        [GroupKind.Employer] = 'e',
        [GroupKind.Family] = 'f',
        [GroupKind.Structure] = 't',
        [GroupKind.Age] = 'a',
        [GroupKind.Prepared] = 'p',
        [GroupKind.DaysToHire] = 'd',
    };

    public static string Write(IReadOnlyList<Step> steps)
    {
        var text = new StringBuilder();
        foreach (var group in steps.GroupBy(step => step.Group))
        {
            if (text.Length > 0)
                text.Append('|');
            if (_letters.TryGetValue(group.Key.Kind, out var letter))
                text.Append(letter);
            text.Append(group.Key.Key).Append(':');
            var separator = "";
            foreach (var step in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"{separator}{(int)step.Figure},{Period.DaysBetween(Epoch, step.Day)},{step.Amount}");
                separator = ";";
            }
        }
        return text.ToString();
    }

    /// <param name="only">The group whose steps are wanted; null: all.</param>
    /// <exception cref="FormatException">Not written by <see cref="Write"/>.</exception>
    public static IEnumerable<Step> Read(string text, Group? only = null)
    {
        foreach (var part in text.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':');
            var group = GroupOf(part[..colon]);
            if (only is { } wanted && wanted != group)
                continue;
            foreach (var step in part[(colon + 1)..].Split(';'))
            {
                var numbers = step.Split(',');
                yield return new Step(group, (Figure)Number(numbers[0]), Epoch.PlusDays(Number(numbers[1])), Number(numbers[2]));
            }
        }

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static Group GroupOf(string name)
    {
        if (name.Length is 0 or SiteLength)
            return new Group(name.Length == 0 ? GroupKind.Edition : GroupKind.Site, name);
        foreach (var (kind, letter) in _letters)
            if (letter == name[0])
                return new Group(kind, name[1..]);
        throw new FormatException($"No kind of group begins like '{name}'.");
    }
}
