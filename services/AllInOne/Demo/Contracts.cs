using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>The contracts of those hired: about half of them lasting, some of six months to the day, which still count as lasting.</summary>
internal sealed class Contracts(Dice dice)
{
    /// <summary>A contract that began after <paramref name="after"/> and, nearly always, before it became known.</summary>
    public DemoContract Draw(LocalDate after, LocalDate known)
    {
        var days = Math.Max(6, Period.DaysBetween(after, known) - 4);
        var start = Tour2023.WorkingDayFrom(dice.Percent(92) ? after.PlusDays(dice.Between(6, days)) : known.PlusDays(dice.Between(2, 10)));
        return dice.Below(100) switch
        {
            < 38 => new("CDI", start, null),
            < 62 => Until("CDD", start, dice.Pick([2, 3, 4, 6, 6, 9, 12])),
            < 84 => Until("temp", start, dice.Pick([1, 1, 2, 3, 6])),
            _ => Until("aided", start, dice.Pick([9, 12])),
        };
    }

    /// <summary>A short first contract, over within weeks.</summary>
    public DemoContract Temporary(TourSite site) => Until("temp", Tour2023.WorkingDayFrom(site.Date.PlusDays(dice.Between(5, 12))), 1);

    private static DemoContract Until(string type, LocalDate start, int months) => new(type, start, start.PlusMonths(months).PlusDays(-1));
}
