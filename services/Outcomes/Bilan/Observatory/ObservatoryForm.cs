using System.Globalization;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>One year as it is typed, or as it stands on a line of a file: one set of rules for both.</summary>
public sealed record ObservatoryForm
{
    private const int MostPeople = 100_000_000;

    /// <summary>Nobody's job seekers grow elevenfold in a year; a year of more is a slip of the comma.</summary>
    private const decimal MostPercent = 1000;

    public string? Id { get; init; }
    public string? Version { get; init; }
    public string? Territory { get; init; }
    public string? Year { get; init; }
    public string? SeekersOver50 { get; init; }
    public string? Seekers { get; init; }
    public string? Growth { get; init; }
    public string? Rounded { get; init; }
    public string? Source { get; init; }

    private sealed record Hundredths(int Value);

    public static ObservatoryForm Of(ObservatoryYear year) => new()
    {
        Territory = year.Territory,
        Year = ObservatoryReading.Year(year.Year),
        SeekersOver50 = Typed.Show(year.SeekersOver50),
        Seekers = year.Seekers is { } all ? Typed.Show(all) : null,
        Growth = ObservatoryReading.Typed(year.GrowthHundredths),
        Rounded = year.IsRounded ? "true" : null,
        Source = year.Source,
    };

    /// <summary>The row with what was typed; null where <paramref name="errors"/> says what is wrong.</summary>
    public ObservatoryYear? Read(ObservatoryYear? row, Guid id, FormErrors errors)
    {
        var typed = new Typed(errors);
        var territory = typed.Text("territory", Territory, 200, required: true);
        if (territory is not null && ObservatoryYear.KeyOf(territory).Length == 0)
            errors.Add("territory", ObservatoryTexts.Words["Territory.Wrong"]);
        var year = typed.Number("year", Year, 1980, 2100, required: true);
        var over50 = typed.Number("seekersOver50", SeekersOver50, 0, MostPeople, required: true);
        var all = typed.Number("seekers", Seekers, 0, MostPeople);
        if (all < over50)
            errors.Add("seekers", ObservatoryTexts.Words["Seekers.Fewer"]);
        var growth = typed.Other("growth", Growth, Percent, ObservatoryTexts.Words["Growth.Wrong"]);
        var source = typed.Text("source", Source, 500, required: true);
        return errors.Any ? null : (row ?? new ObservatoryYear { Id = id, Territory = "", TerritoryKey = "", Source = "", NotedBy = "" }) with
        {
            Territory = territory!,
            TerritoryKey = ObservatoryYear.KeyOf(territory!),
            Year = year!.Value,
            SeekersOver50 = over50!.Value,
            Seekers = all,
            GrowthHundredths = growth?.Value,
            IsRounded = Typed.Checked(Rounded),
            Source = source!,
        };
    }

    /// <summary>+2,9 %, 2.9, −0,4: at most two decimals.</summary>
    private static Hundredths? Percent(string text)
    {
        var plain = string.Concat(text.Where(sign => !char.IsWhiteSpace(sign))).TrimEnd('%').Replace('−', '-').Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= -100 and <= MostPercent && decimal.IsInteger(percent * 100) ? new Hundredths((int)(percent * 100)) : null;
    }
}
