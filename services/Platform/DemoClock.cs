using System.Globalization;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// The clock that only a demonstration has: it goes as any other, and can be moved forward, never back. How far it was moved lies in a file, so the demonstration goes on from its own day.
/// </summary>
public sealed class DemoClock : IClock
{
    private readonly IClock _real;
    private readonly string _file;
    private long _ahead;

    /// <param name="real">The time that it goes on from.</param>
    /// <param name="file">Holds the distance from the real time, in seconds, which may be below zero.</param>
    /// <param name="start">When the demonstration begins, if there is no file yet; null: now.</param>
    /// <exception cref="FormatException">The file was not written here.</exception>
    public DemoClock(IClock real, string file, Instant? start)
    {
        (_real, _file) = (real, file);
        if (File.Exists(file))
            _ahead = long.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture);
        else if (start is { } first)
            Keep((long)(first - real.GetCurrentInstant()).TotalSeconds);
    }

    /// <summary>The day as the reader reads it, where the demonstration's tours are: "mercredi 11 octobre 2023".</summary>
    public string Today
    {
        get
        {
            var date = GetCurrentInstant().InZone(Zone).Date;
            return date.ToString(date.Day == 1 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "dddd d'er' MMMM uuuu" : "dddd d MMMM uuuu", CultureInfo.CurrentCulture);
        }
    }

    /// <summary>The day's hour there: "08:40".</summary>
    public string Hour => GetCurrentInstant().InZone(Zone).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static DateTimeZone Zone => DateTimeZoneProviders.Tzdb["Europe/Paris"];

    public Instant GetCurrentInstant() => _real.GetCurrentInstant() + Duration.FromSeconds(Interlocked.Read(ref _ahead));

    /// <exception cref="ArgumentOutOfRangeException">That is not later than now.</exception>
    public void ForwardTo(Instant later)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(later, GetCurrentInstant());
        Keep((long)Math.Ceiling((later - _real.GetCurrentInstant()).TotalSeconds));
    }

    private void Keep(long ahead)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file))!);
        // Beside it first: whoever is killed here leaves the old one or the new one.
        File.WriteAllText($"{_file}.new", ahead.ToString(CultureInfo.InvariantCulture));
        File.Move($"{_file}.new", _file, overwrite: true);
        Interlocked.Exchange(ref _ahead, ahead);
    }
}
