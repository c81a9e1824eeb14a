using SQLitePCL;

namespace JobDating.Platform;

/// <summary>How SQLite itself is set, once for the process and before its first connection.</summary>
internal static class SqliteLibrary
{
    /// <summary>
    /// SQLite counts every piece of memory it takes, under one lock for the whole process; nobody asks for that count, and with many readers at once the lock cost two fifths of all processor time.
    /// Said too late (a connection was open before), it changes nothing.
    /// </summary>
    public static void CountNoMemory()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
