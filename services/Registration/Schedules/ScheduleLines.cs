using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// A timetable as the lines of a mail: a paragraph for each site and day, a line for each interview. Passed to a text as it is, for a mail's line
/// breaks are taken out of strings only; here each line is cleaned by itself.
/// </summary>
internal sealed class ScheduleLines
{
    private readonly string _text;

    private ScheduleLines(IEnumerable<IEnumerable<string>> paragraphs) =>
        _text = string.Join("\n\n", paragraphs.Select(lines => string.Join('\n', lines.Select(MailText.OneLine))));

    /// <summary>For a candidate: each with its employer and table.</summary>
    /// <param name="change">What is new is marked; null: nothing is.</param>
    public static ScheduleLines OfCandidate(IEnumerable<ReadSchedule.Interview> interviews, ScheduleChange? change, DateTimeZone zone, string language)
    {
        var culture = MailText.Culture(language);
        return new(ByDay(interviews, zone, culture, interview => interview.TableNumber is { } table
            ? Say(culture, "Line", Time(interview.StartsAt, zone, culture), interview.Employer, table, Mark(interview.Id, change, culture))
            : Say(culture, "Line.NoTable", Time(interview.StartsAt, zone, culture), interview.Employer, Mark(interview.Id, change, culture))));
    }

    /// <summary>For an establishment: the times and tables. Who comes stands on its page: names in a mail could not be erased.</summary>
    public static ScheduleLines OfEstablishment(IEnumerable<ReadSchedule.Interview> interviews, ScheduleChange? change, DateTimeZone zone, string language)
    {
        var culture = MailText.Culture(language);
        return new(ByDay(interviews, zone, culture, interview => interview.TableNumber is { } table
            ? Say(culture, "Line.Table", Time(interview.StartsAt, zone, culture), table, Mark(interview.Id, change, culture))
            : Say(culture, "Line.Time", Time(interview.StartsAt, zone, culture), Mark(interview.Id, change, culture))));
    }

    /// <summary>What no longer takes place, in one paragraph under its heading; empty: nothing.</summary>
    /// <param name="name">Whom one would have met; null: not to be said.</param>
    public static ScheduleLines OfGone(IReadOnlyList<Slot> gone, Func<Slot, string?> name, DateTimeZone zone, string language)
    {
        var culture = MailText.Culture(language);
        return new(gone.Count == 0 ? [] : [[Say(culture, "Gone"), .. gone.Select(slot => name(slot) is { } known
            ? Say(culture, "Gone.Line", Day(slot.StartsAt, zone, culture), Time(slot.StartsAt, zone, culture), known)
            : Say(culture, "Gone.Time", Day(slot.StartsAt, zone, culture), Time(slot.StartsAt, zone, culture)))]]);
    }

    /// <summary>One after the other.</summary>
    public static ScheduleLines Of(params IEnumerable<ScheduleLines> parts) => new(parts.Where(part => part._text.Length > 0).SelectMany(part => part._text.Split("\n\n")).Select(paragraph => paragraph.Split('\n')));

    public override string ToString() => _text;

    /// <summary>jeudi 11 avril 2024</summary>
    public static string Day(LocalDate date, CultureInfo culture) => date.ToString("dddd d MMMM uuuu", culture);

    public static string Time(Instant at, DateTimeZone zone, CultureInfo culture) => at.InZone(zone).TimeOfDay.ToString(Say(culture, "Time"), culture);

    private static string Day(Instant at, DateTimeZone zone, CultureInfo culture) => Day(at.InZone(zone).Date, culture);

    private static IEnumerable<IEnumerable<string>> ByDay(IEnumerable<ReadSchedule.Interview> interviews, DateTimeZone zone, CultureInfo culture, Func<ReadSchedule.Interview, string> line) =>
        interviews.OrderBy(interview => interview.StartsAt).ThenBy(interview => interview.TableNumber).GroupBy(interview => (interview.SiteId, interview.StartsAt.InZone(zone).Date)).Select(day => (IEnumerable<string>)[
            Heading(day.First(), day.Key.Date, culture),
            .. day.Select(line)]);

    private static string Heading(ReadSchedule.Interview first, LocalDate date, CultureInfo culture) =>
        Say(culture, first.Place is null ? "Day" : "Day.Place", first.SiteName, Day(date, culture), first.Place);

    private static string Mark(Guid id, ScheduleChange? change, CultureInfo culture) =>
        change is null ? "" : change.Added.Contains(id) ? Say(culture, "Mark.Added") : change.Moved.Contains(id) ? Say(culture, "Mark.Moved") : "";

    private static string Say(CultureInfo culture, string key, params object?[] arguments) => ScheduleTexts.Words.In(culture, key, arguments);
}
