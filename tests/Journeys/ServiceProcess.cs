using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>One service as a process of its own, as in production, or all three in one: on a free port, on a data folder.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private static readonly Dictionary<string, string> AnyPort = new() { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["JOBDATING_TOKEN"] = TestHouse.Token };

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>Everything it said on stderr.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Begun, and perhaps not yet listening: see <see cref="ReadyAsync"/>.</summary>
    /// <param name="nodes">Of the broker.</param>
    /// <param name="at">Where to listen; null: on a free port.</param>
    public static ServiceProcess Begin(string name, string data, IReadOnlyList<Uri> nodes, Uri? at = null) =>
        new(name, Shell.Start("dotnet", [Shell.Program(name), "--data", data], new Dictionary<string, string>(AnyPort) { ["JOBDATING_RABBITMQ"] = string.Join(',', nodes), ["ASPNETCORE_URLS"] = at?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:0" }));

    /// <summary>The address in front of three services, begun.</summary>
    public static ServiceProcess BeginGateway(Func<string, IReadOnlyList<Uri>> addressesOf) =>
        new("Gateway", Shell.Start("dotnet", [Shell.Program("Gateway")], ThreeServices.Names.ToDictionary(name => $"JOBDATING_{name.ToUpperInvariant()}", name => string.Join(',', addressesOf(name)))
            .Append(new("ASPNETCORE_URLS", "http://127.0.0.1:0")).ToDictionary()));

    /// <summary>One process with the demonstration, begun.</summary>
    public static ServiceProcess BeginDemo(string data, params string[] more) =>
        new("AllInOne", Shell.Start("dotnet", [Shell.Program("AllInOne"), "--demo", "--data", data, .. more], AnyPort));

    /// <summary>The same, whose mails go to this server.</summary>
    public static ServiceProcess BeginDemo(string data, Uri smtp) =>
        new("AllInOne", Shell.Start("dotnet", [Shell.Program("AllInOne"), "--demo", "--data", data], new Dictionary<string, string>(AnyPort) { ["JOBDATING_SMTP"] = smtp.AbsoluteUri }));

    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it has held at once, in MB, as the system counts it.</summary>
    public int PeakMemory => File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is var line
        ? int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024 : 0;

    /// <summary>Where it listens is known.</summary>
    public async Task ListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_listening.Task, ended, Task.Delay(TimeSpan.FromSeconds(60)));
        Assert.True(first == _listening.Task, $"{Name} did not start:\n{Log}");
        Address = await _listening.Task;
    }

    public async Task<ServiceProcess> ReadyAsync()
    {
        await ListeningAsync();
        using var http = new HttpClient { BaseAddress = Address };
        await Journeys.UntilAsync($"{Name} is ready", async () =>
        {
            Assert.False(_process.HasExited, $"{Name} ended:\n{Log}");
            try
            {
                return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return this;
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

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (ListeningOn().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex("Now listening on: (http://[^\"\\s]+)")]
    private static partial Regex ListeningOn();
}
