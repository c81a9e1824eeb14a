using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace JobDating.Registration.ListImports;

/// <summary>
/// The lines of the first sheet of an XLSX file. A formula counts as the value it last had. What the zip claims about its sizes is not believed:
/// every part is unpacked and counted, and thrown away, before a reader sees it.
/// </summary>
internal static class SpreadsheetLines
{
    private const long MaxPartBytes = 300L * 1024 * 1024;
    private const long MaxTexts = 150L * 1024 * 1024;
    private const int MaxParts = 1000;

    /// <summary>A sheet that is formatted to its last column has 16,384 of them; of a list, few hold anything.</summary>
    private const int WidestSheet = 1000;

    public static IEnumerable<ListLine> Read(string path)
    {
        Weigh(path);
        using var file = File.OpenRead(path);
        var number = 0;
        foreach (IDictionary<string, object?> row in MiniExcel.Query(file, useHeaderRow: false, excelType: ExcelType.XLSX, configuration: new OpenXmlConfiguration { EnableSharedStringCache = true, FillMergedCells = false }))
        {
            if (row.Count > WidestSheet)
                throw new ListRefusedException("TooManyColumns");
            yield return new ListLine(++number, Trimmed([.. row.Values.Select(Text)]));
        }
    }

    private static void Weigh(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MaxParts || !zip.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
                throw new ListRefusedException("NotASpreadsheet");
            var buffer = new byte[81920];
            foreach (var entry in zip.Entries)
            {
                using var part = entry.Open();
                var limit = entry.Name.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase) ? MaxTexts : MaxPartBytes;
                for (long total = 0; part.Read(buffer) is > 0 and var count;)
                    if ((total += count) > limit)
                        throw new ListRefusedException("TooLargeInside");
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ListRefusedException("Damaged", damage);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "dd/MM/yyyy" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 && number == Math.Floor(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => ListFile.Cell(value.ToString()),
    };

    private static IReadOnlyList<string> Trimmed(List<string> cells)
    {
        cells.RemoveRange(cells.FindLastIndex(cell => cell.Length > 0) + 1, cells.Count - cells.FindLastIndex(cell => cell.Length > 0) - 1);
        return cells;
    }
}
