using JobDating.AllInOne.Demo;

namespace JobDating.Tests.AllInOne;

/// <summary>The demo's archive in a folder of its own, gone with the tests.</summary>
public sealed class WrittenDemo : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("jobdating-demo-").FullName;

    public WrittenDemo() => DemoArchive.Write(Folder);

    public List<Dictionary<string, string>> Read(string file) => NaiveCount.Read(Path.Combine(Folder, file));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
