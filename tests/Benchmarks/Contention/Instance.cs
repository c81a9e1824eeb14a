using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JobDating.Benchmarks.Contention;

/// <summary>The program as a process of its own, on a port of its own; several may have one data folder, as several machines would have one database.</summary>
internal sealed partial class Instance : IDisposable
{
    /// <summary>What an administrator's program brings.</summary>
    public const string Token = "the-token-of-the-rush-is-long-enough";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Instance(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } said && ListeningOn().Match(said) is { Success: true } match)
                _listening.TrySetResult(new Uri(match.Groups[1].Value));
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What its processors have worked since it began.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Takes an archive in, as the program's command does.</summary>
    /// <exception cref="InvalidOperationException">It did not; with what it said.</exception>
    public static async Task ImportAsync(string archive, string data)
    {
        using var process = Process.Start(Program("import", archive, "--data", data))!;
        var said = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(await said);
    }

    /// <exception cref="TimeoutException">It does not listen after a minute.</exception>
    public static async Task<Instance> StartAsync(string data)
    {
        var start = Program("--data", data);
        (start.Environment["ASPNETCORE_URLS"], start.Environment["JOBDATING_TOKEN"]) = ("http://127.0.0.1:0", Token);
        var instance = new Instance(Process.Start(start)!);
        try
        {
            instance.Address = await instance._listening.Task.WaitAsync(Patience);
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    private static ProcessStartInfo Program(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "JobDating.AllInOne.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("JOBDATING_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    [GeneratedRegex("Now listening on: (http://[^\"\\s]+)")]
    private static partial Regex ListeningOn();
}
