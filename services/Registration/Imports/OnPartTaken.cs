using JobDating.Contracts.Flow;
using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>A service has taken in a message of an import.</summary>
internal static class OnPartTaken
{
    public static Task ConsumeAsync(PartTaken message, Transaction tx, CancellationToken ct) => ImportRecord.TakenAsync(tx, message, ct);
}
