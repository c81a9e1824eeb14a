using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>A figure of one group as of a date: what a number on a page of conversion stands for, and what its address names.</summary>
internal sealed record FigureOf(ReadBilan.Edition Edition, Grouping? By, string Key, BilanFigure Figure, LocalDate AsOf)
{
    public Group Group => By is null ? Group.Edition : new Group(By.Kind, Key);

    public string Definition => DefinitionOf(Figure, By);

    /// <summary>A hire of an employer's is one by that employer.</summary>
    public static string DefinitionOf(BilanFigure figure, Grouping? by) => figure == BilanFigures.Hires && by is { IsOfEmployers: true } ? ConversionTexts.Words["Hires.OfEmployer"] : figure.Definition;

    /// <summary>Where the people behind it are listed.</summary>
    public static string Address(string code, LocalDate asOf, BilanFigure figure, Grouping? by = null, string key = "") =>
        $"/outcomes/editions/{Uri.EscapeDataString(code)}/people/{figure.Key}{QueryString.Create([new("asOf", CsvFile.Text(asOf)), .. by is null ? (KeyValuePair<string, string?>[])[] : [new("by", by.Word), new("key", key)]])}";

    /// <exception cref="Rejected">404: no such edition, figure or grouping; 400: not a date.</exception>
    public static async Task<FigureOf> ReadAsync(Database db, string code, string figure, string? by, string? key, string? asOf, CancellationToken ct)
    {
        var edition = await ShowConversion.FindAsync(db, code, ct);
        var counted = BilanFigures.All.Concat(BilanFigures.Deep).FirstOrDefault(known => known.Key == figure && IsOfPeople(known))
            ?? throw new Rejected(StatusCodes.Status404NotFound, ConversionTexts.Words["Figure.Unknown"]);
        return new FigureOf(edition, string.IsNullOrEmpty(by) ? null : Grouping.Of(by), key ?? "", counted, ShowBilanJson.AsOf(asOf) ?? edition.Today(db.Now));
    }

    /// <summary>Whether people stand behind it, and not establishments or a quotient.</summary>
    public static bool IsOfPeople(BilanFigure figure) => !figure.IsRate && figure.OfSites && figure != BilanFigures.EstablishmentsPresent && figure != BilanFigures.CompaniesPresent;

    /// <summary>What one person, with these steps, adds to it.</summary>
    public int Of(string steps)
    {
        var sums = Steps.Read(steps, Group).Where(step => step.Day <= AsOf).GroupBy(step => step.Figure).ToDictionary(figure => figure.Key.ToString(), figure => figure.Sum(step => step.Amount));
        return sums.Count == 0 ? 0 : Figure.Count!(TotalCounts.From(sums, 0)) ?? 0;
    }

    /// <summary>From which day on the person adds to it without a break; null: does not.</summary>
    public LocalDate? Since(string steps)
    {
        LocalDate? since = null;
        foreach (var day in Steps.Read(steps, Group).Select(step => step.Day).Where(day => day <= AsOf).Distinct().Order())
            since = (this with { AsOf = day }).Of(steps) == 0 ? null : since ?? day;
        return since;
    }
}
