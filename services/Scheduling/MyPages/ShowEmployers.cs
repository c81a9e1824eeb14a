using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.MyPages;

/// <summary><c>/scheduling/my/sites/{siteId}</c>: the employers of a site, those of the candidate's wishes first, to choose one and a time.</summary>
public static class ShowEmployers
{
    /// <summary>What was not wished for comes after every rank there is.</summary>
    private const int NoRank = 9999;

    internal static async Task<RazorComponentResult<EmployersPage>> RunAsync(Guid siteId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var my = await MySite.FindAsync(http, db, siteId, null, ct);
        var choice = ListChoice.Read(http, ["rank", "name"]);
        var all = await ReadEmployers.AtSiteAsync(db, my, ct);
        var found = SeekRows.Page(all, choice, employer => CursorOf(employer, choice.Sort), employer => [employer.Name, .. employer.Offers]);
        return new RazorComponentResult<EmployersPage>(new
        {
            my.Site,
            Choice = choice,
            Total = all.Count,
            Rows = (IReadOnlyList<ReadEmployers.Employer>)[.. found.Take(choice.Size)],
            Last = found.Count > choice.Size ? CursorOf(found[choice.Size - 1], choice.Sort) : null,
            Refusal = OfAll(all),
        });
    }

    /// <summary>The one reason why nothing can be booked or waited for at all; null: something can, or the reasons differ.</summary>
    private static string? OfAll(IEnumerable<ReadEmployers.Employer> all) =>
        all.Where(employer => employer.Interview is null).ToList() is { Count: > 0 } open && open.All(employer => employer.Answer is { Times.Count: 0, MayWait: false }) && open.Select(employer => employer.Answer.Refusal).Distinct().ToList() is [{ } only]
            ? only
            : null;

    private static ListCursor CursorOf(ReadEmployers.Employer employer, string sort)
    {
        var name = FoldedWords.Key(employer.Name, "");
        return new ListCursor(sort == "name" ? name : string.Create(CultureInfo.InvariantCulture, $"{employer.Rank ?? NoRank:D4} {name}"), employer.Siret);
    }
}
