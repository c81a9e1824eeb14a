namespace JobDating.Tests.Platform;

/// <summary>The repository's own files, as they lie beside the program that is being tested.</summary>
internal static class SourceTree
{
    private static readonly string[] Made = ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts", "jobdating-data", "jobdating-demo"];

    public static string Root { get; } = FindRoot();

    /// <summary>What people wrote, nothing that a tool makes; each with its path from the root, with forward slashes.</summary>
    public static IEnumerable<(string Path, FileInfo File)> Files(string folder = "", string pattern = "*") =>
        from file in Walk(new DirectoryInfo(Path.Combine(Root, folder)), pattern)
        select (Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), file);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) => folder.EnumerateFiles(pattern)
        .Concat(folder.EnumerateDirectories().Where(inner => !Made.Contains(inner.Name)).SelectMany(inner => Walk(inner, pattern)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "JobDating.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests look at the source files, so they run inside the repository.");
    }
}
