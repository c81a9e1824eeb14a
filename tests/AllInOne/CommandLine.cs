using System.Diagnostics;
using System.Text;

namespace JobDating.Tests.AllInOne;

/// <summary>The built program as a process of its own, in a folder of its own that is gone afterwards.</summary>
internal sealed class CommandLine : IDisposable
{
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, "JobDating.AllInOne.dll");

    /// <summary>Where its commands are typed.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("jobdating-command-").FullName;

    public sealed record Ended(int Exit, string Out, string Err);

    public async Task<Ended> RunAsync(params string[] words)
    {
        using var process = Start(words);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, texts[0], texts[1]);
    }

    /// <summary>Running; the caller reads what it says, or kills it.</summary>
    public Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("JOBDATING_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.ArgumentList.Add(_program);
        foreach (var word in words)
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
