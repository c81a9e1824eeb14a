using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>
/// <c>/outcomes/observatory/import</c>: years from a CSV file, the one that the list gives for instance. The file is checked whole first; while anything in it is wrong
/// nothing is taken. A year that is known is changed to what the file says; the same file again changes nothing.
/// </summary>
public static class ImportObservatory
{
    public static RazorComponentResult Ask() => Page([], new FormErrors());

    public static async Task<IResult> RunAsync(OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var file = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(ct)).Files.GetFile("file") : null;
        var errors = new FormErrors();
        if (file is null or { Length: 0 })
            errors.Add("file", ObservatoryTexts.Words["File.Missing"]);
        else if (file.Length > ObservatoryFile.MaxBytes)
            errors.Add("file", ObservatoryTexts.Words["File.TooLarge"]);
        if (errors.Any)
            return Page([], errors);
        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes, ct);
        var (years, findings) = ObservatoryFile.Read(bytes.ToArray());
        if (findings.Count > 0)
        {
            errors.Add("file", ObservatoryTexts.Words["File.Wrong"]);
            return Page(findings, errors);
        }
        var by = Caller.Of(http).Name;
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var here = await ReadObservatory.OfAsync(tx, [.. years.Select(year => year.TerritoryKey).Distinct()], [.. years.Select(year => year.Year).Distinct()], ct);
            var changes = years.Select(year => here.GetValueOrDefault((year.TerritoryKey, year.Year)) is { } old ? (old, year with { Id = old.Id, Version = old.Version, NotedBy = old.NotedBy }) : ((ObservatoryYear?)null, year)).ToList();
            var added = changes.Count(change => change.Item1 is null);
            var saved = await SaveObservatory.ApplyAsync(tx, changes, by, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{ShowObservatory.Address}?imported={added}/{saved.Written - added}/{saved.Unchanged}");
        });
    }

    private static RazorComponentResult Page(IReadOnlyList<ObservatoryFinding> findings, FormErrors errors) => errors.Page<ImportObservatoryPage>(new { Findings = findings, Errors = errors });
}
