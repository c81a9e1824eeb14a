namespace JobDating.Contracts.Registration;

/// <summary>Press articles were noted by mistake and are gone. An id never comes back: what is said of it later is a straggler.</summary>
[HeardBy("outcomes")]
public sealed record PressArticlesRemoved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Article> Articles { get; init; }

    public sealed record Article
    {
        public required Guid Id { get; init; }

        /// <summary>One more than the article's last.</summary>
        public required int Version { get; init; }
    }
}
