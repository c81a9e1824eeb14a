using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>
/// CSV that spreadsheets and our own import read: UTF-8, comma, quotes by RFC 4180, formulas neutralised. Rows are streamed; times are in the
/// zone given.
/// </summary>
public static class CsvFile
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Fraction = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss.FFFFFFF");
    private static readonly OffsetPattern OffsetText = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    /// <returns>How many rows there were.</returns>
    public static async Task<int> WriteAsync(Stream to, string columns, IAsyncEnumerable<string?[]> rows, CancellationToken ct)
    {
        await using var writer = CsvWriter.Create(to, Options, true);
        writer.WriteHeader(columns.Split(' '));
        var count = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            count++;
            await writer.WriteRecordAsync([.. row.Select(cell => cell is null ? "" : SpreadsheetText.Neutralise(cell))], ct);
        }
        await writer.FlushAsync(ct);
        return count;
    }

    public static string? Text(LocalDate? date) => date is { } known ? LocalDatePattern.Iso.Format(known) : null;

    public static string? Text(LocalTime? time) => time is { } known ? (known.TickOfMinute() == 0 ? Minutes : Fraction).Format(known) : null;

    public static string? Text(bool? flag) => flag is { } known ? known ? "yes" : "no" : null;

    public static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Local time; with its offset where the clock shows that time twice.</summary>
    public static string? Text(Instant? instant, DateTimeZone zone)
    {
        if (instant is not { } known)
            return null;
        var there = known.InZone(zone);
        var text = $"{LocalDatePattern.Iso.Format(there.Date)}T{Text((LocalTime?)there.TimeOfDay)}";
        return zone.MapLocal(there.LocalDateTime).Count > 1 ? text + OffsetText.Format(there.Offset) : text;
    }

    private static long TickOfMinute(this LocalTime time) => time.TickOfDay % NodaConstants.TicksPerMinute;
}
