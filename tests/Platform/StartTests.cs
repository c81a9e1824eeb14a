using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed partial class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("here")]
    [InlineData("127.0.0.1:5080")]
    public void An_address_that_is_none_is_refused_with_a_sentence(string urls) => Assert.Throws<SettingsException>(() => Build(urls));

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://[::1]:0;http://127.0.0.2:0")]
    [InlineData("http://0.0.0.0:0")]
    public async Task An_address_to_listen_on_is_accepted(string urls) => await Build(urls).DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1:5080", "localhost;127.0.0.1;[::1];jobdating.example")]
    [InlineData("http://localhost:5080;http://[::1]:5080", "localhost;127.0.0.1;[::1];jobdating.example")]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081", "*")]
    [InlineData("http://*:5080", "*")]
    [InlineData("http://localhost.example:5080", "*")]
    public void A_program_that_only_this_machine_reaches_answers_to_few_names(string urls, string names) =>
        Assert.Equal(names, Listening.Hosts(urls, new Settings { Data = "", PublicAddress = "https://jobdating.example/" }));

    [Theory]
    [InlineData("JOBDATING_TOKEN", "too short", "32")]
    [InlineData("JOBDATING_ADDRESS", "jobdating.example", "https://")]
    [InlineData("JOBDATING_SMPT", "smtp://mail.example", "JOBDATING_SMTP")]
    [InlineData("JOBDATING_SMPT_FILE", "/dev/null", "JOBDATING_SMTP")]
    [InlineData("JOBDATING_TOKEN_FILE", "/nowhere/token", "cannot be read")]
    [InlineData("JOBDATING_TOKEN_FILE", "/dev/null", "empty")]
    [InlineData("JOBDATING_PROXIES", "10.0.0.0/40", "10.0.0.0/24")]
    [InlineData("JOBDATING_RABBITMQ", "amqp://one:secret@rabbit1/,amqp://two:secret@rabbit2/", "one broker")]
    [InlineData("JOBDATING_KEYS", "/proc/jobdating-keys", "Nothing can be written")]
    [InlineData("ASPNETCORE_TEMP", "/proc/jobdating-uploads", "Nothing can be written")]
    [InlineData("TMPDIR", "/proc/jobdating-temp", "Nothing can be written")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "JOBDATING_ADDRESS")]
    public async Task A_setting_that_cannot_be_is_refused_with_a_sentence(string name, string value, string hint)
    {
        var (exit, error) = await RunAsync("AllInOne", (name, value));
        Assert.Equal(1, exit);
        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains(hint, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_stands_in_a_file_too_is_refused_with_a_sentence()
    {
        var (exit, error) = await RunAsync("AllInOne", ("JOBDATING_TOKEN", TestHouse.Token), ("JOBDATING_TOKEN_FILE", "/dev/null"));
        Assert.Equal(1, exit);
        Assert.Contains("JOBDATING_TOKEN and JOBDATING_TOKEN_FILE", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_is_read_from_the_file_that_its_name_says()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "too short\n");
        var (exit, error) = await RunAsync("AllInOne", ("JOBDATING_TOKEN_FILE", file));
        File.Delete(file);
        Assert.Equal(1, exit);
        Assert.Contains("JOBDATING_TOKEN must have at least 32 characters", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Registration")]
    [InlineData("Scheduling")]
    [InlineData("Outcomes")]
    public async Task A_service_alone_without_broker_does_not_start(string service)
    {
        var (exit, error) = await RunAsync(service);
        Assert.Equal(1, exit);
        Assert.Contains("JOBDATING_RABBITMQ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_address_that_is_none_is_refused_with_a_sentence()
    {
        var (exit, error) = await RunAsync("AllInOne", ("JOBDATING_RABBITMQ", "rabbit"));
        Assert.Equal(1, exit);
        Assert.Contains("amqp://", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>On another machine than the service's, a proxy (the gateway) is believed only when it is named; whoever came by https has cookies that go by https only.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_elsewhere_is_believed_when_it_is_named(bool named)
    {
        var own = OwnAddress.OrSkip();
        var folder = Directory.CreateTempSubdirectory("jobdating-proxy-");
        var app = ServiceHost.Build(new Settings { Data = folder.FullName, Proxies = named ? [new IPNetwork(own, 32)] : [] }, JobDating.AllInOne.Commands.Services(), $"http://{own}:0");
        await using (app)
        {
            await app.StartHouseAsync(listen: true);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/registration/sign-in") { Headers = { { "X-Forwarded-For", "203.0.113.9" }, { "X-Forwarded-Proto", "https" } } };
            using var answer = await http.SendAsync(asked);
            Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Equal(named, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
            await app.StopAsync();
        }
        folder.Delete(recursive: true);
    }

    /// <summary>What deploy/README.md explains, what the programs and tests ask for, and what a start accepts are the same names.</summary>
    [Fact]
    public void Every_setting_is_known_and_explained()
    {
        var explained = SettingName().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "deploy", "README.md"))).Select(name => name.Value.EndsWith(JobDating.Platform.Settings.InFile, StringComparison.Ordinal) ? name.Value[..^JobDating.Platform.Settings.InFile.Length] : name.Value).ToHashSet();
        var asked = SourceTree.Files("services", "*.cs").Concat(SourceTree.Files("tests", "*.cs")).SelectMany(file => AskedName().Matches(File.ReadAllText(file.File.FullName))).Select(name => name.Groups[1].Value).ToHashSet();
        Assert.Equal(JobDating.Platform.Settings.Names.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
        Assert.Empty(JobDating.Platform.Settings.Names.Except(asked));
    }

    [GeneratedRegex("JOBDATING_[A-Z_]+")]
    private static partial Regex SettingName();

    [GeneratedRegex("(?:Text|Secret|Value|Instances|GetEnvironmentVariable)\\(\"(JOBDATING_[A-Z_]+)\"")]
    private static partial Regex AskedName();

    private static Microsoft.AspNetCore.Builder.WebApplication Build(string urls) =>
        ServiceHost.Build(new Settings { Data = Path.GetTempPath() }, JobDating.AllInOne.Commands.Services(), urls);

    /// <summary>The program as a process of its own, to its end.</summary>
    private static async Task<(int Exit, string Error)> RunAsync(string program, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("jobdating-start-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"JobDating.{program}.dll"), "--data", folder.FullName])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("JOBDATING_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }
}
