using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>The texts of contradictions and how they are settled: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class SettlingTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.FollowUp.Settling.Texts", typeof(SettlingTexts).Assembly);

    private static readonly IReadOnlySet<string> Known = Words.Keys(CultureInfo.InvariantCulture);

    /// <summary>What rows hold as a word, in the reader's words; one that has none is shown as it is.</summary>
    public static string Said(string kind, string word) => Known.Contains($"{kind}.{word}") ? Words[$"{kind}.{word}"] : word;

    /// <summary>A text that differs for one and for several, with its number. French counts 0 as one.</summary>
    public static string Count(string key, int number) =>
        Words[$"{key}.{(number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr") ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>Who wrote something, as the audit has it: names stand in no audit, so another account is known by the end of its id.</summary>
    /// <param name="me">The reader.</param>
    public static string By(string? actor, string me) => actor is null ? Words["By.unknown"]
        : actor == me ? Words["By.me"]
        : actor.Split(' ') is ["account", { Length: > 6 } id] ? Words["By.account", id[^6..]]
        : Said("By", actor.Split(' ')[0]);

    public static string Name(SettlingLine.Person person) =>
        person.ErasedAt is not null ? Words["Erased", person.Code]
        : $"{person.FirstName} {person.LastName}".Trim() is { Length: > 0 } name ? name
        : Words["Unnamed"];

    public static string Establishment(string? name, string siret) => name ?? (siret.Length == 0 ? Words["Establishment.None"] : Words["Establishment.Elsewhere"]);

    /// <summary>14 mars 2023, at the edition's clock.</summary>
    public static string Day(Instant instant, string timeZone) => Bilan.ReaderFormat.Date(instant.InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date);

    /// <summary>14 mars 2023 à 9h30, at the edition's clock.</summary>
    public static string Moment(Instant instant, string timeZone)
    {
        var there = instant.InZone(DateTimeZoneProviders.Tzdb[timeZone]);
        return Words["Moment", Bilan.ReaderFormat.Date(there.Date), LocalTimePattern.Create(Words["Time"], CultureInfo.CurrentCulture).Format(there.TimeOfDay)];
    }

    /// <summary>CDI, depuis le 3 avril 2023; null when nothing was said.</summary>
    public static string? Contract(SaidAnswer answer)
    {
        var parts = new List<string>();
        if (answer.ContractType is { } type)
            parts.Add(Said("Contract", type));
        if (answer.StartedOn is { } started)
            parts.Add(Words["Contract.Since", Bilan.ReaderFormat.Date(started)]);
        if (answer.EndedOn is { } ended)
            parts.Add(Words["Contract.Until", Bilan.ReaderFormat.Date(ended)]);
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
