using System.Diagnostics;

namespace JobDating.Tests.Journeys;

/// <summary>Programs and scripts of the repository, run as a person would run them.</summary>
internal static class Shell
{
    /// <summary>The repository's root: the nearest folder above the tests' program that has the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the tests run what was built together with them.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The program of a service, which lies beside the tests because they reference it.</summary>
    public static string Program(string name) => Path.Combine(AppContext.BaseDirectory, $"JobDating.{name}.dll");

    /// <summary>Starts it with both outputs open for reading, and only those JOBDATING_ settings that are given.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("JOBDATING_", StringComparison.Ordinal) || name == "ASPNETCORE_URLS").ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs it to its end: exit code and both outputs.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var process = Start(file, arguments, variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "JobDating.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"JobDating.sln is nowhere above {AppContext.BaseDirectory}.");
    }
}
