using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>Writes all that a service holds of a person as two files: a text that anybody can read, and the same as JSON for a program.</summary>
public static partial class PersonalTables
{
    private const string AuditSql = """
        SELECT happened_at,
          CASE WHEN act = 'seen' THEN NULL ELSE act END AS act,
          CASE WHEN act = 'seen' THEN NULL ELSE detail END AS detail,
          CASE WHEN act = 'seen' THEN NULL ELSE actor END AS actor,
          CASE WHEN act = 'seen' THEN detail END AS seen_by
        FROM audit
        WHERE subject_id IN @Ids OR actor IN @Actors
        ORDER BY happened_at
        """;

    private const string MailsSql = """
        SELECT queued_at, channel, to_address, subject, body, status, ended_at
        FROM mail
        WHERE about_id IN @Ids AND about = 'candidate'
        ORDER BY queued_at
        """;

    private static readonly Words _words = new("JobDating.Platform.Privacy.Texts", typeof(PersonalTables).Assembly);
    private static readonly LocalDateTimePattern _moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>Columns whose words are the program's.</summary>
    private static readonly HashSet<string> _coded = ["channel", "status", "result", "outcome", "purpose", "situation", "source", "opinion", "contact", "actor", "kind", "door_act", "answer", "why", "plan_act", "asked_by", "booked_by", "language", "form", "seen_by"];

    /// <summary>What every service has.</summary>
    public static IReadOnlyList<PersonalTable> OfPlatform { get; } =
    [
        new(_words, "mail", Erased.Nameless, MailsSql),
        PersonalTable.Derived(_words, "mail_word", Erased.Gone, "the words by which a mail is found, from its address"),
        new(_words, "audit", Erased.Trail, AuditSql),
        PersonalTable.Derived(_words, "access_revision", Erased.Trail, "how often links were taken back: a number"),
    ];

    /// <summary>The consumer of a service that gives its part of what is asked.</summary>
    public static Consume<PersonalDataAsked> Giving(string service, IReadOnlyList<PersonalTable> tables) => async (asked, tx, ct) =>
        await tx.PublishAsync(new PersonalDataGiven { RequestId = asked.RequestId, Service = service, GivenAt = tx.Now, Files = await WriteAsync(tx, service, tables, asked, ct) }, ct);

    public static async Task<IReadOnlyList<PersonalDataGiven.File>> WriteAsync(Transaction tx, string service, IReadOnlyList<PersonalTable> tables, PersonalDataAsked asked, CancellationToken ct)
    {
        var culture = MailText.Culture(asked.Language);
        var zone = DateTimeZoneProviders.Tzdb[asked.TimeZone];
        var text = new StringBuilder();
        var json = new Dictionary<string, object>();
        foreach (var table in tables.Concat(OfPlatform))
        {
            if (table.Sql is null)
                continue;
            var rows = (await tx.QueryAsync<dynamic>(table.Sql, new { Ids = asked.CandidateIds, Actors = asked.CandidateIds.Select(id => $"candidate {id}").ToList() }, ct)).Cast<IDictionary<string, object?>>().ToList();
            var title = table.Words.In(culture, $"Table.{table.Name}");
            text.Append(title).Append('\n').Append('=', title.Length).Append("\n\n");
            if (rows.Count == 0)
                text.Append(_words.In(culture, "Nothing")).Append("\n\n");
            foreach (var row in rows)
            {
                foreach (var (alias, value) in row)
                    if (Text(table.Words, culture, zone, alias, value) is { Length: > 0 } cell)
                        text.Append(table.Words.In(culture, $"Column.{alias}")).Append(culture.TwoLetterISOLanguageName == "fr" ? " : " : ": ").Append(cell).Append('\n');
                text.Append('\n');
            }
            json[table.Name] = rows.Select(row => row.ToDictionary(cell => cell.Key, cell => Raw(cell.Key, cell.Value))).ToList();
        }
        return [new() { Name = $"{service}.txt", Text = text.ToString() }, new() { Name = $"{service}.json", Text = System.Text.Json.JsonSerializer.Serialize(json, _readable) }];
    }

    private static readonly System.Text.Json.JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As a program reads it: the same from both engines.</summary>
    private static object? Raw(string alias, object? value) => value switch
    {
        null or DBNull => null,
        DateTime time when alias.EndsWith("_at", StringComparison.Ordinal) => DapperTypes.InstantText.Format(Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc))),
        DateTime date => LocalDatePattern.Iso.Format(LocalDate.FromDateTime(date)),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        string text => Link().Replace(text, "/in/…"),
        _ when alias.StartsWith("is_", StringComparison.Ordinal) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        _ => value,
    };

    private static string? Text(Words words, CultureInfo culture, DateTimeZone zone, string alias, object? value)
    {
        var raw = Raw(alias, value);
        return raw switch
        {
            null => null,
            bool flag => _words.In(culture, flag ? "Yes" : "No"),
            string moment when alias.EndsWith("_at", StringComparison.Ordinal) && DapperTypes.InstantText.Parse(moment) is { Success: true } at => _moment.Format(at.Value.InZone(zone).LocalDateTime),
            string time when alias is "present_from" or "present_until" && time.Length > 5 => time[..5],
            string word when _coded.Contains(alias) => Word(words, culture, word.Split(' ')[0]),
            _ => Convert.ToString(raw, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The reader's word for one of the program's; the program's own where there is none.</summary>
    private static string Word(Words words, CultureInfo culture, string word)
    {
        var keys = culture.TwoLetterISOLanguageName == "en" ? words.Keys(CultureInfo.GetCultureInfo("en")) : words.Keys(CultureInfo.InvariantCulture);
        return keys.Contains($"Value.{word}") ? words.In(culture, $"Value.{word}") : word;
    }

    // A personal link is a key to the person's page: it is not given to whoever holds the file.
    [GeneratedRegex("/in/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
