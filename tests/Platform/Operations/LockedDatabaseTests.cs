using System.Net;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>Another program (a copy, a tool) holds a database for seconds: pages are read, what is said waits, the operator is told, and nothing is lost.</summary>
public sealed class LockedDatabaseTests
{
    [Fact]
    public async Task While_another_program_holds_the_database_messages_wait_and_pages_are_read()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(house.Data, "outcomes.db")};Pooling=False");
        await other.OpenAsync();
        Run(other, "BEGIN IMMEDIATE");
        for (var message = 0; message < 3; message++)
            await house.SayArticlesAsync(2);
        await Troubled.UntilAsync("the operator is told", async () => (await house.ToldAsync("outcomes")).Any(told => told.StartsWith("Another program holds the database", StringComparison.Ordinal)));
        Assert.Equal(0, await house.ArticlesAsync());
        Assert.Equal(3, (await house.ConditionAsync("registration")).Waiting);
        Assert.DoesNotContain(await house.ToldAsync("registration"), told => told.StartsWith("Another program", StringComparison.Ordinal));
        using (var program = house.Client())
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/outcomes/operations")).StatusCode);

        Run(other, "COMMIT");
        await house.SettleAsync();
        Assert.Equal(6, await house.ArticlesAsync());
        Assert.DoesNotContain(await house.ToldAsync("outcomes"), told => told.StartsWith("Another program", StringComparison.Ordinal));
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
