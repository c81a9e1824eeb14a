using System.Globalization;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;
using JobDating.Tests.Registration.Registering;
using NodaTime;

namespace JobDating.Tests.Registration.Candidates;

/// <summary>Ada and Grace, registered without a page.</summary>
internal static class Cast
{
    /// <summary>At Ronchin unless said otherwise, with both consents.</summary>
    public static async Task<Guid> RegisterAsync(ComingTour tour, string firstName, Guid? structure = null, params Guid[] sites)
    {
        var id = Guid.CreateVersion7();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        var outcome = await RegisterCandidate.ApplyAsync(tx, Request(tour, id, firstName, structure, sites), CancellationToken.None);
        Xunit.Assert.Empty(outcome.Refusals);
        await tx.CommitAsync(CancellationToken.None);
        return id;
    }

    public static RegisterCandidate.Request Request(ComingTour tour, Guid id, string firstName, Guid? structure = null, params Guid[] sites) => new()
    {
        Id = id,
        EditionId = tour.Edition,
        FirstName = firstName,
        LastName = firstName == "Ada" ? "Lovelace" : "Hopper",
        BirthDate = new LocalDate(1965, 12, 10),
        Email = $"{firstName.ToLowerInvariant()}@example.org",
        Phone = "+33612345678",
        Commune = "Lille",
        StructureId = structure,
        SiteIds = sites.Length == 0 ? [tour.Ronchin] : sites,
        Channel = structure is null ? "online" : "prescriber",
        AgreedOn = tour.House.Registration.Now.InUtc().Date,
        Consents = [ConsentWording.Of(ConsentWording.ForRegistration), ConsentWording.Of(ConsentWording.ForFollowUp)],
    };
}
