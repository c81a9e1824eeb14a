using System.Globalization;
using JobDating.Gateway;
using JobDating.Platform;
using Microsoft.AspNetCore.HttpOverrides;

// One address in front of the three services and all their instances. It forwards and says plainly when a service is away; it decides nothing.
if (!Addresses.TryRead(Environment.GetEnvironmentVariable, out var addresses, out var refusal))
    return Say(refusal);
if (args is ["health"])
    return await AskHealth.RunAsync(addresses.Listen, "/gateway/health/live");
if (Proxies.Read(Environment.GetEnvironmentVariable("JOBDATING_PROXIES")) is not { } proxies)
    return Say("JOBDATING_PROXIES must be addresses or networks like 10.0.0.7 or 10.0.0.0/24, with a comma between them.");

// An empty builder: no settings file, command line or further variable can open another address than the one checked above.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "JobDating.Gateway" });
builder.WebHost.UseKestrelCore().UseUrls(addresses.Listen).ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = Forwarding.LargestUpload;
});
builder.Logging.AddSimpleConsole(line => line.SingleLine = true)
    .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Logging.SetMinimumLevel(LogLevel.Information)
    .AddFilter("Microsoft", LogLevel.Warning)
    .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
    // A start that fails is said in one sentence below.
    .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
    // YARP writes a stack trace for each refused connection; NotAnswering says the same in one line.
    .AddFilter("Yarp", LogLevel.Error);
builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = [.. addresses.Names(Environment.GetEnvironmentVariable("JOBDATING_ADDRESS"))]);
// A proxy on this machine, or one that is named, ends the encryption and says who the reader is and that they came by https; the services are told the same.
builder.Services.Configure<ForwardedHeadersOptions>(options =>
{
    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    foreach (var proxy in proxies)
        options.KnownIPNetworks.Add(proxy);
});
builder.Services.AddRoutingCore();
builder.Services.AddForwarding(addresses);

await using var app = builder.Build();
app.UseHostFiltering();
app.UseForwardedHeaders();
app.UseRequestLocalization(languages => languages.AddSupportedUICultures("fr", "en").SetDefaultCulture("fr"));
app.UseRouting();
app.MapGet("/gateway/health/live", () => Results.Text("live\n"));
app.MapGet("/gateway/health/dependencies", ShowInstances.Answer);
app.MapReverseProxy(proxy =>
{
    proxy.Use(NotAnswering.SayAsync);
    proxy.Use(NextInstance.TryAsync);
    proxy.UseLoadBalancing();
    proxy.UsePassiveHealthChecks();
});
try
{
    await app.RunAsync();
    return 0;
}
catch (IOException taken)
{
    return Say($"The address {addresses.Listen} cannot be used: {taken.Message}");
}

static int Say(string sentence)
{
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"JobDating.Gateway: {sentence}"));
    return 1;
}
