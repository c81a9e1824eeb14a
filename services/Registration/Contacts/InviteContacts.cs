using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Contacts;

/// <summary>
/// <c>…/editions/{code}/invitations/employers</c> and <c>…/prescribers</c>: who has been sent a personal link and who has not; asked how many it will be,
/// then sent.
/// </summary>
public static class InviteContacts
{
    /// <summary>Shown to choose from; "all" is not limited to them.</summary>
    public const int Most = 100;
    private const int Batch = 100;
    private const int MostAtOnce = 5000;

    public static Task<RazorComponentResult> EmployersAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct) => ShowAsync(Role.Employer, code, http, db, ct);

    public static Task<RazorComponentResult> PrescribersAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct) => ShowAsync(Role.Prescriber, code, http, db, ct);

    public static Task<RazorComponentResult> AskEmployersAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct) => AskAsync(Role.Employer, code, http, db, ct);

    public static Task<RazorComponentResult> AskPrescribersAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct) => AskAsync(Role.Prescriber, code, http, db, ct);

    public static Task<IResult> SendToEmployersAsync(string code, IFormCollection form, HttpContext http, RegistrationDatabase db, PersonalLinks links, CancellationToken ct) => SendAsync(Role.Employer, code, form, http, db, links, ct);

    public static Task<IResult> SendToPrescribersAsync(string code, IFormCollection form, HttpContext http, RegistrationDatabase db, PersonalLinks links, CancellationToken ct) => SendAsync(Role.Prescriber, code, form, http, db, links, ct);

    private static async Task<RazorComponentResult> ShowAsync(string role, string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        return new RazorComponentResult<InviteContactsPage>(new
        {
            Edition = edition,
            Role = role,
            Totals = await ReadInvitable.TotalsAsync(db, edition.Id, role, ct),
            Shown = await ReadInvitable.NeverInvitedAsync(db, edition.Id, role, Most, ct),
            Sent = int.TryParse(http.Request.Query["sent"], out var sent) && sent >= 0 ? sent : (int?)null,
        });
    }

    /// <summary>Says to how many, before anything is sent.</summary>
    private static async Task<RazorComponentResult> AskAsync(string role, string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var all = http.Request.Query["who"] == "all";
        var ids = Ids(http.Request.Query["contact"]);
        var chosen = all ? [] : (await ReadInvitable.ChosenAsync(db, edition.Id, role, ids, ct)).Where(contact => contact.MayBeInvited).ToList();
        var count = all ? (await ReadInvitable.TotalsAsync(db, edition.Id, role, ct)).ToInvite : chosen.Count;
        if (count == 0)
            throw new Rejected(StatusCodes.Status422UnprocessableEntity, ContactTexts.Words[all ? "Invite.NobodyLeft" : "Invite.NobodyChosen"]);
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = EmployerWords.Count(ContactTexts.Words, "Invite.Title", count),
            Sentence = EmployerWords.Count(ContactTexts.Words, $"Invite.Sentence.{role}", count, edition.Name),
            Consequences = (IReadOnlyList<string>)[.. chosen.Take(10).Select(contact => $"{contact.Name}, {contact.Partner} ({contact.Email})"), .. chosen.Count > 10 ? [EmployerWords.Count(ContactTexts.Words, "Invite.More", chosen.Count - 10)] : Array.Empty<string>(), ContactTexts.Words["Invite.Once"]],
            Action = $"{Invitations.Page(code, role)}/send",
            Button = EmployerWords.Count(ContactTexts.Words, "Invite.Send", count),
            Back = Invitations.Page(code, role),
            Kept = (IReadOnlyList<(string, string)>)(all ? [("who", "all")] : [.. chosen.Select(contact => ("contact", $"{contact.Id}"))]),
        });
    }

    private static async Task<IResult> SendAsync(string role, string code, IFormCollection form, HttpContext http, RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var sent = 0;
        if (form["who"] == "all")
        {
            for (var got = Batch; got == Batch && sent < MostAtOnce;)
            {
                (got, var count) = await BatchAsync(tx => ReadInvitable.NeverInvitedAsync(tx, edition.Id, role, Batch, ct));
                sent += count;
            }
        }
        else
        {
            foreach (var ids in Ids(form["contact"]).Chunk(Batch))
                sent += (await BatchAsync(tx => ReadInvitable.ChosenAsync(tx, edition.Id, role, ids, ct))).Sent;
        }
        return SeeOther.To($"{Invitations.Page(code, role)}?sent={sent}");

        Task<(int Read, int Sent)> BatchAsync(Func<Transaction, Task<IReadOnlyList<Invitable>>> read) => SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var contacts = await read(tx);
            var invited = await Invitations.SendAsync(tx, edition, role, contacts, links, ct);
            await tx.CommitAsync(ct);
            return (contacts.Count, invited);
        });
    }

    private static IReadOnlyList<Guid> Ids(IEnumerable<string?> texts) => [.. texts.Take(MostAtOnce).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
}
