using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// <c>/outcomes/recount</c>, for whoever runs the installation: an edition is counted again from its facts, what differs from the figures is said, and can be mended. While it
/// counts, facts wait.
/// </summary>
public static class ShowRecount
{
    public const string Path = "/outcomes/recount";

    /// <summary>More differences than anybody reads.</summary>
    private const int Most = 100;

    private const string EditionsSql = "SELECT code, name FROM edition ORDER BY code";

    public sealed record Form
    {
        public string? Edition { get; init; }
    }

    public sealed record Edition
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    /// <param name="edition">Counted at once; null: none is chosen yet.</param>
    /// <param name="mended">How many differences were mended just now.</param>
    public static async Task<IResult> RunAsync(string? edition, int? mended, OutcomesDatabase db, CancellationToken ct)
    {
        var differences = edition is null ? null : await Recount.CompareAsync(db, edition, ct) ?? throw Unknown(edition);
        return new RazorComponentResult<ShowRecountPage>(new
        {
            Editions = await db.QueryAsync<Edition>(EditionsSql, null, ct),
            Chosen = edition,
            Differences = differences?.Take(Most).ToList(),
            Count = differences?.Count ?? 0,
            Mended = mended,
        });
    }

    public static async Task<IResult> MendAsync([FromForm] Form form, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = form.Edition ?? "";
        var differed = await Recount.MendAsync(db, edition, Caller.Of(http).Actor, ct) ?? throw Unknown(edition);
        return SeeOther.To($"{Path}?edition={Uri.EscapeDataString(edition)}&mended={differed.Count}");
    }

    private static Rejected Unknown(string edition) => new(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", edition]);
}
