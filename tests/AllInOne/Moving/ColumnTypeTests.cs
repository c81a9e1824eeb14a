using JobDating.AllInOne;
using JobDating.AllInOne.Moving;
using JobDating.Platform;
using JobDating.Tests.Platform;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using NodaTime.Testing;
using Xunit;

namespace JobDating.Tests.AllInOne.Moving;

/// <summary>Held against the migrations: what a table has on SQLite, and what the same text makes of it on SQL Server.</summary>
public sealed class ColumnTypeTests
{
    /// <summary>What SQL Server takes as what, by the driver's own table of types.</summary>
    private static readonly Dictionary<string, Type> _takes = new()
    {
        ["UNIQUEIDENTIFIER"] = typeof(Guid),
        ["NVARCHAR"] = typeof(string),
        ["INT"] = typeof(int),
        ["BIGINT"] = typeof(long),
        ["BIT"] = typeof(bool),
        ["DATETIME2"] = typeof(DateTime),
        ["DATE"] = typeof(DateTime),
        ["TIME"] = typeof(TimeSpan),
    };

    [Fact]
    public async Task Every_column_travels_as_the_type_that_its_migration_declares_for_SQL_Server()
    {
        await using var folder = new TryoutFolder();
        var settings = new Settings { Data = folder.Path };
        var columns = 0;
        foreach (var service in Commands.Services())
        {
            await using var database = new TryoutDatabase(settings.Address(service.Name), new FakeClock(TestHouse.Start));
            await Migrator.RunAsync(database, service.Assembly, CancellationToken.None);
            await using var raw = database.Raw();
            var declared = Declared(Migrator.Files(typeof(Migrator).Assembly).Concat(Migrator.Files(service.Assembly)));
            foreach (var table in await Table.AllAsync(raw))
                foreach (var column in table.Columns)
                {
                    var (type, room) = declared[(table.Name, column.Name)];
                    Assert.True(_takes[type] == column.Type.Clr && room == column.Room, $"{service.Name}.{table.Name}.{column.Name}: {type}({room}) there, {column.Declared} here.");
                    columns++;
                }
            Assert.Equal(declared.Keys.Select(column => column.Table).Distinct().Order(StringComparer.Ordinal), (await Table.AllAsync(raw)).Select(table => table.Name).Order(StringComparer.Ordinal));
        }
        Assert.True(columns > 700, $"Only {columns} columns were looked at.");
    }

    [Fact]
    public void What_is_said_to_SQL_Server_is_Transact_SQL()
    {
        foreach (var sql in (string[])[.. Target.OfSqlServer.Emptying("audit"), Target.OfSqlServer.Checking("audit"), new Table("audit", []).Counting, new Table("audit", []).Asking])
        {
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
            Assert.Empty(errors.Select(error => $"{sql}: {error.Message}"));
        }
    }

    /// <summary>Type and room of every column that there is in the end; room is null for nvarchar(max) and for what is no text.</summary>
    private static Dictionary<(string Table, string Column), (string Type, int? Room)> Declared(IEnumerable<(string Name, string Sql)> migrations)
    {
        var made = new Dictionary<(string Table, string Column), (string Type, int? Room)>();
        foreach (var (_, sql) in migrations)
        {
            var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(SqlText.Migration(Engine.SqlServer, sql)), out _);
            foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
            {
                if (statement is DropTableStatement dropped)
                    foreach (var key in made.Keys.Where(key => key.Table == dropped.Objects[0].BaseIdentifier.Value).ToList())
                        made.Remove(key);
                var (table, definition) = statement switch
                {
                    CreateTableStatement create => (create.SchemaObjectName.BaseIdentifier.Value, create.Definition),
                    AlterTableAddTableElementStatement add => (add.SchemaObjectName.BaseIdentifier.Value, add.Definition),
                    _ => ("", null),
                };
                foreach (var column in definition?.ColumnDefinitions ?? [])
                    made.Add((table, column.ColumnIdentifier.Value), Type((SqlDataTypeReference)column.DataType));
            }
        }
        return made;
    }

    private static (string, int?) Type(SqlDataTypeReference type) =>
        (type.SqlDataTypeOption.ToString().ToUpperInvariant(), type.Parameters is [IntegerLiteral { Value: var room }] ? int.Parse(room, System.Globalization.CultureInfo.InvariantCulture) : null);
}
