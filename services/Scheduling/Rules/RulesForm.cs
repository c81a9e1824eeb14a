using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Rules;

/// <summary>What is typed about how a site is booked.</summary>
public sealed record RulesForm
{
    private const int MostMinutes = 240;
    private const int MostNotice = 7 * 24 * 60;
    private const int MostInterviews = 100;

    public string? Version { get; init; }
    public string? Pause { get; init; }
    public string? LunchStartsAt { get; init; }
    public string? LunchEndsAt { get; init; }
    public string? MostPerCandidate { get; init; }
    public string? Gap { get; init; }
    public string? Notice { get; init; }
    public string? OncePerEstablishment { get; init; }
    public string? CandidatesBook { get; init; }
    public string? BookingOpensOn { get; init; }
    public string? BookingOpensAt { get; init; }
    public string? BookingClosesOn { get; init; }
    public string? BookingClosesAt { get; init; }

    /// <summary>The interviews that will no longer fit have been read.</summary>
    public string? Confirmed { get; init; }

    internal static RulesForm Of(SiteRules rules, DateTimeZone zone)
    {
        var (opens, closes) = (rules.BookingOpensAt?.InZone(zone).LocalDateTime, rules.BookingClosesAt?.InZone(zone).LocalDateTime);
        return new RulesForm
        {
            Pause = Typed.Show(rules.PauseMinutes),
            LunchStartsAt = rules.LunchStartsAt is { } starts ? Typed.Show(starts) : null,
            LunchEndsAt = rules.LunchEndsAt is { } ends ? Typed.Show(ends) : null,
            MostPerCandidate = rules.MostPerCandidate is { } most ? Typed.Show(most) : null,
            Gap = Typed.Show(rules.GapMinutes),
            Notice = Typed.Show(rules.NoticeMinutes),
            OncePerEstablishment = rules.OncePerEstablishment ? "true" : null,
            CandidatesBook = rules.CandidatesBook ? "true" : null,
            BookingOpensOn = opens is { } from ? Typed.Show(from.Date) : null,
            BookingOpensAt = opens is { } fromTime ? Typed.Show(fromTime.TimeOfDay) : null,
            BookingClosesOn = closes is { } until ? Typed.Show(until.Date) : null,
            BookingClosesAt = closes is { } untilTime ? Typed.Show(untilTime.TimeOfDay) : null,
        };
    }

    /// <summary>The rules as typed; null when something is wrong, which then stands in <paramref name="errors"/>.</summary>
    internal SiteRules? Read(FormErrors errors, Guid siteId, DateTimeZone zone)
    {
        var typed = new Typed(errors);
        var words = RuleTexts.Words;
        var pause = typed.Number("pause", Pause, 0, MostMinutes);
        var lunchStarts = typed.Time("lunchStartsAt", LunchStartsAt);
        var lunchEnds = typed.Time("lunchEndsAt", LunchEndsAt);
        if (lunchStarts is not null && lunchEnds is null)
            errors.Add("lunchEndsAt", words["Lunch.Both"]);
        else if (lunchEnds is not null && lunchStarts is null)
            errors.Add("lunchStartsAt", words["Lunch.Both"]);
        else if (lunchStarts is not null && lunchStarts == lunchEnds)
            errors.Add("lunchEndsAt", words["Lunch.Empty"]);
        var most = typed.Number("mostPerCandidate", MostPerCandidate, 1, MostInterviews);
        var gap = typed.Number("gap", Gap, 0, MostMinutes);
        var notice = typed.Number("notice", Notice, 0, MostNotice);
        var opens = Moment(typed, errors, "bookingOpens", BookingOpensOn, BookingOpensAt, zone);
        var closes = Moment(typed, errors, "bookingCloses", BookingClosesOn, BookingClosesAt, zone);
        if (opens is not null && closes <= opens)
            errors.Add("bookingClosesOn", words["Booking.ClosesBeforeOpens"]);
        return errors.Any ? null : new SiteRules
        {
            SiteId = siteId,
            PauseMinutes = pause ?? 0,
            LunchStartsAt = lunchStarts,
            LunchEndsAt = lunchEnds,
            MostPerCandidate = most,
            GapMinutes = gap ?? 0,
            NoticeMinutes = notice ?? 0,
            OncePerEstablishment = Typed.Checked(OncePerEstablishment),
            CandidatesBook = Typed.Checked(CandidatesBook),
            BookingOpensAt = opens,
            BookingClosesAt = closes,
        };
    }

    /// <summary>All of it, to be posted again once it is confirmed.</summary>
    internal IReadOnlyList<(string Name, string Value)> Kept()
    {
        (string Name, string? Value)[] all =
        [
            ("pause", Pause), ("lunchStartsAt", LunchStartsAt), ("lunchEndsAt", LunchEndsAt), ("mostPerCandidate", MostPerCandidate), ("gap", Gap), ("notice", Notice),
            ("oncePerEstablishment", OncePerEstablishment), ("candidatesBook", CandidatesBook), ("bookingOpensOn", BookingOpensOn), ("bookingOpensAt", BookingOpensAt),
            ("bookingClosesOn", BookingClosesOn), ("bookingClosesAt", BookingClosesAt), ("confirmed", "true"),
        ];
        return [.. all.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!))];
    }

    /// <summary>A date and a time of the edition's zone. An hour that comes twice is its first; one that the clocks skip is none.</summary>
    private static Instant? Moment(Typed typed, FormErrors errors, string field, string? on, string? at, DateTimeZone zone)
    {
        var date = typed.Date($"{field}On", on, required: !string.IsNullOrWhiteSpace(at));
        var time = typed.Time($"{field}At", at, required: !string.IsNullOrWhiteSpace(on));
        if (date is not { } day || time is not { } hour)
            return null;
        var mapped = zone.MapLocal(day + hour);
        if (mapped.Count > 0)
            return mapped.First().ToInstant();
        errors.Add($"{field}At", RuleTexts.Words["Booking.Skipped", TimetableTexts.Time(hour)]);
        return null;
    }
}
