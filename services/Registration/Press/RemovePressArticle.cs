using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Press;

/// <summary><c>/registration/press/{id}/removal</c>: asks, then deletes a press article that was noted by mistake; the bilan no longer counts it.</summary>
public static class RemovePressArticle
{
    public sealed record Form
    {
        public string? Version { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var (article, list) = await ReadPressArticle.FindAsync(db, id, ct);
        return Page(article, list, new FormErrors());
    }

    /// <summary>Deleted already is as good: the second press of the button ends on the same list.</summary>
    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await RemovedFacts.HasAsync(tx, id, ct))
            return SeeOther.To("/registration/editions");
        if (await ReadPressArticle.FindAsync(tx, id, ct) is not { } article)
            throw new Rejected(StatusCodes.Status404NotFound, PressTexts.Words["Unknown"]);
        var list = await ReadPressArticle.ListAsync(tx, article, ct);
        if (article.Version != Typed.Version(form.Version))
        {
            var errors = new FormErrors();
            errors.ChangedMeanwhile();
            return Page(article, list, errors);
        }
        await SavePressArticles.RemoveAsync(tx, article, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{list}?done=removed");
    });

    private static RazorComponentResult Page(SavePressArticles.Row article, string list, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = PressTexts.Words["Remove.Title"],
        Sentence = PressTexts.Words["Remove.Sentence", article.Title, article.Outlet, Reading.Short(article.PublishedOn)],
        Consequences = (IReadOnlyList<string>)[PressTexts.Words["Remove.Figures"]],
        Action = $"/registration/press/{article.Id}/removal",
        Button = PressTexts.Words["Remove"],
        Back = list,
        Version = (int?)article.Version,
        Errors = errors,
    });
}
