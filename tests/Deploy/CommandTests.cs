using System.Net;
using System.Net.Sockets;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Tests.Journeys;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>What images and units ask of the programs beside serving.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("AllInOne", "127.0.0.1")]
    [InlineData("AllInOne", "0.0.0.0")]
    [InlineData("Gateway", "0.0.0.0")]
    public async Task A_program_says_of_itself_whether_it_is_well(string program, string listening)
    {
        using var folder = new Folder();
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://{listening}:{FreePort()}", ["JOBDATING_ADDRESS"] = "https://jobdating.example", ["JOBDATING_DATA"] = folder.Path, ["JOBDATING_KEYS"] = folder.Path };
        Assert.Equal(1, (await HealthAsync(program, settings)).Exit);
        using var serving = Shell.Start("dotnet", [Shell.Program(program)], settings);
        try
        {
            await Journeys.Journeys.UntilAsync($"{program} is well", async () => (await HealthAsync(program, settings)).Exit == 0);
        }
        finally
        {
            serving.Kill();
            await serving.WaitForExitAsync();
        }
        var (exit, error) = await HealthAsync(program, settings);
        Assert.Equal(1, exit);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_program_that_cannot_read_a_database_says_that_it_is_not_well()
    {
        using var folder = new Folder();
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort()}", ["JOBDATING_DATA"] = folder.Path };
        using var serving = Shell.Start("dotnet", [Shell.Program("AllInOne")], settings);
        try
        {
            await Journeys.Journeys.UntilAsync("it is well", async () => (await HealthAsync("AllInOne", settings)).Exit == 0);
            await using (var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder.Path, "registration.db")};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "ALTER TABLE migration RENAME TO away";
                await command.ExecuteNonQueryAsync();
            }
            Assert.Equal((1, "/health/ready: 503\n"), await HealthAsync("AllInOne", settings));
        }
        finally
        {
            serving.Kill();
            await serving.WaitForExitAsync();
        }
    }

    /// <summary>Without broker and without listening: what a login that may change tables is for, and nothing else.</summary>
    [Fact]
    public async Task A_service_brings_its_database_to_its_shape_and_ends()
    {
        using var folder = new Folder();
        for (var again = 0; again < 2; again++)
        {
            var (exit, _, error) = await Shell.RunAsync("dotnet", [Shell.Program("Registration"), "migrate", "--data", folder.Path]);
            Assert.Equal((0, ""), (exit, error));
        }
        await using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder.Path, "registration.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM migration";
        Assert.Equal(Migrator.Files(typeof(Migrator).Assembly).Concat(Migrator.Files(typeof(RegistrationService).Assembly)).Count(), (int)(long)(await command.ExecuteScalarAsync())!);
        Assert.Equal(["registration.db"], Directory.EnumerateFiles(folder.Path, "*.db").Select(file => System.IO.Path.GetFileName(file)));
    }

    [Fact]
    public async Task A_command_that_is_none_is_refused_with_the_ones_there_are()
    {
        var (exit, _, error) = await Shell.RunAsync("dotnet", [Shell.Program("Outcomes"), "migrat"]);
        Assert.Equal((1, "Usage: outcomes [migrate] [--data DIR] | health\n"), (exit, error));
    }

    private static async Task<(int Exit, string Error)> HealthAsync(string program, Dictionary<string, string> settings)
    {
        var (exit, _, error) = await Shell.RunAsync("dotnet", [Shell.Program(program), "health"], settings);
        return (exit, error);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("jobdating-deploy-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
