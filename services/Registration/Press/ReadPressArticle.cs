using JobDating.Platform;

namespace JobDating.Registration.Press;

/// <summary>One press article, with its edition's code.</summary>
internal static class ReadPressArticle
{
    private const string FindSql = """
        SELECT id, version, edition_id, published_on, outlet, title, url
        FROM press_article
        WHERE id = @Id
        """;

    private const string SameSql = """
        SELECT id, version, edition_id, published_on, outlet, title, url
        FROM press_article
        WHERE edition_id = @EditionId AND published_on = @PublishedOn AND outlet = @Outlet AND title = @Title
        """;

    private const string EditionSql = "SELECT code FROM edition WHERE id = @Id";

    /// <summary>The article and the address of its list.</summary>
    /// <exception cref="Rejected">404: no such article (any more).</exception>
    public static async Task<(SavePressArticles.Row Article, string List)> FindAsync(RegistrationDatabase db, Guid id, CancellationToken ct)
    {
        var article = await db.QueryFirstOrDefaultAsync<SavePressArticles.Row>(FindSql, new { Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, PressTexts.Words["Unknown"]);
        return (article, List((await db.QueryFirstOrDefaultAsync<string>(EditionSql, new { Id = article.EditionId }, ct))!));
    }

    /// <summary>As it stands in this transaction; null: there is none.</summary>
    public static Task<SavePressArticles.Row?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<SavePressArticles.Row>(FindSql, new { Id = id }, ct);

    public static async Task<string> ListAsync(Transaction tx, SavePressArticles.Row article, CancellationToken ct) => List((await tx.QueryFirstOrDefaultAsync<string>(EditionSql, new { Id = article.EditionId }, ct))!);

    /// <summary>Another of the same day, outlet and title: the same article, noted before.</summary>
    public static async Task<bool> IsNotedAsync(Transaction tx, SavePressArticles.Row article, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<SavePressArticles.Row>(SameSql, new { article.EditionId, article.PublishedOn, article.Outlet, article.Title }, ct) is { } same && same.Id != article.Id;

    public static string List(string editionCode) => $"/registration/editions/{Uri.EscapeDataString(editionCode)}/press";
}
