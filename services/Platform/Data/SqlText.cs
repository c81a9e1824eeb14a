using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace JobDating.Platform;

/// <summary>The few words that differ between the engines, and what their errors mean.</summary>
public static partial class SqlText
{
    private const string Limit = "LIMIT @Take";
    private const string Fetch = "OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY";
    private static readonly ConcurrentDictionary<string, string> ForSqlServer = new();

    /// <summary>The text as this engine reads it: a last line <c>LIMIT @Take</c> becomes SQL Server's fetch clause.</summary>
    public static string For(Engine engine, string sql) => engine == Engine.Sqlite || !sql.Contains(Limit, StringComparison.Ordinal)
        ? sql
        : ForSqlServer.GetOrAdd(sql, text => text.Replace(Limit, Fetch, StringComparison.Ordinal));

    /// <summary>A migration's text: <c>{longtext}</c> is the engine's unbounded text type, <c>{append-only audit}</c> lets that table only grow.</summary>
    public static string Migration(Engine engine, string sql) => AppendOnly().Replace(
        sql.Replace("{longtext}", engine == Engine.Sqlite ? "TEXT" : "nvarchar(max)", StringComparison.Ordinal),
        // On SQL Server a trigger stands alone in its batch.
        engine == Engine.Sqlite
            ? """
            CREATE TRIGGER $1_unchanged BEFORE UPDATE ON $1 BEGIN SELECT RAISE(ABORT, '$1 only grows'); END;
            CREATE TRIGGER $1_unremoved BEFORE DELETE ON $1 BEGIN SELECT RAISE(ABORT, '$1 only grows'); END;
            """
            : "EXEC ('CREATE TRIGGER $1_only_grows ON $1 INSTEAD OF UPDATE, DELETE AS THROW 50000, ''$1 only grows'', 1');");

    /// <summary>A unique key or primary key was already taken.</summary>
    public static bool IsDuplicate(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>Worth doing the whole transaction again, now or when it is mended: busy, locked, read-only, disk full, deadlock victim, file, connection or server away.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14,
        // From 20 on the connection is gone. 1105 and 9002: full; 3906: read-only while another replica takes over; 976 and 983: the database is not to be reached there yet.
        SqlException server => server.IsTransient || server.Class >= 20 || server.Number is 1205 or 1222 or -2 or 233 or 701 or 976 or 983 or 1105 or 3906 or 4060 or 9002 or 10053 or 10054 or 10060 or 40613,
        ChangedMeanwhileException => true,
        LostTransactionException => true,
        _ => false,
    };

    /// <summary>The database gave up this transaction, whole, for another's sake: doing it again at once may well succeed.</summary>
    public static bool IsVictim(Exception exception) => exception is LostTransactionException or SqlException { Number: 1205 };

    /// <summary>Nobody can write the database now: <c>full</c>, <c>locked</c> by somebody else, or <c>broken</c> otherwise. Null: it is only this statement's trouble.</summary>
    public static string? CannotWrite(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch { 13 => "full", 5 or 6 => "locked", 8 or 10 or 11 or 14 or 26 => "broken", _ => null },
        // 17 and above: out of resources (1105 and 9002: no room in the file or the log), or the connection is lost.
        SqlException server => server.Number is 1105 or 9002 ? "full" : server.Number == 1222 ? "locked" : server.Class >= 17 || server.Number is -2 or 53 or 4060 ? "broken" : null,
        _ => null,
    };

    [GeneratedRegex(@"\{append-only (\w+)\}")]
    private static partial Regex AppendOnly();
}
