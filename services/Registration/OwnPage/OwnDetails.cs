using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.OwnPage;

/// <summary><c>/registration/me/details</c>: a candidate's own name, birth date, ways to be reached and language.</summary>
public static class OwnDetails
{
    public sealed record Form
    {
        public string? Version { get; init; }
        public string? FirstName { get; init; }
        public string? LastName { get; init; }
        public string? BirthDate { get; init; }
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public string? Commune { get; init; }
        public string? Language { get; init; }
    }

    internal static async Task<IResult> ShowAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        return Page(Shown(candidate), candidate.Version, new FormErrors());
    }

    /// <exception cref="Rejected">404, 410</exception>
    internal static async Task<IResult> ChangeAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var errors = new FormErrors();
        var typed = new Draft
        {
            Id = candidate.Id,
            EditionId = candidate.EditionId,
            FirstName = form.FirstName,
            LastName = form.LastName,
            BirthDate = form.BirthDate,
            Phone = form.Phone,
            Email = form.Email,
            Commune = form.Commune,
            Language = form.Language,
        };
        if (Who.Read(typed, db.Now.InZone(edition.Zone).Date, mustBeReached: false, errors) is not { } who)
            return Page(form, Typed.Version(form.Version), errors);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveCandidates.ApplyAsync(tx, candidate.EditionId, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
            {
                [candidate.Code] = row => row!.Version == Typed.Version(form.Version) || Same(row, who) ? With(row, who) : throw new ChangedMeanwhileException(),
            }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(OwnCandidate.Page);
        }
        catch (ChangedMeanwhileException)
        {
            errors.ChangedMeanwhile();
            return Page(form, (await FindCandidates.ByIdAsync(db, candidate.Id, ct))?.Version ?? 0, errors);
        }
    }

    private static SaveCandidates.Row With(SaveCandidates.Row row, Who who) => row with
    {
        FirstName = who.FirstName,
        LastName = who.LastName,
        BirthDate = who.BirthDate,
        Phone = who.Phone,
        Email = who.Email,
        Commune = who.Commune,
        Language = who.Language ?? row.Language,
    };

    /// <summary>The same form sent twice finds what it wants done.</summary>
    private static bool Same(SaveCandidates.Row row, Who who) => With(row, who) == row;

    private static Form Shown(SaveCandidates.Row candidate) => new()
    {
        FirstName = candidate.FirstName,
        LastName = candidate.LastName,
        BirthDate = candidate.BirthDate is { } birth ? Typed.Show(birth) : null,
        Phone = candidate.Phone is { } phone ? PhoneText.Show(phone) : null,
        Email = candidate.Email,
        Commune = candidate.Commune,
        Language = candidate.Language,
    };

    private static IResult Page(Form form, int version, FormErrors errors) => errors.Page<OwnDetailsPage>(new { Form = form, Version = version, Errors = errors });
}
