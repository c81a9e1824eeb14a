using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Platform;

/// <summary>Texts of the page that says how a service is.</summary>
internal static class OperationsTexts
{
    public static Words Words { get; } = new("JobDating.Platform.Operations.Texts", typeof(OperationsTexts).Assembly);

    /// <summary>8 s, 12 min, 3 h 20 min, 2 d: as exactly as one needs it. Never below zero.</summary>
    public static string Length(Duration length)
    {
        var seconds = (long)Math.Abs(length.TotalSeconds);
        return seconds switch
        {
            < 60 => Words["Length.Seconds", seconds],
            < 3600 => Words["Length.Minutes", seconds / 60],
            < 86_400 => Words["Length.Hours", seconds / 3600, seconds % 3600 / 60],
            _ => Words["Length.Days", seconds / 86_400],
        };
    }

    public static string Megabytes(long bytes) => (bytes / 1_000_000).ToString("N0", CultureInfo.CurrentCulture);
}
