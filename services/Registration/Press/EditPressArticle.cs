using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Press;

/// <summary>A new press article (<c>/registration/editions/{code}/press/new</c>) and a changed one (<c>/registration/press/{id}</c>).</summary>
public static class EditPressArticle
{
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Version { get; init; }
        public string? PublishedOn { get; init; }
        public string? Outlet { get; init; }
        public string? Title { get; init; }
        public string? Url { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> NewAsync(string code, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        return NewPage(ReadPressArticle.List(edition.Code), new Form(), Guid.CreateVersion7(), new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> CreateAsync(string code, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        var list = ReadPressArticle.List(edition.Code);
        var errors = new FormErrors();
        var id = Typed.Id(form.Id);
        if (Read(form, new() { Id = id, EditionId = edition.Id, Outlet = "", Title = "" }, errors) is not { } article)
            return NewPage(list, form, id, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (await RemovedFacts.HasAsync(tx, id, ct))
                return SeeOther.To($"{list}?done=removed");
            if (await ReadPressArticle.FindAsync(tx, id, ct) is not null)
                return SeeOther.To($"{list}?done=created");
            if (await ReadPressArticle.IsNotedAsync(tx, article, ct))
            {
                errors.Conflict("title", PressTexts.Words["Same"]);
                return NewPage(list, form, id, errors);
            }
            await SavePressArticles.ApplyAsync(tx, null, article, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{list}?done=created");
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ChangePageAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var (article, list) = await ReadPressArticle.FindAsync(db, id, ct);
        var form = new Form { PublishedOn = Typed.Show(article.PublishedOn), Outlet = article.Outlet, Title = article.Title, Url = article.Url };
        return Page(article, list, form, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var (before, list) = await ReadPressArticle.FindAsync(db, id, ct);
        if (Read(form, before, errors) is null)
            return Page(before with { Version = Typed.Version(form.Version) }, list, form, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var now = await ReadPressArticle.FindAsync(tx, id, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, PressTexts.Words["Unknown"]);
            var article = Read(form, now, errors)!;
            if (now.Version != Typed.Version(form.Version))
                errors.ChangedMeanwhile();
            else if (await ReadPressArticle.IsNotedAsync(tx, article, ct))
                errors.Conflict("title", PressTexts.Words["Same"]);
            if (errors.Any)
                return Page(now, list, form, errors);
            await SavePressArticles.ApplyAsync(tx, now, article, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{list}?done=changed");
        });
    }

    /// <summary>Only an address of the web is a link: a file may hold anything.</summary>
    internal static string? Link(string? url) => WebAddress.Is(url) ? url : null;

    private static SavePressArticles.Row? Read(Form form, SavePressArticles.Row row, FormErrors errors)
    {
        var typed = new Typed(errors);
        var title = typed.Text("title", form.Title, 500, required: true);
        var outlet = typed.Text("outlet", form.Outlet, 200, required: true);
        var publishedOn = typed.Date("publishedOn", form.PublishedOn, required: true);
        var url = typed.Text("url", form.Url, 500) is { } text ? typed.Other("url", text, Link, PressTexts.Words["Url.Wrong"]) : null;
        return errors.Any ? null : row with { Title = title!, Outlet = outlet!, PublishedOn = publishedOn!.Value, Url = url };
    }

    private static RazorComponentResult NewPage(string list, Form form, Guid id, FormErrors errors) =>
        errors.Page<EditPressArticlePage>(new { Title = PressTexts.Words["New"], List = list, Action = $"{list}/new", Form = form, Id = (Guid?)id, Version = (int?)null, Removal = (string?)null, Errors = errors });

    private static RazorComponentResult Page(SavePressArticles.Row article, string list, Form form, FormErrors errors) =>
        errors.Page<EditPressArticlePage>(new { Title = PressTexts.Words["Edit"], List = list, Action = $"/registration/press/{article.Id}", Form = form, Id = (Guid?)null, Version = (int?)article.Version, Removal = (string?)$"/registration/press/{article.Id}/removal", Errors = errors });
}
