namespace JobDating.Platform;

/// <summary>A row that other services may be told about. Its version counts its changes, from 1; 0 is not yet written.</summary>
public interface IFact
{
    int Version { get; set; }
}

/// <summary>How many rows a write changed, and how many were already so.</summary>
public readonly record struct Saved(int Written, int Unchanged)
{
    public static Saved operator +(Saved one, Saved other) => new(one.Written + other.Written, one.Unchanged + other.Unchanged);
}

/// <summary>Somebody else changed the same rows since they were read: nothing was written; doing it again is safe.</summary>
public sealed class ChangedMeanwhileException(Exception? inner = null) : Exception("The rows were changed by somebody else in the meantime.", inner);

public static class Facts
{
    /// <summary>
    /// Writes what differs: a fact that did not exist is inserted with version 1, one that changed is updated under the guard of the version it
    /// was read with, one that is the same is left alone. Returns those written, with their new version.
    /// </summary>
    /// <param name="updateSql">Ends in <c>… AND version = @Version - 1</c>.</param>
    /// <exception cref="ChangedMeanwhileException">Another transaction was quicker.</exception>
    public static async Task<IReadOnlyList<T>> SaveAsync<T>(this Transaction tx, string insertSql, string updateSql, IEnumerable<(T? Old, T New)> changes, CancellationToken ct)
        where T : class, IFact, IEquatable<T>
    {
        var created = new List<T>();
        var changed = new List<T>();
        foreach (var (old, fact) in changes)
        {
            if (fact.Equals(old))
                continue;
            fact.Version = (old?.Version ?? 0) + 1;
            (old is null ? created : changed).Add(fact);
        }
        try
        {
            if (created.Count > 0)
                await tx.ExecuteAsync(insertSql, created, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        if (changed.Count > 0 && await tx.ExecuteAsync(updateSql, changed, ct) != changed.Count)
            throw new ChangedMeanwhileException();
        return [.. created, .. changed];
    }

    /// <summary>
    /// Keeps a copy of another service's facts: each is written only when it is newer than what is here, so messages may come twice and late.
    /// Returns those that were written.
    /// </summary>
    /// <param name="versions">The versions here, read in this transaction, by key.</param>
    /// <param name="updateSql">Ends in <c>… AND version &lt; @Version</c>.</param>
    /// <exception cref="ChangedMeanwhileException">Another instance wrote the same key just now; doing it again is safe.</exception>
    public static async Task<IReadOnlyList<T>> KeepAsync<TKey, T>(this Transaction tx, string insertSql, string updateSql, IReadOnlyDictionary<TKey, int> versions, Func<T, TKey> key, IEnumerable<T> facts, CancellationToken ct)
        where T : class, IFact
        where TKey : notnull
    {
        var created = new List<T>();
        var changed = new List<T>();
        foreach (var fact in facts)
        {
            if (!versions.TryGetValue(key(fact), out var here))
                created.Add(fact);
            else if (here < fact.Version)
                changed.Add(fact);
        }
        try
        {
            if (created.Count > 0)
                await tx.ExecuteAsync(insertSql, created, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        if (changed.Count > 0)
            await tx.ExecuteAsync(updateSql, changed, ct);
        return [.. created, .. changed];
    }
}
