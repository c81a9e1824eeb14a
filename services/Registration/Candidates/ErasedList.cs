using JobDating.Platform;

namespace JobDating.Registration.Candidates;

/// <summary>
/// Who has been erased, kept outside the databases: an older copy of those brings people back whose data were erased since. Each line of the file is an id, nothing else; it only grows. It lies with the keys, which no
/// restored database replaces, and a copy of it beside every backup. Each start of Registration erases again whoever is listed and is there.
/// </summary>
public static class ErasedList
{
    public const string FileName = "erased.txt";

    private const int Together = 100;
    private static readonly Actor _actor = Actor.Command("erase-again");

    /// <summary>An entry that became another person's is no erased person, unless that other is.</summary>
    private const string ListedSql = """
        SELECT c.id
        FROM candidate c
        WHERE c.erased_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM candidate_merge m JOIN candidate k ON k.id = m.kept_id WHERE m.gone_id = c.id AND k.erased_at IS NULL)
        """;

    private const string BackSql = "SELECT id FROM candidate WHERE id IN @Ids AND erased_at IS NULL";

    public static string In(string folder) => Path.Combine(folder, FileName);

    /// <summary>Those erased in this database.</summary>
    public static Task<IReadOnlyList<Guid>> OfAsync(Database db, CancellationToken ct) => db.QueryAsync<Guid>(ListedSql, null, ct);

    /// <summary>Nobody, where there is no file. A line that a power cut left half written is nobody.</summary>
    public static async Task<IReadOnlySet<Guid>> ReadAsync(string file, CancellationToken ct)
    {
        var listed = new HashSet<Guid>();
        if (File.Exists(file))
            await foreach (var line in File.ReadLinesAsync(file, ct))
                if (Guid.TryParse(line, out var id))
                    listed.Add(id);
        return listed;
    }

    /// <summary>Adds those who are not in it yet.</summary>
    /// <exception cref="IOException">Disk full.</exception>
    public static async Task AddAsync(string file, IEnumerable<Guid> erased, CancellationToken ct)
    {
        var more = erased.Except(await ReadAsync(file, ct)).ToList();
        if (more.Count == 0)
            return;
        await using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        // Begun on a line of its own, whatever stands before. Several instances may add at once: an id twice is once.
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"\n{string.Join('\n', more)}\n"), ct);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Whom an older copy has brought back is erased again, here and by message everywhere.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ApplyAsync(Database db, IReadOnlySet<Guid> listed, CancellationToken ct)
    {
        var erased = 0;
        foreach (var ids in (await BackAsync(db, listed, ct)).Chunk(Together))
            erased += await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(_actor, ct);
                var now = await EraseCandidates.ApplyAsync(tx, ids, ct);
                await tx.CommitAsync(ct);
                return now;
            });
        return erased;
    }

    /// <summary>Those listed who are there.</summary>
    public static Task<IReadOnlyList<Guid>> BackAsync(Database db, IReadOnlySet<Guid> listed, CancellationToken ct) =>
        db.QueryAsync<Guid>(BackSql, new { Ids = listed }, ct);

    /// <summary>The job: a minute later the file has whoever is erased.</summary>
    public static async Task NoteAsync(Database db, Settings settings, CancellationToken ct) => await AddAsync(In(settings.Keys), await OfAsync(db, ct), ct);

    /// <summary>Before anybody is served.</summary>
    internal sealed class AtStart(RegistrationDatabase db, Settings settings) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (await ReadAsync(In(settings.Keys), cancellationToken) is { Count: > 0 } listed)
                await ApplyAsync(db, listed, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
