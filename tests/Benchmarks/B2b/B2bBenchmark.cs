using System.Diagnostics;
using System.Globalization;
using JobDating.Scheduling.Planning.Times;

namespace JobDating.Benchmarks.B2b;

/// <summary>One line a file: name;meetings;placed;breaks;maxBreaksDifference;violations;seconds, or name;infeasible;seconds where counting proves it.</summary>
internal static class B2bBenchmark
{
    /// <returns>0, or 1 when the folder has no instance, a file cannot be read or a schedule breaks a rule.</returns>
    public static async Task<int> RunAsync(DirectoryInfo folder, double seconds, int threads, int seed, TextWriter output, CancellationToken ct)
    {
        var files = folder.Exists ? folder.GetFiles("*.dzn").OrderBy(file => file.Name, StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No instance (*.dzn) in {folder}.");
            return 1;
        }

        var wrong = 0;
        foreach (var file in files)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                var instance = B2bInstance.Read(await File.ReadAllTextAsync(file.FullName, ct));
                var (line, violations) = Measure(file.Name, instance, new TimingEffort { Time = TimeSpan.FromSeconds(seconds), Threads = threads, Seed = seed }, ct);
                wrong += violations;
                await output.WriteLineAsync(line);
            }
            catch (FormatException unreadable)
            {
                wrong++;
                await Console.Error.WriteLineAsync($"{file.Name}: {unreadable.Message}");
            }
        }

        return wrong == 0 ? 0 : 1;
    }

    private static (string Line, int Violations) Measure(string name, B2bInstance instance, TimingEffort effort, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var problem = B2bProblem.Of(instance);
        if (Timing.Overloads(problem).Count > 0)
            return (string.Create(CultureInfo.InvariantCulture, $"{name};infeasible;{watch.Elapsed.TotalSeconds:F2}"), 0);
        var found = Timing.Find(problem, effort, ct: ct);
        watch.Stop();
        var check = B2bCheck.Of(instance, found.Slots);
        return (string.Create(CultureInfo.InvariantCulture, $"{name};{instance.Meetings.Count};{check.Placed};{check.Breaks};{check.Difference};{check.Violations};{watch.Elapsed.TotalSeconds:F2}"), check.Violations);
    }
}
