using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Newsletters;

/// <summary>Many contacts at once, pasted. Nothing is added while a line cannot be read.</summary>
public static class PasteContacts
{
    private const int LongestText = 2_000_000;
    private const int Batch = 500;

    public sealed record Form
    {
        public string? Contacts { get; init; }
        public string? Source { get; init; }
        public string? ConsentedOn { get; init; }
    }

    public static IResult Ask() => new RazorComponentResult<PasteContactsPage>(new { Form = new Form() });

    public static async Task<IResult> RunAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var text = form.Contacts ?? "";
        var (contacts, wrong) = text.Length > LongestText ? ([], []) : PastedContacts.Read(text);
        if (contacts.Count + wrong.Count > PastedContacts.Most || text.Length > LongestText)
            errors.Add("contacts", NewsletterTexts.Words["Paste.TooMany", Reading.Number(PastedContacts.Most)]);
        else if (wrong.Count > 0)
            errors.Add("contacts", NewsletterTexts.Count("Paste.Wrong", wrong.Count));
        else if (contacts.Count == 0)
            errors.Add("contacts", NewsletterTexts.Words["Paste.Empty"]);
        var source = typed.Text("source", form.Source, required: true);
        var consented = typed.Date("consentedOn", form.ConsentedOn, latest: db.Now.InUtc().Date.PlusDays(1));
        if (errors.Any)
            return errors.Page<PasteContactsPage>(new { Form = form, Errors = errors, Wrong = wrong });

        var (added, known, refused) = (0, 0, 0);
        foreach (var batch in contacts.DistinctBy(contact => contact.Email).Chunk(Batch))
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var saved = await SaveContacts.AddAsync(tx, [.. batch.Select(contact => new SaveContacts.Row
            {
                Id = Guid.CreateVersion7(),
                Email = contact.Email,
                Name = contact.Name,
                Structure = contact.Structure,
                Source = source!,
                ConsentedOn = consented,
                AddedAt = tx.Now,
            })], ct);
            await tx.CommitAsync(ct);
            (added, known, refused) = (added + saved.New, known + saved.Known, refused + saved.Refused);
        }
        return SeeOther.To($"{ShowContacts.Path}?added={added}&known={known}&refused={refused}");
    }
}
