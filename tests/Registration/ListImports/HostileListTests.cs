using System.Text;
using CsCheck;
using JobDating.Registration.ListImports;
using MiniExcelLibs;
using Xunit;

namespace JobDating.Tests.Registration.ListImports;

/// <summary>Whatever file is sent as a list: it is read, or refused with a sentence, and nothing worse.</summary>
public sealed class HostileListTests
{
    private static readonly byte[] _csv = Encoding.UTF8.GetBytes("Nom;Prénom;Né(e) le;Tél.\nLovelace;Ada;10/12/1965;06 12 34 56 78\nHopper;\"Grace \"\"M\"\"\";09.12.66;\n");

    [Fact]
    public void A_text_changed_at_random() => RandomInputs.Change.Array[1, 8].Sample(changes => IsSound(RandomInputs.Changed(_csv, changes)), iter: RandomInputs.Count(1000, 700_000));

    [Fact]
    public void Any_bytes() => Gen.Byte.Array[0, 300].Sample(IsSound, iter: RandomInputs.Count(500, 200_000));

    [Fact]
    public void A_spreadsheet_changed_at_random()
    {
        using var written = new MemoryStream();
        written.SaveAs(new[] { new { Nom = "Lovelace", Prénom = "Ada" }, new { Nom = "Hopper", Prénom = "Grace" } });
        var xlsx = written.ToArray();
        Assert.True(IsSound(xlsx));
        RandomInputs.Change.Array[0, 4].Sample(changes => IsSound(RandomInputs.Changed(xlsx, changes)), iter: RandomInputs.Count(300, 100_000));
    }

    private static bool IsSound(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"jobdating-list-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(path, bytes);
            return ListFile.Read(path).All(line => line.Number > 0 && line.Cells.Count <= ListFile.MaxColumns && line.Cells.All(cell => cell.Length <= ListFile.MaxCell));
        }
        catch (ListRefusedException refused)
        {
            return ListImportTexts.Words[$"Refusal.{refused.Rule}"].Length > 0;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
