namespace JobDating.Registration.Employers;

/// <summary>Whose offers, and where their pages stand.</summary>
/// <param name="Address">The pages' addresses are below it.</param>
/// <param name="Back">The page that lists the offers.</param>
/// <param name="Trail">How one came here: addresses and what they are called.</param>
public sealed record OfferPlace(Guid EditionId, string Siret, string Address, string Back, IReadOnlyList<(string Address, string Called)> Trail);
