using JobDating.AllInOne.Demo.Coming;
using NodaTime;

namespace JobDating.Tests.AllInOne.Demo;

/// <summary>The archive of the tour to come, as told from that day, in a folder of its own; gone with the test.</summary>
internal sealed class WrittenComing : IDisposable
{
    public WrittenComing(LocalDate today)
    {
        Story = new ComingStory(today);
        ComingArchive.Write(Story, Folder);
    }

    public ComingStory Story { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("jobdating-coming-").FullName;

    public List<Dictionary<string, string>> Read(string file) => NaiveCount.Read(Path.Combine(Folder, file));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
