using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.CandidateList;

/// <summary>A candidate whom the coordinator registers, from a paper or by telephone: <c>GET</c> and <c>POST …/candidates/new</c>.</summary>
internal static class AddCandidate
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        Page(await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct), new CandidateForm { Id = Guid.CreateVersion7().ToString() }, new FormErrors());

    /// <summary>The same form sent twice is one candidate.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] CandidateForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var errors = new FormErrors();
        var person = form.Read(places, db.Now.InZone(places.Edition.Zone).Date, errors);
        var typed = new Typed(errors);
        var site = places.Sites.FirstOrDefault(one => one.Code == typed.Choice("site", form.Site, CandidateForm.SiteOptions(places), required: true));
        if (!Typed.Checked(form.Consent))
            errors.Add("consent", CandidateTexts.Words["Consent.Missing"]);
        if (errors.Any)
            return Page(places, form, errors);
        var id = Typed.IdOf("candidate"u8, Typed.Id(form.Id));
        var request = new RegisterCandidate.Request
        {
            Id = id,
            EditionId = places.Edition.Id,
            LastName = person!.LastName,
            FirstName = person.FirstName,
            BirthDate = person.BirthDate,
            Email = person.Email,
            Phone = person.Phone,
            Commune = person.Commune,
            Language = person.Language,
            StructureId = person.StructureId,
            SiteIds = [site!.Id],
            Channel = "staff",
            AgreedOn = db.Now.InZone(places.Edition.Zone).Date,
            Consents = Typed.Checked(form.FollowUp) ? [ConsentWording.Of(ConsentWording.ForRegistration), ConsentWording.Of(ConsentWording.ForFollowUp)] : [ConsentWording.Of(ConsentWording.ForRegistration)],
        };
        var outcome = await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var done = await RegisterCandidate.ApplyAsync(tx, request, ct);
            if (done is { Refusals.Count: 0, Before: null })
                await tx.CommitAsync(ct);
            return done;
        });
        if (outcome.Refusals.Count > 0)
        {
            errors.Conflict("site", Refusals.Sentence(outcome.Refusals[0].Why, site.Name));
            return Page(places, form, errors);
        }
        return SeeOther.To(places.Of(id));
    }

    private static IResult Page(CandidatePlaces places, CandidateForm form, FormErrors errors) => errors.Page<AddCandidatePage>(new { Places = places, Form = form, Errors = errors, Id = Typed.Id(form.Id) });
}
