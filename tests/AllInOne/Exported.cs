using System.Text;
using JobDating.Outcomes.Exports;
using JobDating.Registration.Exports;
using JobDating.Scheduling.Exports;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>An edition's archive as a house gives it out, in a folder that is gone afterwards.</summary>
internal sealed class Exported : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("jobdating-export-").FullName;

    public static async Task<Exported> FromAsync(TestHouse house, string edition)
    {
        var exported = new Exported();
        Stream Open(string name) => File.Create(Path.Combine(exported.Folder, name));
        Assert.True(await ExportEdition.WriteAsync(house.Registration, edition, Open, CancellationToken.None));
        Assert.True(await ExportInterviews.WriteAsync(house.Scheduling, edition, () => Open("interviews.csv"), CancellationToken.None));
        Assert.True(await ExportAnswers.WriteAsync(house.Outcomes, edition, () => Open("followups.csv"), CancellationToken.None));
        return exported;
    }

    public string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>Each file's bytes as text, one after the other.</summary>
    public string Everything() => string.Concat(Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Select(path => $"{Path.GetFileName(path)}\n{File.ReadAllText(path)}\n"));

    /// <summary>The rows below the header, each as its cells with a bar between.</summary>
    public IReadOnlyList<string> Rows(string file) => [.. Cells(Text(file)).Skip(1).Select(row => string.Join('|', row))];

    public string Header(string file) => string.Join('|', Cells(Text(file))[0]);

    /// <summary>RFC 4180 by the letter: quotes, doubled quotes, line ends within them.</summary>
    private static List<List<string>> Cells(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var one = text[i];
            if (quoted && one == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (one == '"')
                quoted = !quoted;
            else if (!quoted && one is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (one == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (quoted || one != '\r')
                cell.Append(one);
        }
        Assert.True(cell.Length == 0 && row.Count == 0, "The file does not end with its last row.");
        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
