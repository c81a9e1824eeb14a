using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Newsletters;

/// <summary>A draft goes out: asked first, with to how many. Pressed twice, it goes once.</summary>
public static class SendNewsletter
{
    public sealed record Form
    {
        public string? Version { get; init; }
    }

    public static async Task<IResult> AskAsync(Guid id, RegistrationDatabase db, CancellationToken ct) => await SaveNewsletter.FindAsync(db, id, ct) switch
    {
        null => Results.NotFound(),
        { Status: not "draft" } sent => SeeOther.To(sent.Path),
        var draft => await QuestionAsync(draft, new FormErrors(), db, ct),
    };

    public static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, UnsubscribeLinks links, HttpContext http, CancellationToken ct)
    {
        if (await SaveNewsletter.FindAsync(db, id, ct) is not { } draft)
            return Results.NotFound();
        if (draft.Status != "draft")
            return SeeOther.To(draft.Path);
        var errors = new FormErrors();
        if (draft.Version != Typed.Version(form.Version))
            errors.ChangedMeanwhile();
        else if ((await ShowContacts.CountAsync(db, ct)).Active == 0)
            errors.Conflict("", NewsletterTexts.Words["Send.Nobody"]);
        if (errors.Any)
            return await QuestionAsync(draft, errors, db, ct);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveNewsletter.ApplyAsync(tx, draft, draft with { Status = "going", GoingAt = tx.Now }, "newsletter sent", ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            if (await SaveNewsletter.FindAsync(db, id, ct) is { Status: "draft" } changed)
            {
                errors.ChangedMeanwhile();
                return await QuestionAsync(changed, errors, db, ct);
            }
        }
        // From here on the sweep would do it too; doing it at once shows the result on the next page.
        await QueueNewsletters.RunAsync(db, links, ct);
        return SeeOther.To(draft.Path);
    }

    private static async Task<IResult> QuestionAsync(Newsletter draft, FormErrors errors, RegistrationDatabase db, CancellationToken ct)
    {
        var numbers = await ShowContacts.CountAsync(db, ct);
        return errors.Page<ConfirmPage>(new
        {
            Title = NewsletterTexts.Words["Send.Title"],
            Sentence = NewsletterTexts.Count("Send.Sentence", numbers.Active),
            Consequences = (IReadOnlyList<string>)[NewsletterTexts.Words["Send.Subject", draft.Subject], NewsletterTexts.Count("Send.Left", numbers.Everybody - numbers.Active), NewsletterTexts.Words["Send.NoUndo"]],
            Action = $"{draft.Path}/send",
            Button = NewsletterTexts.Count("Send.Do", numbers.Active),
            Back = draft.Path,
            Version = (int?)draft.Version,
            Errors = errors,
        });
    }
}
