using System.Globalization;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>The texts of the telephone and of answers on paper: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class CallTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.FollowUp.Calling.Texts", typeof(CallTexts).Assembly);

    private static readonly IReadOnlySet<string> Known = Words.Keys(CultureInfo.InvariantCulture);

    /// <summary>A text that differs for one and for several, with its number.</summary>
    public static string Count(string key, int number) => Words[$"{key}.{(ReaderFormat.Singular(number) ? "One" : "Many")}", ReaderFormat.Count(number)];

    /// <summary>What a call brought; null is an attempt that came with an import.</summary>
    public static string Outcome(string? outcome) => Words[outcome is not null && Known.Contains($"Outcome.{outcome}") ? $"Outcome.{outcome}" : "Outcome.unreachable"];

    /// <summary>What somebody is, as the question's own buttons say it.</summary>
    public static string Situation(string situation) => situation == "unreachable" ? Outcome(null) : Answering.AnsweringTexts.Words[$"Situation.{situation}"];

    /// <summary>10h12, at the edition's clock.</summary>
    public static string Time(Instant at, string timeZone) => Typed.Show(at.InZone(DateTimeZoneProviders.Tzdb[timeZone]).TimeOfDay);

    /// <summary>14 mars 2023 à 9h30, at the edition's clock.</summary>
    public static string Moment(Instant at, string timeZone) => SettlingTexts.Moment(at, timeZone);

    /// <summary>What the script is read out in.</summary>
    public static CultureInfo CultureOf(string? language) => MailText.Culture(language ?? "fr");

    /// <summary>In the script's language; where that is the reader's too, with its spaces that break no line.</summary>
    public static string In(Words words, CultureInfo culture, string key, params object?[] arguments) =>
        culture.TwoLetterISOLanguageName == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName ? words[key, arguments] : words.In(culture, key, arguments);

    /// <summary>A date as it is said in that language.</summary>
    public static string Said(LocalDate date, CultureInfo culture) => LocalDatePattern.Create(culture.TwoLetterISOLanguageName == "fr" && date.Day == 1 ? "d'er' MMMM uuuu" : "d MMMM uuuu", culture).Format(date);
}
