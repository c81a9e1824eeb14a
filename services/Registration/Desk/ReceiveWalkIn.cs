using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>/registration/desk/{code}/{site}/walk-in</c>: somebody who had not registered: a name, a way to reach them if there is one, and their agreement in its words; registered
/// and received in one transaction. A site that is full takes them too: they are there.
/// </summary>
public static class ReceiveWalkIn
{
    private const int LongestName = 100;
    private const int LeastAge = 14;
    private const int FirstYear = 1900;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }

        /// <summary>A telephone number or an e-mail address, or nothing.</summary>
        public string? Reach { get; init; }
        public string? BirthYear { get; init; }
        public string? Consent { get; init; }
        public string? FollowUp { get; init; }

        /// <summary>Pressed once the namesakes were seen: it is another person.</summary>
        public string? Other { get; init; }
    }

    /// <param name="lastName">What was looked for in vain.</param>
    /// <exception cref="Rejected">404; 409 on another day than the site's.</exception>
    public static async Task<IResult> AskAsync(string code, string site, string? lastName, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        Page(await DeskSite.FindOpenAsync(http, db, code, site, ct), db.Now, new Form { Id = $"{Guid.CreateVersion7()}", LastName = lastName }, [], new FormErrors());

    /// <summary>The same form sent twice is one person.</summary>
    /// <exception cref="Rejected">404; 409 on another day than the site's.</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindOpenAsync(http, db, code, site, ct);
        var id = Typed.Id(form.Id);
        var errors = new FormErrors();
        if (Read(here, id, form, db.Now, errors) is not { } request)
            return Page(here, db.Now, form, [], errors);
        if (form.Other is null && await DeskAct.FindAsync(db, here, id, ct) is null && await DeskPeople.NamesakesAsync(db, here, request.LastName, request.FirstName, ct) is { Count: > 0 } namesakes)
        {
            errors.Conflict("", DeskTexts.Words["Namesakes", $"{request.LastName} {request.FirstName}"]);
            return Page(here, db.Now, form, namesakes, errors);
        }
        var act = await DeskAct.DoAsync(db, Caller.Of(http).Actor, tx => ApplyAsync(tx, here, id, request, DeskDoor.Of(http), ct), ct);
        return SeeOther.To($"{ShowDeskPerson.PathOf(here, act.CandidateId)}?done={act.Id}");
    }

    /// <summary>Null when something is wrong; the sentences stand at their fields.</summary>
    internal static RegisterCandidate.Request? Read(DeskSite site, Guid id, Form form, Instant now, FormErrors errors)
    {
        var today = now.InZone(site.Zone).Date;
        var typed = new Typed(errors);
        var last = typed.Text("lastName", form.LastName, LongestName, required: true);
        var first = typed.Text("firstName", form.FirstName, LongestName, required: true);
        var isMail = form.Reach?.Contains('@') == true;
        var email = isMail ? typed.Email("reach", form.Reach) : null;
        var phone = isMail ? null : typed.Phone("reach", form.Reach);
        var born = typed.Number("birthYear", form.BirthYear, FirstYear, today.Year - LeastAge);
        if (!Typed.Checked(form.Consent))
            errors.Add("consent", DeskTexts.Words["Consent.Missing"]);
        return errors.Any ? null : new RegisterCandidate.Request
        {
            Id = Typed.IdOf([.. "walk-in"u8, .. site.Id.ToByteArray()], id),
            EditionId = site.EditionId,
            LastName = last!,
            FirstName = first!,
            BirthYear = born,
            Email = email,
            Phone = phone,
            // Received by us: what keeps others from a full site or a day that is over does not send away whoever is there.
            SiteIds = [],
            Channel = "walk_in",
            AgreedOn = today,
            Consents = Typed.Checked(form.FollowUp) ? [ConsentWording.Of(ConsentWording.ForRegistration), ConsentWording.Of(ConsentWording.ForFollowUp)] : [ConsentWording.Of(ConsentWording.ForRegistration)],
        };
    }

    /// <param name="id">The act's own.</param>
    /// <param name="noted">When they came; null: now.</param>
    /// <exception cref="ChangedMeanwhileException">The same form came twice in this moment: doing it again finds what the other did.</exception>
    internal static async Task<DeskAct> ApplyAsync(Transaction tx, DeskSite site, Guid id, RegisterCandidate.Request request, string? door, CancellationToken ct, Instant? noted = null)
    {
        if (await DeskAct.FindAsync(tx, site, id, ct) is { } before)
            return before;
        await RegisterCandidate.ApplyAsync(tx, request, ct);
        var at = noted ?? site.CountsFrom(tx.Now);
        await RecordRegistrations.ApplyAsync(tx, site.EditionId, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
        {
            [(request.Id, site.Id)] = row => row is null ? ReceiveCandidate.Arrived(request.Id, site, tx.Now, at) : throw new ChangedMeanwhileException(),
        }, ct);
        return await DeskAct.NoteAsync(tx, new DeskAct
        {
            Id = id,
            SiteId = site.Id,
            Kind = "walk_in",
            CandidateId = request.Id,
            Door = door,
            Answer = "received",
            NotedAt = tx.Now,
            ReceivedAt = at,
            BeforeState = "none",
        }, ct);
    }

    private static IResult Page(DeskSite site, Instant now, Form form, IReadOnlyList<DeskPeople.Person> namesakes, FormErrors errors) =>
        errors.Page<WalkInPage>(new { Site = site, Now = now, Form = form, Id = Typed.Id(form.Id), Namesakes = namesakes, Errors = errors });
}
