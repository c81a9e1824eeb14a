using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary><c>GET /outcomes/editions/{code}/bilans</c>: the edition's frozen bilans, the latest date first.</summary>
public static class ShowFrozenList
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadFrozen.EditionAsync(db, code, ct);
        return new RazorComponentResult<ShowFrozenListPage>(new
        {
            edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            Frozen = await ReadFrozen.ListAsync(db, edition.Id, ct),
            MayFreeze = Caller.Of(http).May(May.FollowUp),
        });
    }
}
