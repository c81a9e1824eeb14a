using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary><c>GET /outcomes/editions/{code}/conversion/{by}?asOf=2023-11-30</c>: the same steps for each site, employer, structure, job family, age band, or by preparation.</summary>
internal static class ShowGroups
{
    private const string Natural = "order";

    public static async Task<IResult> RunAsync(string code, string by, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowConversion.FindAsync(db, code, ct);
        var grouping = Grouping.Of(by);
        var (date, error) = ShowConversion.Read(asOf);
        var day = date ?? edition.Today(db.Now);
        var choice = Choose(http, grouping).Keeping(("asOf", date is null ? null : CsvFile.Text(date)));
        var mayName = Caller.Of(http).May(May.FollowUp);
        var (lines, all) = await LinesAsync(db, edition, grouping, day, mayName, ct);
        var sought = Sort(Seek(lines, choice.Search), choice).ToList();
        var shown = After(sought, choice).Take(choice.Take).ToList();
        return new RazorComponentResult<ShowGroupsPage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            By = by,
            AsOf = day,
            Typed = error is null ? null : asOf,
            Error = error,
            Choice = choice,
            Lines = shown.Take(choice.Size).ToList(),
            Last = shown.Count > choice.Size ? new ListCursor(shown[choice.Size - 1].Key, shown[choice.Size - 1].Key) : null,
            Total = lines.Count,
            Hidden = all - lines.Count,
            MayName = mayName,
        })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    /// <summary>The groups that this reader may see, and how many there are in all.</summary>
    public static async Task<(IReadOnlyList<GroupLine> Lines, int All)> LinesAsync(Database db, ReadBilan.Edition edition, Grouping by, LocalDate asOf, bool mayName, CancellationToken ct)
    {
        var lines = await ReadGroups.RunAsync(db, edition, by, asOf, ct);
        return (mayName ? lines : SmallGroups.Hide(lines, by.IsPartition), lines.Count);
    }

    public static string Address(string code, string by) => $"{ShowConversion.Address(code)}/{by}";

    private static ListChoice Choose(HttpContext http, Grouping by) => ListChoice.Read(http, by.IsLong ? ["-size", "name", "-hires"] : [Natural, "name", "-size", "-hires"]);

    private static IEnumerable<GroupLine> Seek(IReadOnlyList<GroupLine> lines, string search) => FoldedWords.Of(search) is { Count: > 0 } words
        ? lines.Where(line => FoldedWords.Of(line.Name, line.Note) is var own && words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal))))
        : lines;

    private static IEnumerable<GroupLine> Sort(IEnumerable<GroupLine> lines, ListChoice choice)
    {
        var rising = choice.Sort switch
        {
            "name" => lines.OrderBy(line => line.Name, StringComparer.CurrentCultureIgnoreCase),
            "size" => lines.OrderBy(line => line.Size),
            "hires" => lines.OrderBy(line => line.Hires),
            _ => lines,
        };
        return choice.Descending ? rising.Reverse() : rising;
    }

    /// <summary>What follows the group at which the page before ended; from the beginning when that is not there any more.</summary>
    private static IEnumerable<GroupLine> After(List<GroupLine> lines, ListChoice choice) =>
        choice.After is { } after && lines.FindIndex(line => line.Key == after.Code) is >= 0 and var last ? lines.Skip(last + 1) : lines;
}
