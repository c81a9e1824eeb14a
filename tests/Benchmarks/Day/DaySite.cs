using JobDating.Benchmarks.Contention;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Benchmarks.Day;

/// <summary>A data folder with one site whose day is today and whose clock, in a zone chosen for that, says that it is past nine: imported from an archive, so that all three services know it.</summary>
/// <param name="Tables">In the board's order.</param>
/// <param name="Candidates">In the order of their first interview.</param>
/// <param name="SecondOn">A day after the site's, for second interviews.</param>
internal sealed record DaySite(string Data, IReadOnlyList<DaySite.Table> Tables, IReadOnlyList<DaySite.Candidate> Candidates, string DeskPass, string HallPass, string SecondOn)
{
    public const string Path = "/editions/day/sites/day";
    public const string Desk = "/registration/desk/day/day";

    /// <param name="Pass">What its recruiter's phone brings.</param>
    /// <param name="Interviews">In the order of the day.</param>
    internal sealed record Table(Guid Id, string Pass, IReadOnlyList<Guid> Interviews);

    internal sealed record Candidate(Guid Id, string Name);

    private sealed record Row(Guid Id, Guid Candidate, Guid Table, string Siret, int Number, string Name);

    /// <summary>In a data folder that nobody serves: the program's own command takes the archive in.</summary>
    public static Task<DaySite> MakeAsync(string data, DaySize size) => MakeAsync(data, size, archive => Instance.ImportAsync(archive, data));

    /// <param name="import">Takes the archive in that folder in, for the three services that have that data folder.</param>
    public static async Task<DaySite> MakeAsync(string data, DaySize size, Func<string, Task> import)
    {
        var archive = Directory.CreateDirectory(System.IO.Path.Combine(data, "archive")).FullName;
        var now = SystemClock.Instance.GetCurrentInstant();
        await WriteAsync(archive, size, now);
        await import(archive);
        await using var app = ServiceHost.Build(new Settings { Data = data }, [new SchedulingService()], "http://127.0.0.1:0");
        var passes = app.Services.GetRequiredService<BearerTokens>();
        string Pass(string role, string? subject) => passes.Issue(new Ticket { Id = Guid.CreateVersion7(), Name = role, Roles = [role], SubjectId = subject, Revisions = new Dictionary<Guid, int>() }, now + Duration.FromDays(1));

        var rows = await AskAsync(data, "scheduling", """
            SELECT i.id, i.candidate_id, t.id, t.siret, t.number, c.last_name
            FROM interview_table t
            LEFT JOIN interview i ON i.table_id = t.id
            LEFT JOIN candidate c ON c.id = i.candidate_id
            ORDER BY i.starts_at, i.code
            """, row => new Row(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetInt32(4), row.GetString(5)));
        var sirets = Enumerable.Range(0, size.Employers).ToDictionary(Siret);
        var tables = rows.GroupBy(row => row.Table).OrderBy(table => sirets[table.First().Siret]).ThenBy(table => table.First().Number)
            .Select(table => new Table(table.Key, Pass(Role.Employer, table.First().Siret), [.. table.Select(row => row.Id)])).ToList();
        return new DaySite(data, tables, [.. rows.DistinctBy(row => row.Candidate).Select(row => new Candidate(row.Candidate, row.Name))], Pass(Role.Desk, null), Pass(Role.Hall, null), $"{now.InUtc().Date.PlusDays(10):uuuu'-'MM'-'dd}");
    }

    /// <summary>From outside: a connection of our own, past every line of the program's.</summary>
    public static async Task<IReadOnlyList<T>> AskAsync<T>(string data, string service, string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(data, $"{service}.db")};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private static async Task WriteAsync(string folder, DaySize size, Instant now)
    {
        // West or east, wherever it is nine o'clock now.
        var ahead = 9 - now.InUtc().Hour;
        ahead += ahead < -12 ? 24 : 0;
        var date = now.WithOffset(Offset.FromHours(ahead)).Date;
        var first = date.At(new LocalTime(9, 0));
        string Time(int round) => $"{first.PlusMinutes(10 * round):uuuu'-'MM'-'dd'T'HH':'mm}";
        var closes = first.PlusMinutes(10 * size.Rounds).TimeOfDay;
        await SaveAsync("edition", "code,name,time_zone", [$"day,Day,Etc/GMT{(ahead > 0 ? "-" : "+")}{Math.Abs(ahead)}"]);
        await SaveAsync("sites", "code,name,date,opens_at,closes_at,interview_minutes", [$"day,Day,{date:uuuu'-'MM'-'dd},09:00,{closes:HH':'mm},10"]);
        await SaveAsync("establishments", "siret,company_name", Enumerable.Range(0, size.Employers).Select(at => $"{Siret(at)},Employer {at:D3}"));
        await SaveAsync("attendances", "site_code,siret,tables,status", Enumerable.Range(0, size.Tables).Select(size.TableAt).GroupBy(table => table.Employer).Select(of => $"day,{Siret(of.Key)},{of.Count()},present"));
        await SaveAsync("candidates", "code,last_name,first_name", Enumerable.Range(0, size.Candidates).Select(at => $"C{at:D4},Name{at:D4},Ada"));
        await SaveAsync("registrations", "candidate_code,site_code,registered_at,channel", Enumerable.Range(0, size.Candidates).Select(at => $"C{at:D4},day,{date.PlusDays(-7):uuuu'-'MM'-'dd}T12:00,online"));
        await SaveAsync("interviews", "code,site_code,siret,table,candidate_code,starts_at,minutes,status", Enumerable.Range(0, size.Interviews).Select(at =>
        {
            var (candidate, isFirst) = (at % size.Candidates, at < size.Candidates);
            var tables = isFirst ? size.FirstTables : size.Tables - size.FirstTables;
            var (employer, number) = size.TableAt((isFirst ? 0 : size.FirstTables) + (candidate % tables));
            var round = (candidate / tables) + (isFirst ? 0 : size.Rounds / 2);
            return $"I{at:D4},day,{Siret(employer)},{number},C{candidate:D4},{Time(round % size.Rounds)},10,booked";
        }));

        Task SaveAsync(string name, string head, IEnumerable<string> lines) => File.WriteAllLinesAsync(System.IO.Path.Combine(folder, $"{name}.csv"), [head, .. lines]);
    }

    /// <summary>Fourteen digits with the last one right; they begin with two zeros, which nobody has.</summary>
    internal static string Siret(int at)
    {
        var digits = $"00{at:D7}0001";
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 2 : 1)).Sum(part => part > 9 ? part - 9 : part);
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }
}
