using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Mobility;

/// <summary>Forgets visits to the mobility stand, remembers that they are gone, and counts their people again.</summary>
internal static class OnMobilityVisitsRemoved
{
    private const string DeleteSql = "DELETE FROM mobility_visit WHERE id IN @Ids";

    public static async Task ConsumeAsync(MobilityVisitsRemoved message, Transaction tx, CancellationToken ct)
    {
        await RemovedFacts.NoteAsync(tx, message.Visits.Select(fact => (fact.Id, fact.Version)), ct);
        await tx.ExecuteAsync(DeleteSql, new { Ids = message.Visits.Select(fact => fact.Id) }, ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, message.Visits.Select(fact => fact.CandidateId), ct);
    }
}
