using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.CandidateList;

/// <summary><c>POST …/candidates/{id}/registrations</c>: registers a candidate at another site, or again after a cancellation. Twice is once.</summary>
internal static class RegisterElsewhere
{
    public sealed record Form
    {
        public string? Site { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var places = await CandidatePlaces.ReadAsync(db, code, caller, ct);
        var candidate = await ReadCandidate.FindAsync(db, places, id, ct);
        if (candidate.Row.ErasedAt is not null)
            throw ReadCandidate.Unknown();
        var errors = new FormErrors();
        var site = places.Sites.FirstOrDefault(one => one.Code == new Typed(errors).Choice("site", form.Site, CandidateForm.SiteOptions(places), required: true));
        if (site is not null)
        {
            var refusals = await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(caller.Actor, ct);
                var why = await RegisterAtSites.ApplyAsync(tx, places.Edition.Id, candidate.Row.Id, [site.Id], "staff", ct);
                if (why.Count == 0)
                    await tx.CommitAsync(ct);
                return why;
            });
            if (refusals.Count == 0)
                return SeeOther.To(places.Of(candidate.Row.Id));
            errors.Conflict("site", Refusals.Sentence(refusals[0].Why, site.Name));
        }
        return ShowCandidate.Page(places, candidate, errors, form.Site);
    }
}
