using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed class SqliteWriterTests
{
    private const string InsertSql = "INSERT INTO line (writer, number) VALUES (@Writer, @Number)";
    private const string ReadSql = "SELECT writer, number FROM line ORDER BY rowid";
    private const string ViolateSql = "INSERT INTO page (line_rowid) VALUES (-1)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private sealed record Line
    {
        public int Writer { get; init; }
        public int Number { get; init; }
    }

    [Fact]
    public async Task Of_many_writers_at_once_every_line_is_kept_in_its_writers_order()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
                await WriteAsync(database, writer, number);
        }))).WaitAsync(Patience);
        var lines = await database.AllAsync<Line>(ReadSql);
        Assert.Equal(64 * 50, lines.Count);
        foreach (var writer in lines.GroupBy(line => line.Writer))
            Assert.Equal(Enumerable.Range(0, 50), writer.Select(line => line.Number));
    }

    [Fact]
    public async Task What_was_answered_is_there_for_every_reader_and_process()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await using var other = database.Again();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            await WriteAsync(database, writer, 1);
            Assert.Single(await other.AllAsync<Line>("SELECT writer, number FROM line WHERE writer = @Writer", new { Writer = writer }));
        }))).WaitAsync(Patience);
    }

    /// <summary>Whoever found in its turn that another had done it, and so wrote nothing, may tell its reader to go and look.</summary>
    [Fact]
    public async Task What_was_seen_in_a_turn_is_there_for_every_reader_once_the_turn_is_over()
    {
        const string onceSql = "INSERT INTO line (writer, number) SELECT @Writer, 1 WHERE NOT EXISTS (SELECT 1 FROM line WHERE writer = @Writer)";
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        var unseen = 0;
        for (var writer = 0; writer < 100; writer++)
        {
            var line = new { Writer = writer };
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                await using (var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None))
                    if (await tx.ExecuteAsync(onceSql, line, CancellationToken.None) == 1)
                        await tx.CommitAsync(CancellationToken.None);
                if ((await database.AllAsync<Line>("SELECT writer, number FROM line WHERE writer = @Writer", line)).Count == 0)
                    Interlocked.Increment(ref unseen);
            }))).WaitAsync(Patience);
        }
        Assert.Equal(0, unseen);
    }

    [Fact]
    public async Task One_that_gives_up_takes_nobody_with_it()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await Task.WhenAll(Enumerable.Range(0, 60).Select(writer => Task.Run(async () =>
        {
            await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
            await tx.ExecuteAsync(InsertSql, new { Writer = writer, Number = 1 }, CancellationToken.None);
            if (writer % 3 == 0)
                return;
            if (writer % 3 == 1)
                await Assert.ThrowsAsync<SqliteException>(() => tx.ExecuteAsync("INSERT INTO line (writer, number) VALUES (NULL, NULL)", null, CancellationToken.None));
            await tx.CommitAsync(CancellationToken.None);
        }))).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 60).Where(writer => writer % 3 != 0), (await database.AllAsync<Line>(ReadSql)).Select(line => line.Writer).Order());
    }

    [Fact]
    public async Task Without_commit_nothing_is_left_and_the_file_is_free()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await using (var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None))
            await tx.ExecuteAsync(InsertSql, new { Writer = 1, Number = 1 }, CancellationToken.None);
        Assert.Empty(await database.AllAsync<Line>(ReadSql));
        AssertFree(database);
    }

    [Fact]
    public async Task An_exception_in_the_middle_of_a_turn_undoes_that_turn_only()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
            await tx.ExecuteAsync(InsertSql, new { Writer = 1, Number = 1 }, CancellationToken.None);
            throw new InvalidOperationException("Grace changed her mind.");
        });
        await WriteAsync(database, 2, 1).WaitAsync(Patience);
        Assert.Equal(2, Assert.Single(await database.AllAsync<Line>(ReadSql)).Writer);
        AssertFree(database);
    }

    /// <summary>A writer leaves the commit to the next in the queue; when that one gives up just then, somebody must still commit.</summary>
    [Fact]
    public async Task One_that_stops_waiting_neither_hangs_others_nor_keeps_the_file()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        for (var round = 0; round < 200; round++)
        {
            using var impatient = new CancellationTokenSource();
            var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
            await tx.ExecuteAsync(InsertSql, new { Writer = round, Number = 1 }, CancellationToken.None);
            var waiting = database.BeginAsync(TryoutDatabase.Ada, impatient.Token);
            var commit = Task.Run(() => tx.CommitAsync(CancellationToken.None));
            if (round % 2 == 0)
                await Task.Yield();
            await impatient.CancelAsync();
            try
            {
                await using var late = await waiting.WaitAsync(Patience);
            }
            catch (OperationCanceledException)
            {
                // Cancelled before its turn came.
            }
            await commit.WaitAsync(Patience);
            AssertFree(database);
        }
        Assert.Equal(200, (await database.AllAsync<Line>(ReadSql)).Count);
    }

    [Fact]
    public async Task Another_process_that_is_writing_is_waited_for()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await using var other = database.Raw();
        Run(other, "BEGIN IMMEDIATE");
        var written = Task.Run(() => WriteAsync(database, 1, 1));
        await Task.Delay(500);
        Assert.False(written.IsCompleted);
        Run(other, "COMMIT");
        await written.WaitAsync(Patience);
        Assert.Single(await database.AllAsync<Line>(ReadSql));
    }

    [Fact]
    public async Task A_commit_that_fails_is_told_to_everybody_whose_lines_are_lost()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            {
                var writer = round * 100 + i;
                try
                {
                    await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
                    await tx.ExecuteAsync(InsertSql, new { Writer = writer, Number = 1 }, CancellationToken.None);
                    if (i == 10)
                        await tx.ExecuteAsync("PRAGMA defer_foreign_keys = ON; " + ViolateSql, null, CancellationToken.None);
                    await tx.CommitAsync(CancellationToken.None);
                    return (Writer: writer, Kept: true);
                }
                catch (SqliteException)
                {
                    return (Writer: writer, Kept: false);
                }
            }))).WaitAsync(Patience);
            var kept = (await database.AllAsync<Line>(ReadSql)).Select(line => line.Writer).ToHashSet();
            Assert.All(answers, answer => Assert.Equal(answer.Kept, kept.Contains(answer.Writer)));
            Assert.Contains(answers, answer => !answer.Kept && answer.Writer % 100 == 10);
            AssertFree(database);
        }
        await WriteAsync(database, -1, 1).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_once_there_is_room_writing_goes_on()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await database.RunAsync("PRAGMA max_page_count = 30");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(writer => Task.Run(async () =>
        {
            try
            {
                await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
                await tx.ExecuteAsync("INSERT INTO line (writer, number, filling) VALUES (@Writer, 1, @Filling)", new { Writer = writer, Filling = new string('x', 8000) }, CancellationToken.None);
                await tx.CommitAsync(CancellationToken.None);
                return (Writer: writer, Kept: true);
            }
            catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
            {
                return (Writer: writer, Kept: false);
            }
        }))).WaitAsync(Patience);
        var kept = (await database.AllAsync<Line>(ReadSql)).Select(line => line.Writer).Order();
        Assert.Equal(kept, answers.Where(answer => answer.Kept).Select(answer => answer.Writer).Order());
        Assert.Contains(answers, answer => !answer.Kept);
        await database.RunAsync("PRAGMA max_page_count = 100000").WaitAsync(Patience);
        await WriteAsync(database, 100, 1).WaitAsync(Patience);
        AssertFree(database);
    }

    /// <summary>The last ones before the end either have their lines or are told that they have not; nobody waits for ever.</summary>
    [Fact]
    public async Task Closing_answers_everybody()
    {
        var (folder, database) = await LinesAsync();
        await using var end = folder;
        await using var other = database.Again();
        var writers = Enumerable.Range(0, 50).Select(writer => Task.Run(async () =>
        {
            try
            {
                await WriteAsync(database, writer, 1);
                return (Writer: writer, Kept: true);
            }
            catch (ObjectDisposedException)
            {
                return (Writer: writer, Kept: false);
            }
        })).ToList();
        await writers[0];
        await database.DisposeAsync().AsTask().WaitAsync(Patience);
        var answers = await Task.WhenAll(writers).WaitAsync(Patience);
        var kept = (await other.AllAsync<Line>(ReadSql)).Select(line => line.Writer).ToHashSet();
        Assert.All(answers, answer => Assert.Equal(answer.Kept, kept.Contains(answer.Writer)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None).WaitAsync(Patience));
    }

    private static async Task<(TryoutFolder Folder, TryoutDatabase Database)> LinesAsync()
    {
        var (folder, database) = await TryoutFolder.StartAsync();
        await database.RunAsync("CREATE TABLE line (writer int NOT NULL, number int NOT NULL, filling text NULL)");
        await database.RunAsync("CREATE TABLE page (line_rowid integer NOT NULL REFERENCES migration (name))");
        return (folder, database);
    }

    private static async Task WriteAsync(TryoutDatabase database, int writer, int number)
    {
        await using var tx = await database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
        await tx.ExecuteAsync(InsertSql, new { Writer = writer, Number = number }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Nobody holds the write lock: another process gets it without waiting.</summary>
    private static void AssertFree(TryoutDatabase database)
    {
        using var other = database.Raw();
        other.DefaultTimeout = 1;
        Run(other, "PRAGMA busy_timeout = 0");
        Run(other, "BEGIN IMMEDIATE");
        Run(other, "ROLLBACK");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
