using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>One trace goes from a request in one service, through its outbox, to the consumers in the others.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task What_a_request_says_is_taken_in_elsewhere_as_part_of_the_same_trace()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var steps = new Steps(trace);
        await using var house = await TestHouse.StartAsync(listen: true);
        using var program = house.Client();
        program.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await program.PostAsJsonAsync("/registration/api/editions", new { id = Guid.CreateVersion7(), name = "Tour 2026", code = "2026", timeZone = "Europe/Paris" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await house.SettleAsync();

        var request = Assert.Single(steps.Ended, step => step.Source.Name == "Microsoft.AspNetCore");
        foreach (var service in (string[])["scheduling", "outcomes"])
            Assert.Equal(request.SpanId, Assert.Single(steps.Ended, step => step.OperationName == $"take {service}.registration.edition-saved").ParentSpanId);
    }

    /// <summary>The steps of one trace that have ended.</summary>
    internal sealed class Steps : IDisposable
    {
        private readonly ActivityListener _listener;

        public Steps(ActivityTraceId trace)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "JobDating" or "Microsoft.AspNetCore",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = step =>
                {
                    if (step.TraceId == trace)
                        Ended.Enqueue(step);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> Ended { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
