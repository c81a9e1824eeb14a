using System.Net;
using JobDating.Platform;
using Microsoft.Data.SqlClient;
using NodaTime;
using NodaTime.Testing;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>A database is gone while the services run: a file that was moved away, a server that refuses connections. The operator is told, nothing is put aside, and all goes on when it is back.</summary>
public sealed class DatabaseGoneTests
{
    /// <summary>Nobody listens there.</summary>
    private const string Closed = "Server=127.0.0.1,1;Connect Timeout=2;ConnectRetryCount=0;TrustServerCertificate=true;User ID=jobdating;Password=jobdating";

    [Fact]
    public async Task While_a_file_is_gone_nothing_is_written_elsewhere_and_what_is_said_waits_for_it()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var program = house.Client();
        program.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await house.SayArticlesAsync(1);
        await house.SettleAsync();
        var (file, elsewhere) = (Path.Combine(house.Data, "outcomes.db"), Path.Combine(house.Data, "moved.db"));
        File.Move(file, elsewhere);
        for (var message = 0; message < 3; message++)
            await house.SayArticlesAsync(2);
        await Troubled.UntilAsync("it is not ready", async () => (await program.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Contains(await house.ToldAsync("outcomes"), told => told.StartsWith("The database does not answer", StringComparison.Ordinal) && told.Contains("unable to open database file", StringComparison.Ordinal));
        Assert.DoesNotContain(await house.ToldAsync("registration"), told => told.Contains("database does not answer", StringComparison.Ordinal));
        using (var page = await program.GetAsync("/outcomes/api/editions/2023/bilan"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        await Troubled.UntilAsync("it was tried more often than any other failure may be", async () =>
        {
            house.Clock.Advance(Duration.FromSeconds(2));
            return await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT MAX(attempts) FROM outbox_delivery", null, CancellationToken.None) >= 8;
        });
        Assert.Equal((3, 0L), ((await house.ConditionAsync("registration")).Waiting, (await house.ConditionAsync("registration")).InError));
        Assert.False(File.Exists(file));

        File.Move(elsewhere, file);
        house.Clock.Advance(Duration.FromMinutes(5));
        await house.SettleAsync();
        Assert.Equal(7, await house.ArticlesAsync());
        Assert.Equal("Healthy", await program.GetStringAsync("/health/ready"));
        Assert.DoesNotContain(await house.ToldAsync("outcomes"), told => told.Contains("database", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_refuses_connections_is_waited_for()
    {
        await using var database = new TryoutDatabase(DatabaseAddress.SqlServer(Closed, "jobdating_outcomes"), new FakeClock(TestHouse.Start));
        var refused = await Assert.ThrowsAsync<SqlException>(() => database.RunAsync("SELECT 1"));
        Assert.True(SqlText.IsTransient(refused), $"{refused.Number}, class {refused.Class}");
        Assert.Equal("broken", database.WriteTrouble?.Kind);
        Assert.True(SqlText.IsTransient(await Assert.ThrowsAsync<SqlException>(() => database.AllAsync<int>("SELECT 1"))));
    }

    [Fact]
    public async Task A_program_whose_server_refuses_connections_says_so_and_ends()
    {
        var data = Directory.CreateTempSubdirectory("jobdating-gone-").FullName;
        try
        {
            var (exit, _, error) = await Journeys.Shell.RunAsync("dotnet", [Journeys.Shell.Program("Registration"), "--data", data],
                new Dictionary<string, string> { ["JOBDATING_RABBITMQ"] = "amqp://jobdating:jobdating@127.0.0.1:1/", ["JOBDATING_SQLSERVER"] = Closed, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
            Assert.Equal(1, exit);
            Assert.StartsWith("The database of registration does not answer", error.Trim().Split('\n')[^1], StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
