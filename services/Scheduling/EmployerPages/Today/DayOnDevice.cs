using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Running;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>The least that a phone needs to show a day without network: names of the day's candidates, their wishes for this employer, the employer's own notes, and the words. Erased there at sign-out and at the day's end.</summary>
public static class DayOnDevice
{
    /// <summary>As text within the page: nothing in it can end the element that it stands in.</summary>
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly string[] _words =
    [
        "Was", "Was.running", "Was.called", "Was.booked", "Was.to_note", "Was.no_show", "Was.held", "Was.no_answer", "Was.conclusive", "Was.not_conclusive", "Was.undecided",
        "State.running", "State.called", "State.booked", "State.to_note", "State.no_show", "State.held", "State.no_answer", "State.conclusive", "State.not_conclusive", "State.undecided",
        "Arrived.Yes", "Arrived.No", "Wishes.None", "Over.All", "Waits.One", "Waits.Many", "Waits.Explained", "Refused", "Refused.Read", "Refused.Line", "Offline", "SignedOut", "Ended",
        "Act.note", "Act.back", "Leave.Notes", "Leave.Notes.Many", "Leave.Erase", "Leave.Stay", "Left",
    ];

    /// <summary>What other pages and forms say in the same words.</summary>
    private static Dictionary<string, string> Words(OwnTable table)
    {
        var words = _words.ToDictionary(word => word, word => TodayTexts.Words[word]);
        foreach (var word in (string[])["Second.Is", "Results.Missing.One", "Results.Missing.Many"])
            words[word] = EmployerReading.Words[word];
        foreach (var word in (string[])["Wrong", "TooLong", "Date.Wrong"])
            words[word] = FormTexts.Words[word];
        words["Date.TooEarly"] = FormTexts.Words["Date.TooEarly", Typed.Show(table.Date)];
        words["Date.TooLate"] = FormTexts.Words["Date.TooLate", Typed.Show(Typed.LastDate)];
        return words;
    }

    public static string Of(OwnTable table, ReadRounds.Day day, Guid? chosen, Instant now, Instant answerBy) => JsonSerializer.Serialize(new
    {
        Table = table.Id,
        table.Address,
        Now = now.ToUnixTimeMilliseconds(),
        Until = table.Zone.AtStartOfDay(table.Date.PlusDays(1)).ToInstant().ToUnixTimeMilliseconds(),
        Chosen = chosen,
        Date = LocalDatePattern.Iso.Format(table.Date),
        LastDate = LocalDatePattern.Iso.Format(Typed.LastDate),
        Longest = SaveNote.Longest,
        // On the day alone: what waited longer is sent from a page that holds nobody.
        Rounds = day.Rounds.Where(round => !round.IsErased && now.InZone(table.Zone).Date == table.Date).Select(round => new
        {
            round.Id,
            round.Name,
            At = EmployerReading.Time(round.StartsAt, table.Zone),
            Time = EmployerReading.Words["FromTo", EmployerReading.Time(round.StartsAt, table.Zone), EmployerReading.Time(round.EndsAt, table.Zone)],
            EndsAt = round.EndsAt.ToUnixTimeMilliseconds(),
            State = round.State(now, answerBy),
            round.Status,
            round.Result,
            SecondOn = round.SecondInterviewOn is { } second ? LocalDatePattern.Iso.Format(second) : null,
            HasStarted = round.StartedAt is not null,
            IsCalled = round.CalledAt is not null,
            HasArrived = round.ReceivedAt is not null,
            Wishes = round.Wishes.Select(wish => $"{EmployerReading.Words["Wish.Rank", wish.Rank]} {wish.Title ?? TodayTexts.Words["Offer.Unknown"]}"),
            Opinion = round.Opinion is { } opinion ? TodayTexts.Words["Was", EmployerReading.Words["Mark"], EmployerReading.Words[$"Mark.{opinion}"]] : null,
            round.Note,
        }),
        Words = Words(table),
    }, _options);
}
