using System.Globalization;
using System.Text;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// The steps one person or company adds to the figures, as text in its row: what was added is known when it must be taken back.
/// <c>site:figure,day,amount;…|site:…</c>, days as numbers from 1970-01-01, the edition's own group without site.
/// </summary>
internal static class Steps
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static string Write(IReadOnlyList<Step> steps)
    {
        var text = new StringBuilder();
        foreach (var site in steps.GroupBy(step => step.SiteId))
        {
            if (text.Length > 0)
                text.Append('|');
            if (site.Key != Guid.Empty)
                text.Append(site.Key.ToString("N"));
            text.Append(':');
            var separator = "";
            foreach (var step in site)
            {
                text.Append(CultureInfo.InvariantCulture, $"{separator}{(int)step.Figure},{Period.DaysBetween(Epoch, step.Day)},{step.Amount}");
                separator = ";";
            }
        }
        return text.ToString();
    }

    /// <exception cref="FormatException">Not written by <see cref="Write"/>.</exception>
    public static IEnumerable<Step> Read(string text)
    {
        foreach (var group in text.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = group.IndexOf(':');
            var site = colon == 0 ? Guid.Empty : Guid.ParseExact(group[..colon], "N");
            foreach (var step in group[(colon + 1)..].Split(';'))
            {
                var numbers = step.Split(',');
                yield return new Step(site, (Figure)Number(numbers[0]), Epoch.PlusDays(Number(numbers[1])), Number(numbers[2]));
            }
        }

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
