using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Newsletters;

/// <summary>A newsletter is written, and changed while it is a draft; a draft can be deleted.</summary>
public static class WriteNewsletter
{
    private const int LongestBody = 15_000;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Version { get; init; }
        public string? Language { get; init; }
        public string? Subject { get; init; }
        public string? Body { get; init; }
    }

    public static IReadOnlyList<Option> Languages => [new("fr", "Français"), new("en", "English")];

    public static IResult Ask() => new RazorComponentResult<WriteNewsletterPage>(new { Form = new Form { Language = "fr" }, Id = Guid.CreateVersion7() });

    public static async Task<IResult> CreateAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var newsletter = Read(form, new Newsletter { Id = Typed.Id(form.Id), Language = "", Subject = "", Body = "", CreatedAt = db.Now }, errors);
        if (errors.Any)
            return errors.Page<WriteNewsletterPage>(new { Form = form, Errors = errors, newsletter.Id });
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        // The same form sent twice: its newsletter is there.
        if (await SaveNewsletter.FindAsync(tx, newsletter.Id, ct) is null)
        {
            await SaveNewsletter.ApplyAsync(tx, null, newsletter, "newsletter written", ct);
            await tx.CommitAsync(ct);
        }
        return SeeOther.To(newsletter.Path);
    }

    public static async Task<IResult> AskChangeAsync(Guid id, RegistrationDatabase db, CancellationToken ct) => await SaveNewsletter.FindAsync(db, id, ct) switch
    {
        null => Results.NotFound(),
        { Status: not "draft" } sent => SeeOther.To(sent.Path),
        var draft => new RazorComponentResult<WriteNewsletterPage>(new { Form = new Form { Language = draft.Language, Subject = draft.Subject, Body = draft.Body }, Newsletter = draft, draft.Version }),
    };

    public static async Task<IResult> ChangeAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        if (await SaveNewsletter.FindAsync(db, id, ct) is not { } old)
            return Results.NotFound();
        var errors = new FormErrors();
        var newsletter = Read(form, old, errors);
        if (old.Status != "draft")
            errors.Conflict("", NewsletterTexts.Words["Letter.Gone"]);
        else if (!errors.Any && old.Version != Typed.Version(form.Version))
            errors.ChangedMeanwhile();
        if (!errors.Any)
        {
            try
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await SaveNewsletter.ApplyAsync(tx, old, newsletter, "newsletter changed", ct);
                await tx.CommitAsync(ct);
                return SeeOther.To(old.Path);
            }
            catch (ChangedMeanwhileException)
            {
                errors.ChangedMeanwhile();
                old = await SaveNewsletter.FindAsync(db, id, ct) ?? old;
            }
        }
        return errors.Page<WriteNewsletterPage>(new { Form = form, Errors = errors, Newsletter = old, old.Version });
    }

    public static async Task<IResult> AskDeleteAsync(Guid id, RegistrationDatabase db, CancellationToken ct) => await SaveNewsletter.FindAsync(db, id, ct) switch
    {
        null => Results.NotFound(),
        { Status: not "draft" } sent => SeeOther.To(sent.Path),
        var draft => Question(draft, new FormErrors()),
    };

    public static async Task<IResult> DeleteAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await SaveNewsletter.FindAsync(tx, id, ct) is not { } draft)
            return SeeOther.To(ShowNewsletters.Path);
        if (!await SaveNewsletter.DeleteAsync(tx, id, Typed.Version(form.Version), ct))
        {
            var errors = new FormErrors();
            if (draft.Status == "draft")
                errors.ChangedMeanwhile();
            else
                errors.Conflict("", NewsletterTexts.Words["Letter.Gone"]);
            return Question(draft, errors);
        }
        await tx.CommitAsync(ct);
        return SeeOther.To(ShowNewsletters.Path);
    }

    private static Newsletter Read(Form form, Newsletter old, FormErrors errors)
    {
        var typed = new Typed(errors);
        return old with
        {
            Subject = typed.Text("subject", form.Subject, 200, required: true) ?? "",
            Body = typed.Lines("body", form.Body, LongestBody, required: true) ?? "",
            Language = typed.Choice("language", form.Language, Languages, required: true) ?? "",
        };
    }

    private static RazorComponentResult Question(Newsletter draft, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = NewsletterTexts.Words["Letter.Delete.Title"],
        Sentence = NewsletterTexts.Words["Letter.Delete.Sentence", draft.Subject],
        Action = $"{draft.Path}/delete",
        Button = NewsletterTexts.Words["Letter.Delete.Do"],
        Back = draft.Path,
        Version = (int?)draft.Version,
        Errors = errors,
    });
}
