using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Press;

/// <summary>Keeps press articles; the bilan counts the rows.</summary>
internal static class OnPressArticlesSaved
{
    private const string VersionsSql = """
        SELECT id, version
        FROM press_article
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO press_article (id, version, edition_id, published_on, outlet, title, url)
        VALUES (@Id, @Version, @EditionId, @PublishedOn, @Outlet, @Title, @Url)
        """;

    private const string UpdateSql = """
        UPDATE press_article
        SET version = @Version, published_on = @PublishedOn, outlet = @Outlet, title = @Title, url = @Url
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(PressArticlesSaved message, Transaction tx, CancellationToken ct)
    {
        var removed = await RemovedFacts.AmongAsync(tx, message.Articles.Select(fact => fact.Id), ct);
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Articles.Select(fact => fact.Id) }, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Articles.Where(fact => !removed.Contains(fact.Id)).Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            PublishedOn = fact.PublishedOn,
            Outlet = fact.Outlet,
            Title = fact.Title,
            Url = fact.Url,
        }), ct);
    }
}
