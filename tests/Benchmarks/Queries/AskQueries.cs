using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using JobDating.Benchmarks.Day;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Scheduling;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Benchmarks.Queries;

/// <summary>
/// <c>data</c>: five queries that are asked most, on a site's day of 2,000 candidates: through our Database, and by hand in ADO.NET, with the same text, the same values and the same rows in the end. The texts are
/// the program's own, read from it.
/// </summary>
internal static class AskQueries
{
    private const int Turns = 9;

    private sealed record Interview
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public int Minutes { get; init; }
        public required string Status { get; init; }
        public string? Result { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
    }

    private sealed record Busy
    {
        public Guid Id { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public bool IsTable { get; init; }
    }

    private sealed record Own
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }
        public int TableNumber { get; init; }
        public string? Recruiter { get; init; }
        public required string Siret { get; init; }
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public required string Status { get; init; }
        public required string SiteName { get; init; }
        public LocalDate SiteDate { get; init; }
        public required string TimeZone { get; init; }
        public bool CandidatesBook { get; init; }
    }

    private sealed record Line
    {
        public Guid CandidateId { get; init; }
        public required string NameKey { get; init; }
        public Instant RegisteredAt { get; init; }
        public required string FirstSite { get; init; }
    }

    private sealed record Sum
    {
        public Guid SiteId { get; init; }
        public required string Figure { get; init; }
        public int Amount { get; init; }
    }

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        using var folder = new Folder("data");
        await RunAsync(report, await DaySite.MakeAsync(folder.Path, report.IsShort ? DaySize.Short : DaySize.Whole), ct);
    }

    public static async Task RunAsync(Report report, DaySite day, CancellationToken ct)
    {
        await using var app = ServiceHost.Build(new Settings { Data = day.Data }, [new RegistrationService(), new SchedulingService(), new OutcomesService()], "http://127.0.0.1:0");
        var (registration, scheduling, outcomes) = (app.Services.GetRequiredService<RegistrationDatabase>(), app.Services.GetRequiredService<SchedulingDatabase>(), app.Services.GetRequiredService<OutcomesDatabase>());
        var (now, candidate) = (scheduling.Now, day.Candidates[0].Id);
        var site = (await scheduling.QueryAsync<Guid>("SELECT id FROM site", null, ct))[0];
        var edition = (await outcomes.QueryAsync<Guid>("SELECT id FROM edition", null, ct))[0];
        string Day(LocalDate date) => LocalDatePattern.Iso.Format(date);

        await MeasureAsync("a candidate's time that is taken", scheduling, Text<SchedulingService>("Bookings.ReadTimes", "BusySql"),
            new { CandidateId = candidate, From = now - Duration.FromDays(1), Until = now + Duration.FromDays(1) },
            [("@CandidateId", candidate), ("@From", At(now - Duration.FromDays(1))), ("@Until", At(now + Duration.FromDays(1)))],
            row => new Busy { Id = row.GetGuid(0), StartsAt = Instant(row, 1), EndsAt = Instant(row, 2), IsTable = row.GetInt64(3) != 0 }, 2_000);
        await MeasureAsync("a candidate's interviews to come", scheduling, Text<SchedulingService>("MyPages.MyInterview", "ToComeSql"),
            new { CandidateId = candidate, Now = now },
            [("@CandidateId", candidate), ("@Now", At(now))],
            row => new Own { Id = row.GetGuid(0), SiteId = row.GetGuid(1), TableId = row.GetGuid(2), TableNumber = row.GetInt32(3), Recruiter = Word(row, 4), Siret = row.GetString(5), CompanyName = Word(row, 6), EstablishmentName = Word(row, 7), StartsAt = Instant(row, 8), EndsAt = Instant(row, 9), Status = row.GetString(10), SiteName = row.GetString(11), SiteDate = LocalDatePattern.Iso.Parse(row.GetString(12)[..10]).Value, TimeZone = row.GetString(13), CandidatesBook = row.GetInt64(14) != 0 }, 2_000);
        await MeasureAsync("a moment of the hall", scheduling, Text<SchedulingService>("Timetables.ReadTimetable", "MomentSql"),
            new { SiteIds = (Guid[])[site], Since = now - Duration.FromMinutes(5), Until = now + Duration.FromMinutes(20) },
            [("@SiteIds", Ids(site)), ("@Since", At(now - Duration.FromMinutes(5))), ("@Until", At(now + Duration.FromMinutes(20)))],
            row => new Interview { Id = row.GetGuid(0), Version = row.GetInt32(1), SiteId = row.GetGuid(2), TableId = row.GetGuid(3), CandidateId = row.GetGuid(4), StartsAt = Instant(row, 5), EndsAt = Instant(row, 6), Minutes = row.GetInt32(7), Status = row.GetString(8), Result = Word(row, 9), LastName = Word(row, 13), FirstName = Word(row, 14) }, 100);
        await MeasureAsync("a page of the candidates", registration, Text<RegistrationService>("CandidateList.CandidateQueries", "ByNameSql"),
            new { EditionId = edition, Name = "", At = now, Site = "", OwnOnly = 0, OwnSites = (Guid[])[], StructureId = (Guid?)null, SiteId = (Guid?)null, State = "", Preparations = (Guid[])[], Seek = 0, From1 = "", To1 = "", From2 = "", To2 = "", From3 = "", To3 = "", From4 = "", To4 = "", Take = 51 },
            [("@EditionId", edition), ("@Name", ""), ("@OwnOnly", 0), ("@OwnSites", "[]"), ("@StructureId", DBNull.Value), ("@SiteId", DBNull.Value), ("@State", ""), ("@Preparations", "[]"), ("@Seek", 0), ("@From1", ""), ("@To1", ""), ("@From2", ""), ("@To2", ""), ("@From3", ""), ("@To3", ""), ("@From4", ""), ("@To4", ""), ("@Take", 51)],
            row => new Line { CandidateId = row.GetGuid(0), NameKey = row.GetString(1), RegisteredAt = Instant(row, 2), FirstSite = row.GetString(3) }, 1_000);
        await MeasureAsync("the sums of a bilan", outcomes, Text<OutcomesService>("Bilan.ReadBilan", "SumsSql"),
            new { Id = edition, AsOf = now.InUtc().Date.PlusDays(1) },
            [("@Id", edition), ("@AsOf", Day(now.InUtc().Date.PlusDays(1)))],
            row => new Sum { SiteId = row.GetGuid(0), Figure = row.GetString(1), Amount = row.GetInt32(2) }, 2_000);

        async Task MeasureAsync<T>(string name, Database database, string sql, object ours, (string Name, object Value)[] byHand, Func<SqliteDataReader, T> read, int times)
        {
            var file = $"Data Source={Path.Combine(day.Data, $"{(database == registration ? "registration" : database == scheduling ? "scheduling" : "outcomes")}.db")};Default Timeout=30";
            var text = System.Text.RegularExpressions.Regex.Replace(sql, @"\bIN @(\w+)", "IN (SELECT value FROM json_each(@$1))");
            var rows = await database.QueryAsync<T>(sql, ours, ct);
            if (rows.Count == 0 || !rows.SequenceEqual(await ByHandAsync()))
                throw new InvalidOperationException($"{name}: {rows.Count} rows, and other ones by hand.");
            List<double> through = [], raw = [];
            for (var turn = 0; turn < (report.IsShort ? 1 : Turns); turn++)
            {
                through.Add(await EachAsync(() => database.QueryAsync<T>(sql, ours, ct)));
                raw.Add(await EachAsync(ByHandAsync));
            }
            // The best turns: what others on the machine take is in every other.
            report.Add($"{name}, {rows.Count} rows", through.Min(), "µs", raw.Min(), Goal.RatioAtMost(1.3));

            async Task<double> EachAsync(Func<Task<IReadOnlyList<T>>> askAsync)
            {
                var count = report.IsShort ? 5 : times;
                var from = Stopwatch.GetTimestamp();
                for (var at = 0; at < count; at++)
                    await askAsync();
                return Stopwatch.GetElapsedTime(from).TotalMicroseconds / count;
            }

            async Task<IReadOnlyList<T>> ByHandAsync()
            {
                await using var connection = new SqliteConnection(file);
                await connection.OpenAsync(ct);
                await using var command = connection.CreateCommand();
                command.CommandText = text;
                foreach (var (parameter, value) in byHand)
                    command.Parameters.AddWithValue(parameter, value);
                await using var reader = await command.ExecuteReaderAsync(ct);
                var found = new List<T>();
                while (await reader.ReadAsync(ct))
                    found.Add(read(reader));
                return found;
            }
        }
    }

    /// <summary>A statement of the program's, whoever may see it there.</summary>
    private static string Text<TService>(string type, string name) =>
        (string)typeof(TService).Assembly.GetType($"{typeof(TService).Namespace}.{type}", throwOnError: true)!.GetField(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.GetRawConstantValue()!;

    private static string At(Instant instant) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'").Format(instant);

    private static Instant Instant(SqliteDataReader row, int column) => InstantPattern.ExtendedIso.Parse(row.GetString(column)).Value;

    private static string? Word(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Ids(Guid id) => JsonSerializer.Serialize((string[])[id.ToString().ToUpperInvariant()]);
}
