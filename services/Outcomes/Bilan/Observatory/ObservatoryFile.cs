using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>What is wrong with a file: where (line from 1; 0: the whole file), and why, in the reader's language.</summary>
public sealed record ObservatoryFinding(int Line, string? Column, string Sentence);

/// <summary>
/// A small CSV file of years, read and checked whole. Pure.
/// </summary>
internal static class ObservatoryFile
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxLines = 2000;
    private const int MaxFindings = 100;
    private const int MaxColumns = 50;

    private static readonly IReadOnlyDictionary<string, string> _columns = new Dictionary<string, string>
    {
        ["territory"] = "territory",
        ["territoire"] = "territory",
        ["year"] = "year",
        ["annee"] = "year",
        ["seekers over 50"] = "seekersOver50",
        ["plus de 50 ans"] = "seekersOver50",
        ["demandeurs de plus de 50 ans"] = "seekersOver50",
        ["demandeurs d emploi de plus de 50 ans"] = "seekersOver50",
        ["job seekers over 50"] = "seekersOver50",
        ["rounded"] = "rounded",
        ["arrondi"] = "rounded",
        ["seekers"] = "seekers",
        ["demandeurs"] = "seekers",
        ["demandeurs d emploi"] = "seekers",
        ["job seekers"] = "seekers",
        ["growth percent"] = "growth",
        ["growth"] = "growth",
        ["evolution"] = "growth",
        ["source"] = "source",
    };

    /// <summary>The years in the file's order, when there is no finding.</summary>
    public static (IReadOnlyList<ObservatoryYear> Years, IReadOnlyList<ObservatoryFinding> Findings) Read(byte[] file)
    {
        try
        {
            return ReadLines(CsvLines.Read(() => new MemoryStream(file), MaxColumns));
        }
        catch (CsvRefusedException)
        {
            return ([], [new(0, null, ObservatoryTexts.Words["File.NotAList"])]);
        }
    }

    private static (IReadOnlyList<ObservatoryYear> Years, IReadOnlyList<ObservatoryFinding> Findings) ReadLines(IEnumerable<CsvLine> lines)
    {
        var years = new List<ObservatoryYear>();
        var findings = new List<ObservatoryFinding>();
        var seen = new Dictionary<(string, int), int>();
        Dictionary<string, int>? columns = null;
        foreach (var (line, cells, isBroken) in lines)
        {
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (findings.Count >= MaxFindings)
                break;
            if (isBroken)
                findings.Add(new(line, null, ObservatoryTexts.Words["File.Quotes"]));
            else if (columns is null)
            {
                columns = Columns(cells);
                foreach (var missing in ((string[])["territory", "year", "seekersOver50", "source"]).Except(columns.Keys))
                    findings.Add(new(line, null, ObservatoryTexts.Words["File.Column", ObservatoryTexts.Words[$"File.{missing}"]]));
                if (findings.Count > 0)
                    break;
            }
            else if (years.Count >= MaxLines)
            {
                findings.Add(new(line, null, ObservatoryTexts.Words["File.TooMany", MaxLines]));
                break;
            }
            else if (ReadLine(line, cells, columns, findings) is { } year)
            {
                if (!seen.TryAdd((year.TerritoryKey, year.Year), line))
                    findings.Add(new(line, ObservatoryTexts.Words["File.year"], ObservatoryTexts.Words["File.Twice", seen[(year.TerritoryKey, year.Year)]]));
                years.Add(year);
            }
        }
        if (years.Count == 0 && findings.Count == 0)
            findings.Add(new(0, null, ObservatoryTexts.Words["File.Empty"]));
        return (years, findings);
    }

    private static ObservatoryYear? ReadLine(int line, IReadOnlyList<string> cells, IReadOnlyDictionary<string, int> columns, List<ObservatoryFinding> findings)
    {
        var errors = new FormErrors();
        var form = new ObservatoryForm
        {
            Territory = Cell("territory"),
            Year = Cell("year"),
            SeekersOver50 = Cell("seekersOver50"),
            Seekers = Cell("seekers"),
            Growth = Cell("growth"),
            Source = Cell("source"),
        };
        var rounded = Cell("rounded").ToLowerInvariant() switch { "" or "no" or "non" or "0" => false, "yes" or "oui" or "1" => true, _ => (bool?)null };
        if (rounded is null)
            errors.Add("rounded", ObservatoryTexts.Words["File.YesNo"]);
        var year = (form with { Rounded = rounded == true ? "true" : null }).Read(null, Guid.CreateVersion7(), errors);
        findings.AddRange(errors.List.Select(error => new ObservatoryFinding(line, ObservatoryTexts.Words[$"File.{error.Field}"], error.Sentence)));
        return errors.Any ? null : year;

        string Cell(string column) => columns.TryGetValue(column, out var at) && at < cells.Count ? SpreadsheetText.Restore(cells[at].Trim()) : "";
    }

    private static Dictionary<string, int> Columns(IReadOnlyList<string> header)
    {
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < header.Count; i++)
            if (_columns.TryGetValue(FoldedWords.Key(header[i]), out var column))
                columns.TryAdd(column, i);
        return columns;
    }
}
