using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JobDating.Benchmarks.Contention;

/// <summary>A program as a process of its own, on a port of its own; several may have one data folder, as several machines would have one database.</summary>
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

    /// <summary>In MB, as the system counts it: what it holds now, and the most that it has held.</summary>
    public (double Now, double Most) Memory
    {
        get
        {
            var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
            return (Of("VmRSS"), Of("VmHWM"));

            double Of(string what) => double.Parse(lines.First(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
    }

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
    public static Task ImportAsync(string archive, string data) => CommandAsync("import", archive, "--data", data);

    /// <summary>An edition's figures as JSON, as the program's command prints them.</summary>
    /// <inheritdoc cref="ImportAsync"/>
    public static Task<string> BilanAsync(string edition, string data) => CommandAsync("bilan", edition, "--data", data);

    /// <summary>Counts an edition again from its facts.</summary>
    /// <exception cref="InvalidOperationException">Facts and figures differ; with how.</exception>
    public static Task RecountAsync(string edition, string data) => CommandAsync("recount", edition, "--data", data);

    private static async Task<string> CommandAsync(params string[] arguments)
    {
        using var process = Process.Start(Program(arguments))!;
        var said = process.StandardError.ReadToEndAsync();
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException(await said);
    }

    /// <summary>The three services in one.</summary>
    /// <exception cref="TimeoutException">It does not listen after a minute.</exception>
    public static Task<Instance> StartAsync(string data) => StartAsync(Program("--data", data));

    /// <summary>One service, which reaches the others by that broker.</summary>
    /// <inheritdoc cref="StartAsync(string)"/>
    public static Task<Instance> StartAsync(string service, string data, Uri broker)
    {
        var start = Program(service, ["--data", data]);
        start.Environment["JOBDATING_RABBITMQ"] = broker.ToString();
        return StartAsync(start);
    }

    /// <summary>This program itself, with a command of its own.</summary>
    /// <inheritdoc cref="StartAsync(string)"/>
    public static Task<Instance> StartOwnAsync(string command, string data) => StartAsync(Program("Benchmarks", [command, data]));

    private static async Task<Instance> StartAsync(ProcessStartInfo start)
    {
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

    private static ProcessStartInfo Program(params string[] arguments) => Program("AllInOne", arguments);

    private static ProcessStartInfo Program(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"JobDating.{program}.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
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
