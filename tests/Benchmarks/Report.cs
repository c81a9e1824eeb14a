using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace JobDating.Benchmarks;

/// <summary>What a bench found, in the form that all have: a table on the console, and the same as JSON in a file.</summary>
internal sealed class Report(string bench, bool isShort)
{
    private const string Head = "what;measured;unit;reference;ratio;goal;stands";
    private static readonly JsonSerializerOptions _written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Figure> _figures = [];

    /// <param name="Reference">The raw thing, measured in the same run and in the same unit; null: there is none.</param>
    /// <param name="Stands">Null: there is no goal.</param>
    internal sealed record Figure(string What, double Measured, string Unit, double? Reference, double? Ratio, string? Goal, bool? Stands);

    public bool IsShort => isShort;

    /// <summary>Everything that is counted is what it must be, whatever the times are.</summary>
    public bool IsRight { get; private set; } = true;

    public void Add(string what, double measured, string unit, double? reference = null, Goal? goal = null)
    {
        // What is too short to be measured is no reference: the processors' time comes in hundredths of a second.
        var ratio = reference > 0 ? measured / reference : null;
        _figures.Add(new Figure(what, measured, unit, reference, ratio, goal?.Text, goal?.Holds(measured, ratio)));
    }

    /// <summary>What is counted rather than timed: it is right or wrong.</summary>
    public void Add(string what, double counted, string goal, bool stands)
    {
        _figures.Add(new Figure(what, counted, "", null, null, goal, stands));
        IsRight &= stands;
    }

    /// <param name="json">Null: a file among the temporary ones.</param>
    public async Task WriteAsync(TextWriter to, FileInfo? json)
    {
        var file = json?.FullName ?? Path.Combine(Path.GetTempPath(), $"jobdating-{bench}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            bench,
            Short = isShort,
            At = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Machine = new { Cores = Environment.ProcessorCount, MemoryMb = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20, Dotnet = RuntimeInformation.FrameworkDescription, System = RuntimeInformation.OSDescription, Busy = Busy() },
            Figures = _figures,
        }, _written));
        await to.WriteLineAsync(Head);
        foreach (var one in _figures)
            await to.WriteLineAsync($"{one.What};{Text(one.Measured)};{one.Unit};{Text(one.Reference)};{Text(one.Ratio)};{one.Goal};{one.Stands switch { true => "yes", false => "no", _ => "" }}");
        await to.WriteLineAsync($"{(isShort ? "A short run: it shows that the bench runs, not how fast the program is. " : "")}{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.FrameworkDescription}; busy: {Busy()}; {file}");
    }

    /// <summary>How many programs wanted a core in the last minute, on the whole machine: others may be at work.</summary>
    private static string Busy() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";

    private static string Text(double? number) => number switch
    {
        null => "",
        >= 100 or <= -100 => Math.Round(number.Value).ToString(CultureInfo.InvariantCulture),
        _ => number.Value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
