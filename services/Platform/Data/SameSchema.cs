namespace JobDating.Platform;

/// <summary>
/// Dapper keeps what it compiles for a statement by connection string. One service's database has the same columns wherever it lies and however it is opened, so all
/// files of a name share: readers and the writer, and the hundreds of databases that tests open, each of which was compiled for and kept.
/// </summary>
internal sealed class SameSchema : IEqualityComparer<string>
{
    public bool Equals(string? one, string? other) => Key(one).SequenceEqual(Key(other));

    public int GetHashCode(string connectionString) => string.GetHashCode(Key(connectionString), StringComparison.Ordinal);

    /// <summary>The name of SQLite's file; of another engine the whole string.</summary>
    private static ReadOnlySpan<char> Key(string? connectionString)
    {
        var source = connectionString.AsSpan();
        if (source.IndexOf(';') is >= 0 and var end)
            source = source[..end];
        return source.EndsWith(".db", StringComparison.Ordinal) && source.LastIndexOfAny('/', '\\') is >= 0 and var slash ? source[(slash + 1)..] : connectionString;
    }
}
