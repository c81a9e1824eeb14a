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

    private const string InsertSql = """
        INSERT INTO press_article (id, version, edition_id, published_on, outlet, title, url)
        VALUES (@Id, @Version, @EditionId, @PublishedOn, @Outlet, @Title, @Url)
        """;

    private const string UpdateSql = """
        UPDATE press_article
        SET version = @Version, published_on = @PublishedOn, outlet = @Outlet, title = @Title, url = @Url
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(LocalDate PublishedOn, string Outlet, string Title), Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Outlets = changes.Keys.Select(key => key.Outlet).Distinct() }, ct)).ToDictionary(row => (row.PublishedOn, row.Outlet, row.Title));
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await tx.PublishAsync(new PressArticlesSaved
            {
                EditionId = editionId,
                Articles = [.. written.Select(row => new PressArticlesSaved.Article
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
        return new Saved(written.Count, changes.Count - written.Count);
    }
}
