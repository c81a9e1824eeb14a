using System.Diagnostics;
using System.Diagnostics.Metrics;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JobDating.Platform;

/// <summary>Traces and metrics, sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; off otherwise.</summary>
internal static class Telemetry
{
    public const string Name = "JobDating";

    private static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Activities = new(Name);

    public static readonly Counter<long> Taken = Meter.CreateCounter<long>("jobdating.messages.taken", description: "Messages taken in by a consumer.");
    public static readonly Counter<long> Failed = Meter.CreateCounter<long>("jobdating.messages.failed", description: "Attempts of a consumer that failed.");
    public static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("jobdating.messages.delay", "s", "From when a message was said until a consumer had taken it in.");

    public static void Add(IServiceCollection things, House house)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            return;
        things.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"jobdating-{string.Join('-', house.Services.Select(service => service.Name))}"))
            .WithTracing(tracing => tracing.AddSource(Name, "MassTransit").AddAspNetCoreInstrumentation(asp => asp.Filter = http => !Secrets.InAddress(http.Request.Path)))
            .WithMetrics(metrics => metrics.AddMeter(Name, "MassTransit").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
