using JobDating.Outcomes.Bilan.OnePage;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>
/// A frozen bilan from its own figures, and what is known today that was not then: <c>…/bilans/{id}</c>; on one sheet of paper: <c>…/bilans/{id}/one-page</c>.
/// </summary>
public static class ShowFrozen
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, Guid id, string? done, OutcomesDatabase db, CancellationToken ct) =>
        new RazorComponentResult<ShowFrozenPage>(new { Compared = await ReadFrozen.CompareAsync(db, code, id, ct), Done = done == "frozen" });

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> OnePageAsync(string code, Guid id, OutcomesDatabase db, CancellationToken ct)
    {
        var compared = await ReadFrozen.CompareAsync(db, code, id, ct);
        return new RazorComponentResult<ShowOnePagePage>(new { Bilan = compared.Kept, Compared = compared });
    }
}
