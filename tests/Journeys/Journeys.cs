using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// Whole stories over real processes and a real RabbitMQ, one after the other on one broker.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<Broker>
{
    public const string Name = "Journeys over RabbitMQ";

    /// <summary>JOBDATING_LONG=1 asks for the long form: many rounds, at random moments.</summary>
    public static bool Long { get; } = Environment.GetEnvironmentVariable("JOBDATING_LONG") == "1";

    /// <summary>Until the condition holds; fails with what was waited for.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, double seconds = 60)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < end, $"After {seconds} s still waiting: {what}.");
            await Task.Delay(50);
        }
    }
}
