using JobDating.Platform;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>The one writer of the observatory.</summary>
internal static class SaveObservatory
{
    private const string InsertSql = """
        INSERT INTO observatory_year (id, version, territory, territory_key, year, seekers_over_50, seekers, growth_hundredths, is_rounded, source, noted_by)
        VALUES (@Id, @Version, @Territory, @TerritoryKey, @Year, @SeekersOver50, @Seekers, @GrowthHundredths, @IsRounded, @Source, @NotedBy)
        """;

    private const string UpdateSql = """
        UPDATE observatory_year
        SET version = @Version, territory = @Territory, territory_key = @TerritoryKey, year = @Year, seekers_over_50 = @SeekersOver50, seekers = @Seekers,
          growth_hundredths = @GrowthHundredths, is_rounded = @IsRounded, source = @Source, noted_by = @NotedBy
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string DeleteSql = "DELETE FROM observatory_year WHERE id = @Id AND version = @Version";

    private const string Subject = "observatory";

    /// <summary>Each year as it is in this transaction (null: it is new), and as it shall be. What does not differ is not written.</summary>
    /// <param name="notedBy">Stands at what is written.</param>
    /// <exception cref="ChangedMeanwhileException">Somebody else was quicker with one of them, or with the same territory and year.</exception>
    public static async Task<Saved> ApplyAsync(Transaction tx, IReadOnlyCollection<(ObservatoryYear? Old, ObservatoryYear New)> changes, string notedBy, CancellationToken ct)
    {
        var differing = changes.Where(change => change.New != change.Old).Select(change => (change.Old, change.New with { NotedBy = notedBy })).ToList();
        try
        {
            await tx.SaveAsync(InsertSql, UpdateSql, differing, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        foreach (var (isNew, act) in ((bool, string)[])[(true, "observatory year added"), (false, "observatory year changed")])
            if (differing.Where(change => change.Old is null == isNew).Select(change => (change.Item2.Id, (string?)Named(change.Item2))).ToList() is { Count: > 0 } done)
                await tx.AuditAsync(Subject, done, act, ct);
        return new Saved(differing.Count, changes.Count - differing.Count);
    }

    /// <summary>False: somebody changed it meanwhile.</summary>
    public static async Task<bool> RemoveAsync(Transaction tx, ObservatoryYear year, int version, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(DeleteSql, new { year.Id, Version = version }, ct) == 0)
            return false;
        await tx.AuditAsync(Subject, year.Id, "observatory year removed", Named(year), ct);
        return true;
    }

    /// <summary>Which year of which territory; of nobody's person.</summary>
    private static string Named(ObservatoryYear year) => $"{year.TerritoryKey} {CsvFile.Text(year.Year)}";
}
