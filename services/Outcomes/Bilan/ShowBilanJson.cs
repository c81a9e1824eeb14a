using JobDating.Platform;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.Bilan;

/// <summary><c>GET /outcomes/api/editions/{code}/bilan?asOf=2023-11-30</c>: the JSON of IMPORT.md.</summary>
internal static class ShowBilanJson
{
    public static async Task<IResult> RunAsync(string code, string? asOf, OutcomesDatabase db, CancellationToken ct) =>
        await ReadBilan.RunAsync(db, code, AsOf(asOf), ct) is { } bilan
            ? Results.Json(bilan, Json.Options)
            : throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);

    /// <summary>Null when nothing was asked.</summary>
    /// <exception cref="Rejected">400: not a date, or one that a database has no room for.</exception>
    public static LocalDate? AsOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true, Value: { Year: > 0 and < 9999 } date } ? date
        : throw new Rejected(StatusCodes.Status400BadRequest, OutcomesTexts.Words["AsOf.NotADate", text]);
}
