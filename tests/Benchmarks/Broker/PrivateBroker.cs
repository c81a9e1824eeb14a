using System.Diagnostics;
using RabbitMQ.Client;

namespace JobDating.Benchmarks.Broker;

/// <summary>A RabbitMQ of this run's own, by <c>deploy/broker.sh</c> in a folder that is gone afterwards.</summary>
internal sealed class PrivateBroker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-broker-").FullName;

    public Uri Address { get; private set; } = null!;

    /// <exception cref="InvalidOperationException">It does not start; with what the script says.</exception>
    public static async Task<PrivateBroker> StartAsync()
    {
        var broker = new PrivateBroker();
        broker.Address = new Uri((await broker.ScriptAsync("start")).Trim());
        return broker;
    }

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = Address }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("kill");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> ScriptAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root(), "deploy", "broker.sh"), command, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await error);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "JobDating.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"JobDating.sln is nowhere above {AppContext.BaseDirectory}.");
    }
}
