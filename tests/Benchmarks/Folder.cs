namespace JobDating.Benchmarks;

/// <summary>A folder for one run, gone afterwards.</summary>
internal sealed class Folder(string name) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory($"jobdating-{name}-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
