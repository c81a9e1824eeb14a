using System.Collections.Concurrent;
using CsCheck;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>
/// Whatever people, messages and the clock do, in whatever order: after each command nobody is twice at one time, nothing stands where the rules say it cannot, who is gone meets nobody, offers
/// can be accepted, versions grow, what was said is what stands there, and what was refused or done before has changed nothing.
/// </summary>
public sealed class SequencesTests(ITestOutputHelper output)
{
    /// <summary>JOBDATING_SEQUENCES says another number.</summary>
    private static readonly long Rounds = long.TryParse(Environment.GetEnvironmentVariable("JOBDATING_SEQUENCES"), out var rounds) ? rounds : Environment.GetEnvironmentVariable("JOBDATING_LONG") is { Length: > 0 } ? 100_000 : 40;

    [Theory, EachEngine]
    public async Task Whatever_happens_nobody_is_booked_twice_and_what_was_said_is_so(Engine engine)
    {
        var stages = new ConcurrentBag<Stage>();
        var done = new ConcurrentDictionary<(Kind, bool), int>();
        try
        {
            await Step.Sequence.SampleAsync(async steps =>
            {
                if (!stages.TryTake(out var stage))
                    stage = await Stage.StartAsync(engine);
                try
                {
                    await PlayAsync(stage, steps, done);
                }
                finally
                {
                    stages.Add(stage);
                }
            }, iter: Rounds);
        }
        finally
        {
            foreach (var stage in stages)
                await stage.DisposeAsync();
            foreach (var kind in done.GroupBy(one => one.Key.Item1).OrderBy(kind => kind.Key))
                output.WriteLine($"{kind.Key}: {kind.Where(one => one.Key.Item2).Sum(one => one.Value)} done, {kind.Where(one => !one.Key.Item2).Sum(one => one.Value)} refused");
        }
    }

    private static async Task PlayAsync(Stage stage, IReadOnlyList<Step> steps, ConcurrentDictionary<(Kind, bool), int> count)
    {
        await stage.ResetAsync();
        var (acts, invariants) = (new Acts(stage), new Invariants(stage));
        var before = await Look.TakeAsync(stage.Db);
        for (var at = 0; at < steps.Count; at++)
        {
            var after = before;
            try
            {
                var now = stage.Clock.GetCurrentInstant();
                var done = await acts.RunAsync(steps[at], before);
                after = await Look.TakeAsync(stage.Db);
                await invariants.HoldAsync(steps[at], done, before, after, now);
                count.AddOrUpdate((steps[at].Kind, done), 1, (_, old) => old + 1);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"After {string.Join(", ", steps.Take(at + 1))}: {exception.Message}\n  before: {before.Show(stage.Name)}\n  after:  {after.Show(stage.Name)}\n{exception}", exception);
            }
            before = after;
        }
    }
}
