using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>The gateway before two instances of one service, one of which ends, breaks off, is not ready, and comes back.</summary>
public sealed class GatewayInstancesTests : IAsyncLifetime
{
    private const int Many = 40;

    private readonly Instance _one = new("one"), _other = new("other");
    private readonly StringBuilder _log = new();
    private Process _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        await _one.StartAsync();
        await _other.StartAsync();
        _gateway = Shell.Start("dotnet", [Shell.Program("Gateway")], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["JOBDATING_REGISTRATION"] = $"{_one.Address}, {_other.Address}",
            ["JOBDATING_SCHEDULING"] = _one.Address,
            ["JOBDATING_OUTCOMES"] = "http://127.0.0.1:1",
        });
        var listening = new TaskCompletionSource<Uri>();
        _gateway.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
                _log.AppendLine(line.Data);
            if (line.Data?.Split("Now listening on: ") is [_, var address])
                listening.TrySetResult(new Uri(address));
        };
        _gateway.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = await listening.Task.WaitAsync(TimeSpan.FromSeconds(60)), DefaultRequestHeaders = { { "Accept-Language", "en" } } };
    }

    [Fact]
    public async Task Nobody_sees_that_an_instance_has_ended_and_it_is_asked_again_once_it_is_back()
    {
        await Journeys.UntilAsync("both answer", async () => (await AnswersAsync(HttpMethod.Get)).Order().SequenceEqual(["one", "other"]));
        Assert.Equal(("fine", 2), await RegistrationAsync());

        await _one.StopAsync();
        for (var i = 0; i < Many; i++)
        {
            Assert.Equal("other", await AnswerAsync(HttpMethod.Get));
            Assert.Equal("other", await AnswerAsync(HttpMethod.Post));
        }
        await Journeys.UntilAsync("the operator is told", async () => await RegistrationAsync() == ("degraded", 1));
        Assert.Contains("Registration: 1 of 2 instances are not ready.", await (await _http.GetAsync("/gateway/health/dependencies")).Content.ReadAsStringAsync());
        await Journeys.UntilAsync("the log says which", () => Task.FromResult(Log.Contains($"registration at {_one.Address} is not ready and is left out", StringComparison.Ordinal)));

        await _one.StartAsync();
        await Journeys.UntilAsync("both answer again", async () => (await AnswersAsync(HttpMethod.Post)).Order().SequenceEqual(["one", "other"]));
        await Journeys.UntilAsync("the operator is told no more", async () => await RegistrationAsync() == ("fine", 2));
        await Journeys.UntilAsync("the log says so too", () => Task.FromResult(Log.Contains($"registration at {_one.Address} is back", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_instance_that_is_not_ready_gets_nothing()
    {
        _one.IsReady = false;
        await Journeys.UntilAsync("it is left out", async () => await RegistrationAsync() == ("degraded", 1));
        Assert.Equal(["other"], await AnswersAsync(HttpMethod.Get));
        // Where none is ready, all are asked: what they say is better than nothing.
        _other.IsReady = false;
        await Journeys.UntilAsync("both are out", async () => await RegistrationAsync() == ("broken", 0));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _http.GetAsync("/gateway/health/dependencies")).StatusCode);
        Assert.Equal(["one", "other"], (await AnswersAsync(HttpMethod.Get)).Order());
    }

    [Fact]
    public async Task What_only_reads_is_asked_again_elsewhere_and_what_may_have_been_saved_is_not()
    {
        (_one.BreaksOff, _other.BreaksOff) = (true, false);
        for (var i = 0; i < Many; i++)
            Assert.Equal("other", await AnswerAsync(HttpMethod.Get));
        var (done, told) = (0, 0);
        for (var i = 0; i < Many; i++)
        {
            // Without a body: nothing would stop it from being sent again.
            using var answer = await _http.PostAsync("/button", null);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
            (done, told) = answer.IsSuccessStatusCode ? (done + 1, told) : (done, told + 1);
        }
        Assert.True(told > 0);
        Assert.Equal((told, done), (_one.Forms, _other.Forms));
    }

    [Fact]
    public async Task A_service_without_any_instance_says_so()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _http.PostAsync("/outcomes/form", new StringContent("a form"))).StatusCode);
        Assert.Contains("\"service\":\"outcomes\",\"status\":\"broken\",\"instances\":1,\"ready\":0", await (await _http.GetAsync("/gateway/health/dependencies")).Content.ReadAsStringAsync());
        Assert.Equal("one", await _http.GetStringAsync("/scheduling/page"));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _gateway.Kill();
        await _gateway.WaitForExitAsync();
        _gateway.Dispose();
        await _one.StopAsync();
        await _other.StopAsync();
    }

    private string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    private async Task<(string Status, int Ready)> RegistrationAsync()
    {
        using var seen = JsonDocument.Parse(await (await _http.GetAsync("/gateway/health/dependencies")).Content.ReadAsStringAsync());
        var registration = seen.RootElement.GetProperty("services").EnumerateArray().Single(service => service.GetProperty("service").GetString() == "registration");
        return (registration.GetProperty("status").GetString()!, registration.GetProperty("ready").GetInt32());
    }

    /// <summary>Whoever answers one of many.</summary>
    private async Task<IReadOnlyList<string>> AnswersAsync(HttpMethod method)
    {
        var found = new HashSet<string>();
        for (var i = 0; i < Many; i++)
            found.Add(await AnswerAsync(method));
        return [.. found];
    }

    private async Task<string> AnswerAsync(HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/page") { Content = method == HttpMethod.Post ? new StringContent("a form") : null };
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A service of two lines, always at the same address.</summary>
    private sealed class Instance(string name)
    {
        private WebApplication? _app;
        private int _forms;

        public string Address { get; private set; } = "http://127.0.0.1:0";
        public bool IsReady { get; set; } = true;

        /// <summary>It ends each request in the middle.</summary>
        public bool BreaksOff { get; set; }

        /// <summary>Forms that it has read to their end.</summary>
        public int Forms => _forms;

        public async Task StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(Address);
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Run(AnswerAsync);
            await _app.StartAsync();
            Address = _app.Urls.Single();
        }

        public async Task StopAsync()
        {
            if (_app is not null)
                await _app.DisposeAsync();
            _app = null;
        }

        private async Task AnswerAsync(HttpContext http)
        {
            if (http.Request.Path == "/health/ready")
            {
                http.Response.StatusCode = IsReady ? 200 : 503;
                return;
            }
            if (HttpMethods.IsPost(http.Request.Method))
            {
                using var reader = new StreamReader(http.Request.Body);
                Assert.Equal(http.Request.Path == "/button" ? "" : "a form", await reader.ReadToEndAsync());
                Interlocked.Increment(ref _forms);
            }
            if (BreaksOff)
                http.Abort();
            else
                await http.Response.WriteAsync(name);
        }
    }
}
