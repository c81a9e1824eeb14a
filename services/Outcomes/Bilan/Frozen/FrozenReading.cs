using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>What frozen bilans say, and where their pages are.</summary>
internal static class FrozenReading
{
    private static Words Words => FrozenTexts.Words;

    public static string Path(string editionCode) => $"/outcomes/editions/{Uri.EscapeDataString(editionCode)}/bilans";

    public static string Path(string editionCode, Guid id) => $"{Path(editionCode)}/{id}";

    public static string Moment(Instant at, string timeZone) => ReaderFormat.Date(at.InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date);

    /// <summary>“Depuis, 2 embauches de plus sont connues (144 → 146).”</summary>
    public static string Says(SinceThen.Change change)
    {
        var said = change switch
        {
            { Then: null, Now: { } now } => Words["Since.Known", change.Figure.Name(), now],
            { Then: { } then, Now: null } => Words["Since.Unknown", change.Figure.Name(), then],
            { Then: { } then, Now: { } now } => Differs(change.Figure, then, now),
            _ => change.Figure.Name(),
        };
        return change.Kind switch
        {
            SinceThen.PlaceKind.Site => Words["Since.At", change.Site, said],
            SinceThen.PlaceKind.Prepared => Words["Since.At", OutcomesTexts.Words["Bilan.Split.Prepared"], said],
            SinceThen.PlaceKind.NotPrepared => Words["Since.At", OutcomesTexts.Words["Bilan.Split.NotPrepared"], said],
            _ => said,
        };
    }

    /// <summary>The two that everybody asks for in a sentence of their own.</summary>
    private static string Differs(KeptFigure figure, int then, int now)
    {
        var (amount, way) = (Math.Abs(now - then), now > then ? "More" : "Less");
        return figure.Key == BilanFigures.Hires.Key || figure.Key == BilanFigures.TrainingEntries.Key
            ? Words[$"Since.{figure.Key}.{way}{(amount == 1 ? "One" : "")}", amount, then, now]
            : Words[$"Since.{way}", figure.Name(), amount, then, now];
    }

    /// <summary>In one line, for paper: the hires and training entries, or how many figures.</summary>
    public static string Short(SinceThen since, LocalDate today)
    {
        if (since.IsUnchanged)
            return Words["Short.Unchanged", ReaderFormat.Date(today)];
        var asked = since.OfEdition.Where(change => change.Figure.Key == BilanFigures.Hires.Key || change.Figure.Key == BilanFigures.TrainingEntries.Key).Select(Says).ToList();
        return Words["Short.Changed", ReaderFormat.Date(today), asked.Count > 0 ? string.Join(' ', asked) : Words["Short.Count", since.OfEdition.Count()]];
    }
}
