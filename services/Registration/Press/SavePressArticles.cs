using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Press;

/// <summary>Press articles about an edition.</summary>
internal static class SavePressArticles
{
    private const string FindSql = """
        SELECT id, version, edition_id, published_on, outlet, title, url
        FROM press_article
        WHERE edition_id = @EditionId AND outlet IN @Outlets
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, published_on, outlet, title, url
        FROM press_article
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO press_article (id, version, edition_id, published_on, outlet, title, url, sort_outlet)
        VALUES (@Id, @Version, @EditionId, @PublishedOn, @Outlet, @Title, @Url, @SortOutlet)
        """;

    private const string UpdateSql = """
        UPDATE press_article
        SET version = @Version, published_on = @PublishedOn, outlet = @Outlet, title = @Title, url = @Url, sort_outlet = @SortOutlet
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string ForgetWordsSql = "DELETE FROM press_article_word WHERE press_article_id IN @Ids";

    private const string InsertWordSql = "INSERT INTO press_article_word (edition_id, word, press_article_id) VALUES (@EditionId, @Word, @Id)";

    private const string DeleteSql = "DELETE FROM press_article WHERE id = @Id AND version = @Version";

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }

        public string SortOutlet => FoldedWords.Key(Outlet) is { Length: > 200 } key ? key[..200] : FoldedWords.Key(Outlet);
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(LocalDate PublishedOn, string Outlet, string Title), Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Outlets = changes.Keys.Select(key => key.Outlet).Distinct() }, ct)).ToDictionary(row => (row.PublishedOn, row.Outlet, row.Title));
        var written = await WriteAsync(tx, editionId, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        return new Saved(written, changes.Count - written);
    }

    /// <summary>One article by its id: from a screen, where all of it can change. <paramref name="old"/> was read in this transaction.</summary>
    /// <exception cref="ChangedMeanwhileException">Another was quicker with the same id or the same day, outlet and title.</exception>
    public static async Task ApplyAsync(Transaction tx, Row? old, Row article, CancellationToken ct)
    {
        try
        {
            await WriteAsync(tx, article.EditionId, [(old, article)], ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>Deletes the article as it was read; its id never comes back.</summary>
    /// <exception cref="ChangedMeanwhileException">It was changed or deleted since.</exception>
    public static async Task RemoveAsync(Transaction tx, Row article, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(DeleteSql, new { article.Id, article.Version }, ct) == 0)
            throw new ChangedMeanwhileException();
        await tx.ExecuteAsync(ForgetWordsSql, new { Ids = (Guid[])[article.Id] }, ct);
        await RemovedFacts.NoteAsync(tx, article.Id, article.Version + 1, ct);
        await tx.PublishAsync(new PressArticlesRemoved { EditionId = article.EditionId, Articles = [new() { Id = article.Id, Version = article.Version + 1 }] }, ct);
        await tx.AuditAsync("press article", article.Id, "press article removed", null, ct);
    }

    private static async Task<int> WriteAsync(Transaction tx, Guid editionId, IEnumerable<(Row? Old, Row New)> changes, CancellationToken ct)
    {
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes, ct);
        if (written.Count > 0)
        {
            await tx.ExecuteAsync(ForgetWordsSql, new { Ids = written.Select(row => row.Id) }, ct);
            await tx.ExecuteAsync(InsertWordSql, written.SelectMany(row => FoldedWords.Of(row.Title, row.Outlet), (row, word) => new { row.EditionId, Word = word, row.Id }).ToList(), ct);
            await SayAsync(tx, editionId, written, ct);
        }
        return written.Count;
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new PressArticlesSaved
        {
            EditionId = editionId,
            Articles = [.. rows.Select(row => new PressArticlesSaved.Article
            {
                Id = row.Id,
                Version = row.Version,
                PublishedOn = row.PublishedOn,
                Outlet = row.Outlet,
                Title = row.Title,
                Url = row.Url,
            })],
        }, ct);
}
