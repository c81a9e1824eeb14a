using System.Globalization;
using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Registration.Privacy;

/// <summary>
/// Every table in which something of a candidate may stand is known to access and to erasure. A new table with such a column fails here until its service says what is given of it and what erasing does.
/// </summary>
public sealed partial class PersonalTablesTests
{
    /// <summary>Columns by which a person is meant, named or reached.</summary>
    [GeneratedRegex("^(candidate_id|person|participant|about_id|subject_id|gone_id|kept_id|one_id|other_id|last_name|first_name|birth_date|email|phone|to_address|key_text|request_id|mail_id|contact_id)$")]
    private static partial Regex Personal();

    /// <summary>Tables of other people, or of nobody: which, and why.</summary>
    private static readonly Dictionary<string, string> _others = new()
    {
        ["account"] = "people with an account",
        ["account_word"] = "likewise",
        ["partner_contact"] = "contacts of employers and structures",
        ["invitation"] = "of Registration: invitations of those contacts",
        ["frozen_bilan"] = "figures under a name of their own",
    };

    private static IReadOnlyList<PersonalTable> Of(Service service) => [.. service.PersonalData, .. PersonalTables.OfPlatform];

    [Fact]
    public async Task Every_table_that_may_hold_something_of_a_person_is_listed_and_no_other()
    {
        await using var house = await TestHouse.StartAsync();
        var found = 0;
        foreach (var service in Commands.Services())
        {
            var known = Of(service).Select(table => table.Name).ToList();
            Assert.Equal(known.Distinct(), known);
            var columns = await ColumnsAsync(house, service);
            Assert.Empty(known.Except(columns.Select(table => table.Key)));
            foreach (var table in columns.Where(table => table.Any(column => Personal().IsMatch(column.Name))))
            {
                found++;
                Assert.True(known.Contains(table.Key) || (_others.ContainsKey(table.Key) && (service.Name == "registration" || table.Key != "invitation")), $"{service.Name}.{table.Key} is in no list of personal tables.");
            }
            Assert.All(Of(service).Where(table => table.Sql is null), table => Assert.False(string.IsNullOrEmpty(table.Why)));
        }
        Assert.InRange(found, 50, 100);
    }

    [Fact]
    public async Task Each_question_is_answered_and_each_of_its_columns_has_a_name_in_both_languages()
    {
        await using var house = await TestHouse.StartAsync();
        foreach (var service in Commands.Services())
            foreach (var table in Of(service).Where(table => table.Sql is not null))
            {
                await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File(house, service), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = Regex.Replace(table.Sql!, @"IN @(\w+)", "IN (NULL)");
                await using var reader = await command.ExecuteReaderAsync();
                var aliases = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
                Assert.NotEmpty(aliases);
                foreach (var language in (string[])["", "en"])
                {
                    var keys = table.Words.Keys(CultureInfo.GetCultureInfo(language));
                    Assert.Contains($"Table.{table.Name}", keys);
                    Assert.All(aliases, alias => Assert.Contains($"Column.{alias}", keys));
                }
            }
    }

    /// <summary>A row of hers is put into every table of which it is said that erasing empties it, where she has none yet.</summary>
    [Fact]
    public async Task Nothing_is_left_of_an_erased_person_where_nothing_shall_be_left()
    {
        await using var tour = await ComingTour.StartAsync();
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await tour.House.SettleAsync();
        var tables = (from service in Commands.Services() from table in Of(service) where table.Erased == Erased.Gone select (Service: service, table.Name)).ToList();
        var emptied = 0;
        // A list of wishes comes before its wishes.
        foreach (var (service, table) in tables.AsEnumerable().Reverse())
            if ((await ColumnsAsync(tour.House, service))[table].Any(column => column.Name == "candidate_id"))
            {
                await FillAsync(tour.House, service, table, ada);
                Assert.True(await CountAsync(tour.House, service, table, ada) > 0, $"{service.Name}.{table}");
                emptied++;
            }
        Assert.InRange(emptied, 18, 40);
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await tour.House.SettleAsync();
        foreach (var (service, table) in tables)
            if ((await ColumnsAsync(tour.House, service))[table].Any(column => column.Name == "candidate_id"))
                Assert.True(await CountAsync(tour.House, service, table, ada) == 0, $"{service.Name}.{table} still has a row of hers.");
    }

    private sealed record Column(string Table, string Name, string Type, bool IsNeeded);

    private static string File(TestHouse house, Service service) => new SqliteConnectionStringBuilder(new Settings { Data = house.Data }.Address(service.Name).ConnectionString).DataSource;

    private static async Task<ILookup<string, Column>> ColumnsAsync(TestHouse house, Service service) =>
        (await house.House.Database(service).QueryAsync<ColumnRow>("SELECT m.name AS table_name, c.name, c.type, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 1 ELSE 0 END AS needed FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'", null, CancellationToken.None))
        .Select(row => new Column(row.TableName, row.Name, row.Type, row.Needed == 1)).ToLookup(column => column.Table);

    private sealed record ColumnRow
    {
        public string TableName { get; init; } = "";
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public int Needed { get; init; }
    }

    private sealed record ForeignKey
    {
        public string From { get; init; } = "";
        public string Table { get; init; } = "";
        public string To { get; init; } = "";
    }

    private static Task<int> CountAsync(TestHouse house, Service service, string table, Guid id) =>
        house.House.Database(service).QueryFirstOrDefaultAsync<int>($"SELECT COUNT(*) FROM {table} WHERE candidate_id = @Id", new { Id = id }, CancellationToken.None);

    private static async Task FillAsync(TestHouse house, Service service, string table, Guid id)
    {
        if (await CountAsync(house, service, table, id) > 0)
            return;
        var db = house.House.Database(service);
        var keys = (await db.QueryAsync<ForeignKey>($"SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('{table}')", null, CancellationToken.None)).ToDictionary(key => key.From);
        var columns = (await ColumnsAsync(house, service))[table].Where(column => column.IsNeeded || column.Name == "candidate_id").ToList();
        var values = columns.Select(column => column.Name == "candidate_id" ? $"'{id.ToString().ToUpperInvariant()}'"
            : keys.TryGetValue(column.Name, out var key) ? $"(SELECT MIN({key.To}) FROM {key.Table})"
            : column.Type.Split('(')[0].ToUpperInvariant() switch
            {
                "UNIQUEIDENTIFIER" => $"'{Guid.CreateVersion7().ToString().ToUpperInvariant()}'",
                "INT" or "BIT" => "1",
                "DATE" => "'2024-01-15'",
                "DATETIME2" => "'2024-01-15T09:00:00.0000000Z'",
                "TIME" => "'09:00:00.0000000'",
                _ => "'x'",
            });
        await using var tx = await db.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", values)})", null, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
