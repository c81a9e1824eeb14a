using System.Globalization;
using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using MiniExcelLibs;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>The figures of the pages of conversion as files: <c>conversion.csv</c>, <c>conversion/{by}.csv</c>, and all of them in one workbook, <c>conversion.xlsx</c>.</summary>
internal static class DownloadConversion
{
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string StepColumns = "edition as_of figure name value numerator denominator low high definition";
    private const string GroupColumns = "edition as_of group_by key name note expected registered received interviewed conclusive second_interviews hires training_entries known hire_rate hire_rate_low hire_rate_high";

    public static async Task<IResult> CsvAsync(string code, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var (edition, day) = await ReadAsync(db, code, asOf, ct);
        var overview = await ShowConversion.OverviewAsync(db, edition, day, ct);
        return File(http, StepColumns, Steps(overview), $"conversion-{code}-{CsvFile.Text(day)}.csv");
    }

    public static async Task<IResult> GroupsCsvAsync(string code, string by, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var grouping = Grouping.Of(by);
        var (edition, day) = await ReadAsync(db, code, asOf, ct);
        var (lines, _) = await ShowGroups.LinesAsync(db, edition, grouping, day, Caller.Of(http).May(May.FollowUp), ct);
        return File(http, GroupColumns, Groups(edition, day, grouping, lines), $"conversion-{code}-{by}-{CsvFile.Text(day)}.csv");
    }

    public static async Task<IResult> WorkbookAsync(string code, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var (edition, day) = await ReadAsync(db, code, asOf, ct);
        var mayName = Caller.Of(http).May(May.FollowUp);
        var sheets = new Dictionary<string, object> { [ConversionTexts.Words["Sheet.Steps"]] = Sheet(StepColumns, Steps(await ShowConversion.OverviewAsync(db, edition, day, ct))) };
        foreach (var by in Grouping.All)
            sheets[ConversionTexts.Words[$"By.{by.Word}"]] = Sheet(GroupColumns, Groups(edition, day, by, (await ShowGroups.LinesAsync(db, edition, by, day, mayName, ct)).Lines));
        // Its size is that of the groups, not of the people.
        var file = new MemoryStream();
        await file.SaveAsAsync(sheets, cancellationToken: ct);
        file.Position = 0;
        return Results.File(file, Spreadsheet, $"conversion-{code}-{CsvFile.Text(day)}.xlsx");
    }

    private static async Task<(ReadBilan.Edition Edition, LocalDate Day)> ReadAsync(Database db, string code, string? asOf, CancellationToken ct)
    {
        var edition = await ShowConversion.FindAsync(db, code, ct);
        return (edition, ShowBilanJson.AsOf(asOf) ?? edition.Today(db.Now));
    }

    private static IResult File(HttpContext http, string columns, IEnumerable<object?[]> rows, string name) => Results.Stream(
        to => CsvFile.WriteAsync(to, columns, rows.Select(row => Array.ConvertAll(row, cell => Convert.ToString(cell, CultureInfo.InvariantCulture))).ToAsyncEnumerable(), http.RequestAborted),
        "text/csv; charset=utf-8", name);

    /// <summary>Rows with names for the columns; numbers stay numbers.</summary>
    private static List<Dictionary<string, object?>> Sheet(string columns, IEnumerable<object?[]> rows)
    {
        var names = columns.Split(' ');
        List<Dictionary<string, object?>> named = [.. rows.Select(row => names.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
        // A sheet without rows would have no heads.
        return named.Count > 0 ? named : [names.ToDictionary(name => name, _ => (object?)null)];
    }

    private static IEnumerable<object?[]> Steps(Overview overview)
    {
        object?[] Row(BilanFigure figure, object? value, int? numerator = null, int? denominator = null)
        {
            var interval = numerator is { } part && denominator is { } whole ? Interval.Of(part, whole) : null;
            return [overview.Code, CsvFile.Text(overview.AsOf), figure.Key, figure.Name, value, numerator, denominator, Rounded(interval?.Low), Rounded(interval?.High), figure.Definition];
        }

        foreach (var step in Overview.Steps)
            yield return Row(step.Figure, step.Figure.Count!(overview.Total), step.Figure.Count(overview.Total), step.Of?.Count!(overview.Total));
        foreach (var figure in Overview.Contracts.Concat(Overview.Employers).Concat(Overview.SixMonths).Concat(Overview.Outcomes))
            yield return Row(figure, figure.Count!(overview.Total));
    }

    private static IEnumerable<object?[]> Groups(ReadBilan.Edition edition, LocalDate day, Grouping by, IReadOnlyList<GroupLine> lines)
    {
        foreach (var line in lines)
        {
            var whole = by.IsOfEmployers ? line.Interviewed : line.Received;
            var interval = line.Hires is { } hires ? Interval.Of(hires, whole) : null;
            object? Unless(bool absent, int? count) => absent ? null : count;
            yield return
            [
                edition.Code, CsvFile.Text(day), by.Word, line.Key, line.Name, line.Note, Unless(!by.IsOfEmployers, line.Expected), Unless(by.IsOfEmployers || by.Kind == Figures.GroupKind.Prepared, line.Registered),
                Unless(by.IsOfEmployers, line.Received), line.Interviewed, line.Conclusive, line.SecondInterviews, line.Hires, Unless(by.IsOfEmployers, line.TrainingEntries), Unless(by.IsOfEmployers, line.Known),
                line.Hires is { } part ? Rate.Of(part, whole) : null, Rounded(interval?.Low), Rounded(interval?.High),
            ];
        }
    }

    private static decimal? Rounded(decimal? share) => share is { } known ? Rate.Rounded(known) : null;
}
