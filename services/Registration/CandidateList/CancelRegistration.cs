using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.CandidateList;

/// <summary><c>GET</c> and <c>POST …/candidates/{id}/registrations/{site}/cancel</c>: asks, then cancels one registration. Twice is once; whoever was received there came.</summary>
internal static class CancelRegistration
{
    /// <summary>Nothing is asked but the token that every form has.</summary>
    public sealed record Form
    {
        public string? Version { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskAsync(string code, Guid id, Guid site, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var (candidate, registration) = await FindAsync(db, places, id, site, ct);
        if (registration.CancelledAt is not null || registration.ReceivedAt is not null)
            return SeeOther.To(places.Of(candidate.Row.Id));
        var words = CandidateTexts.Words;
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = words["Cancel.Title"],
            Sentence = words["Cancel.Sentence", CandidateName.Of(candidate.Row), registration.SiteName, Reading.Long(registration.Date)],
            Consequences = (IReadOnlyList<string>)[words["Cancel.Place"], words["Cancel.Again"]],
            Action = $"{places.Of(candidate.Row.Id)}/registrations/{site}/cancel",
            Button = words["Cancel.Do"],
            Back = places.Of(candidate.Row.Id),
        });
    }

    /// <exception cref="Rejected">404; 409 when the candidate was received there.</exception>
    public static Task<IResult> RunAsync(string code, Guid id, Guid site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var caller = Caller.Of(http);
        var places = await CandidatePlaces.ReadAsync(db, code, caller, ct);
        var (candidate, registration) = await FindAsync(db, places, id, site, ct);
        await using var tx = await db.BeginAsync(caller.Actor, ct);
        if ((await CancelRegistrations.ApplyAsync(tx, [(candidate.Row.Id, site)], ct)).Count > 0)
            throw new Rejected(StatusCodes.Status409Conflict, CandidateTexts.Words["Cancel.Received", CandidateName.Of(candidate.Row), registration.SiteName]);
        await tx.CommitAsync(ct);
        return SeeOther.To(places.Of(candidate.Row.Id));
    });

    private static async Task<(ReadCandidate, ReadCandidate.Registration)> FindAsync(Database db, CandidatePlaces places, Guid id, Guid site, CancellationToken ct)
    {
        var candidate = await ReadCandidate.FindAsync(db, places, id, ct);
        return places.Has(site) && candidate.Registrations.FirstOrDefault(registration => registration.SiteId == site) is { } registration
            ? (candidate, registration)
            : throw ReadCandidate.Unknown();
    }
}
