using System.Security.Cryptography;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan.Observatory;
using JobDating.Platform;

namespace JobDating.AllInOne.Demo;

/// <summary>The territory's job seekers as the annual report of 2023 gives them: 26,000 over 50, +2.9 % in a year. It does not say how many they were the year before.</summary>
internal static class ObservatoryOfReport
{
    private const string NotedSql = "SELECT COUNT(*) FROM audit WHERE subject_id = @Id AND act = 'observatory year added'";

    private const string Territory = "Métropole lilloise";

    public static readonly Guid Id = new(SHA256.HashData("demo observatory 2023"u8).AsSpan(0, 16));

    /// <summary>Once: whoever deletes it finds it deleted at the next start.</summary>
    public static async Task NoteAsync(OutcomesDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Command("demo"), ct);
        if (await tx.QueryFirstOrDefaultAsync<int>(NotedSql, new { Id }, ct) > 0)
            return;
        await SaveObservatory.ApplyAsync(tx, [(null, new ObservatoryYear
        {
            Id = Id,
            Territory = Territory,
            TerritoryKey = ObservatoryYear.KeyOf(Territory),
            Year = 2023,
            SeekersOver50 = 26_000,
            GrowthHundredths = 290,
            Source = "Rapport annuel 2023 de l’association",
            NotedBy = "",
        })], "Démonstration", ct);
        await tx.CommitAsync(ct);
    }
}
