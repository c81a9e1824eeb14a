using System.IO.Compression;
using JobDating.AllInOne.Demo;

namespace JobDating.Tests.Journeys;

/// <summary>The demo's archive as a zip, and what one process without a broker makes of it: the measure for all journeys.</summary>
internal static class DemoZip
{
    private static readonly Lazy<Dictionary<string, byte[]>> _files = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("jobdating-demo-").FullName;
        try
        {
            DemoArchive.Write(folder);
            return Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    private static readonly Lazy<Task<string>> _bilan = new(async () =>
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var http = house.Client();
        (await http.PostAsync("/registration/api/editions/import", new ByteArrayContent(Of()))).EnsureSuccessStatusCode();
        return await http.GetStringAsync(BilanPath(DemoArchive.EditionCode));
    });

    public static string BilanPath(string edition) => $"/outcomes/api/editions/{edition}/bilan?asOf=2023-11-30";

    /// <summary>The tour under that edition code; its other codes and its employers are the same in every edition.</summary>
    public static byte[] Of(string edition = DemoArchive.EditionCode, params (string Name, string Text)[] instead)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in _files.Value)
            {
                using var entry = zip.CreateEntry(name).Open();
                if (instead.FirstOrDefault(file => file.Name == name) is { Text: { } text })
                    entry.Write(System.Text.Encoding.UTF8.GetBytes(text));
                else if (name == "edition.csv")
                    entry.Write(System.Text.Encoding.UTF8.GetBytes($"code,name,time_zone\n{edition},Job Dating Tour 2023,Europe/Paris\n"));
                else
                    entry.Write(content);
            }
        return bytes.ToArray();
    }

    /// <summary>The bilan's JSON in one process, as if its edition had that code.</summary>
    public static async Task<string> BilanAsync(string edition = DemoArchive.EditionCode) =>
        (await _bilan.Value).Replace($"\"edition\":\"{DemoArchive.EditionCode}\"", $"\"edition\":\"{edition}\"", StringComparison.Ordinal);
}
