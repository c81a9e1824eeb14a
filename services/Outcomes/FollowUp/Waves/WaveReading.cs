using JobDating.Outcomes.Bilan;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>What a wave's state is called, and where its pages are.</summary>
internal static class WaveReading
{
    public static string Path(string editionCode) => $"/outcomes/editions/{Uri.EscapeDataString(editionCode)}/waves";

    public static string Path(string editionCode, Guid wave) => $"{Path(editionCode)}/{wave}";

    public static string Title(ReadWaves.Row wave) => WaveTexts.Words["Wave.At", wave.Number, wave.SiteName];

    /// <summary>What the wave is for, by its number.</summary>
    public static string Kind(int number) => number < WaveCalendar.FirstOwn ? WaveTexts.Words[$"Kind.{number}"] : WaveTexts.Words["Kind.Own"];

    public static string State(ReadWaves.Row wave) => wave.Status == "open"
        ? WaveTexts.Words[wave.IsPaused ? "State.open.paused" : "State.open", ReaderFormat.Date(WaveCalendar.LastDay(wave.DueOn))]
        : WaveTexts.Words[wave.IsPaused ? "State.planned.paused" : $"State.{wave.Status}"];
}
