using NodaTime;

namespace JobDating.Contracts.Registration;

/// <summary>Job offers were made, changed, withdrawn or offered again.</summary>
[HeardBy("scheduling", "outcomes")]
public sealed record OffersSaved
{
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Offer> Offers { get; init; }

    public sealed record Offer
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
        public required string Siret { get; init; }
        public required string Title { get; init; }

        /// <summary>The trade, as France Travail's directory of trades codes it: a letter and four digits. Null: not said.</summary>
        public string? RomeCode { get; init; }
        public string? ContractType { get; init; }

        /// <summary>How many people are sought; null: not said.</summary>
        public int? Positions { get; init; }

        /// <summary>No longer offered since then.</summary>
        public Instant? WithdrawnAt { get; init; }
    }
}
