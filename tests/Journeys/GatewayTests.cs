using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>The gateway as a process, between a proxy that ends the encryption and a service: what the service is told, and what the log is not.</summary>
public sealed partial class GatewayTests
{
    [Fact]
    public async Task Services_learn_who_the_reader_is_and_that_they_came_by_https()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var service = builder.Build();
        service.Run(http => http.Response.WriteAsync($"{http.Request.Headers["X-Forwarded-For"]} {http.Request.Headers["X-Forwarded-Proto"]}"));
        await service.StartAsync();
        var away = "http://127.0.0.1:1";
        using var gateway = Shell.Start("dotnet", [Shell.Program("Gateway")], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["JOBDATING_REGISTRATION"] = service.Urls.Single(),
            ["JOBDATING_SCHEDULING"] = away,
            ["JOBDATING_OUTCOMES"] = away,
        });
        try
        {
            var log = new StringBuilder();
            using var http = new HttpClient { BaseAddress = await ListeningAsync(gateway, log) };
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/in/somebodys-personal-link") { Headers = { { "X-Forwarded-For", "198.51.100.1, 203.0.113.9" }, { "X-Forwarded-Proto", "https" } } };
            using var answer = await http.SendAsync(asked);
            // Only the proxy's own word counts: what the reader wrote before it does not.
            Assert.Equal("203.0.113.9 https", await answer.Content.ReadAsStringAsync());

            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/outcomes/somebodys-personal-link")).StatusCode);
            var said = await ReadUntilAsync(gateway, log, text => text.Contains("did not answer", StringComparison.Ordinal));
            Assert.DoesNotContain("somebodys-personal-link", said);
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
        }
    }

    /// <summary>On another machine than the gateway's, a proxy is believed only when it is named.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_elsewhere_is_believed_when_it_is_named(bool named)
    {
        var own = OwnAddress.OrSkip();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var service = builder.Build();
        service.Run(http => http.Response.WriteAsync($"{http.Request.Headers["X-Forwarded-For"]} {http.Request.Headers["X-Forwarded-Proto"]}"));
        await service.StartAsync();
        using var gateway = Shell.Start("dotnet", [Shell.Program("Gateway")], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://{own}:0",
            ["JOBDATING_REGISTRATION"] = service.Urls.Single(),
            ["JOBDATING_PROXIES"] = named ? $"198.51.100.0/24,{own}" : "198.51.100.0/24",
        });
        try
        {
            using var http = new HttpClient { BaseAddress = await ListeningAsync(gateway, new StringBuilder()) };
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Forwarded-For", "203.0.113.9" }, { "X-Forwarded-Proto", "https" } } };
            using var answer = await http.SendAsync(asked);
            Assert.Equal(named ? "203.0.113.9 https" : $"{own} http", await answer.Content.ReadAsStringAsync());
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
        }
    }

    private static async Task<Uri> ListeningAsync(Process gateway, StringBuilder log) =>
        new(ListeningOn().Match(await ReadUntilAsync(gateway, log, text => ListeningOn().IsMatch(text))).Groups[1].Value);

    private static async Task<string> ReadUntilAsync(Process gateway, StringBuilder log, Func<string, bool> said)
    {
        while (!said(log.ToString()))
            log.AppendLine(await gateway.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException($"The gateway has ended: {log}"));
        return log.ToString();
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex ListeningOn();
}
