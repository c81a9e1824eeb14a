using System.Reflection;
using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Registration;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed partial class SqlSourceTests
{
    private static readonly Assembly Here = typeof(SqlSourceTests).Assembly;

    [Fact]
    public async Task Every_text_prepares_in_SQLite_on_its_own_services_database()
    {
        await using var house = await TestHouse.StartAsync();
        var databases = house.House.Services.ToDictionary(service => service.Assembly, service => Open(house.Data, service));
        var refusals = SqlSource.Constants.SelectMany(text => Homes(text.Assembly, databases).Select(text.RefusedBySqlite)).OfType<string>().ToList();
        foreach (var database in databases.Values)
            database.Dispose();
        Assert.Empty(refusals);
    }

    [Fact]
    public void Every_text_parses_as_Transact_SQL() =>
        Assert.Empty(SqlSource.Constants.Concat(SqlSource.Migrations).Select(text => text.RefusedBySqlServer()).OfType<string>());

    [Fact]
    public void No_text_has_a_word_of_one_engine_only() =>
        Assert.Empty(SqlSource.Constants.Concat(SqlSource.Migrations).Select(text => text.Unwanted()).OfType<string>());

    [Fact]
    public void Every_text_in_the_source_is_found()
    {
        var written = SourceTree.Files("services", "*.cs").Sum(source => Constant().Count(File.ReadAllText(source.File.FullName)));
        Assert.Equal(written, SqlSource.Constants.Count);
        Assert.Equal(SourceTree.Files("services", "*.sql").Count(), SqlSource.Migrations.Count);
    }

    /// <summary>The migrator makes and locks databases before there is anything to prepare against: its few texts are the engines' own. A move reads and writes tables by the names that it finds.</summary>
    [Fact]
    public void No_statement_hides_outside_a_constant() =>
        Assert.Empty(from source in SourceTree.Files("services", "*.cs")
                     where source.Path is not ("services/Platform/Data/Migrator.cs" or "services/AllInOne/Moving/Table.cs" or "services/AllInOne/Moving/Target.cs")
                     from line in File.ReadLines(source.File.FullName)
                     where Statement().IsMatch(line) && !Constant().IsMatch(line)
                     select $"{source.Path}: {line.Trim()}");

    [Theory]
    [InlineData("SELECT code FROM nowhere")]
    [InlineData("SELECT nothing FROM edition WHERE id IN @Ids")]
    [InlineData("UPDATE edition SET code = CONCAT_ALL(@Code)")]
    public void A_text_that_names_what_is_not_there_is_refused(string sql)
    {
        using var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "CREATE TABLE edition (id, code)";
        command.ExecuteNonQuery();
        Assert.NotNull(new SqlSource(Here, "wrong", sql).RefusedBySqlite(database));
        Assert.Null(new SqlSource(Here, "right", "SELECT code FROM edition WHERE id IN @Ids LIMIT @Take").RefusedBySqlite(database));
    }

    [Theory]
    [InlineData("SELECT code FORM edition")]
    [InlineData("SELECT code FROM edition ORDER BY code LIMIT 10")]
    [InlineData("INSERT INTO edition (code) VALUES (@Code) RETURNING id")]
    public void A_text_that_SQL_Server_does_not_read_is_refused(string sql)
    {
        Assert.NotNull(new SqlSource(Here, "wrong", sql).RefusedBySqlServer());
        Assert.Null(new SqlSource(Here, "right", "SELECT code FROM edition WHERE id IN @Ids ORDER BY code\nLIMIT @Take").RefusedBySqlServer());
    }

    [Theory]
    [InlineData("SELECT first_name || last_name FROM candidate")]
    [InlineData("INSERT INTO edition (code) VALUES ('a') on  conflict DO NOTHING")]
    [InlineData("SELECT GETUTCDATE()")]
    [InlineData("SELECT code, ROW_NUMBER() OVER (ORDER BY code) AS place FROM candidate")]
    public void A_text_with_a_word_of_one_engine_is_seen(string sql) =>
        Assert.NotNull(new SqlSource(Here, "wrong", sql).Unwanted());

    /// <summary>Platform's texts must do in every service's database; AllInOne's ask Registration.</summary>
    private static IEnumerable<SqliteConnection> Homes(Assembly assembly, Dictionary<Assembly, SqliteConnection> databases) =>
        databases.TryGetValue(assembly, out var own) ? [own]
        : assembly == typeof(Commands).Assembly ? [databases[typeof(RegistrationService).Assembly]]
        : databases.Values;

    private static SqliteConnection Open(string data, Service service)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, $"{service.Name}.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    [GeneratedRegex(@"\bconst string \w+Sql\b")]
    private static partial Regex Constant();

    [GeneratedRegex(@"""(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\b)")]
    private static partial Regex Statement();
}
