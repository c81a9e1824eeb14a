using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>A candidate's timetable as a mail: because it changed, or to remember it.</summary>
internal static class CandidateScheduleMail
{
    private const string EmployersSql = "SELECT siret, company_name FROM establishment WHERE siret IN @Sirets";

    private sealed record Employer
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
    }

    /// <summary>Tells candidates what has changed.</summary>
    /// <returns>The news that no mail can bring. Nobody is left to be told of an erased person's.</returns>
    public static async Task<IReadOnlyList<Guid>> QueueAsync(Transaction tx, IReadOnlyList<TellSchedules.Told> all, PersonalLinks links, CancellationToken ct)
    {
        var people = await FindCandidates.ByIdAsync(tx, [.. all.Select(one => one.News.CandidateId!.Value)], ct);
        var employers = (await tx.QueryAsync<Employer>(EmployersSql, new { Sirets = all.SelectMany(one => one.Change.Gone).Select(slot => slot.Siret).Distinct() }, ct)).ToDictionary(row => row.Siret, row => row.CompanyName);
        var issuer = await links.ForAsync(tx, people.Keys, ct);
        var (mails, unreached) = (new List<Mail>(), new List<Guid>());
        foreach (var one in all)
        {
            if (!people.TryGetValue(one.News.CandidateId!.Value, out var person) || person.ErasedAt is not null)
                continue;
            if (!MailAddress.CanReach(person.Email))
            {
                unreached.Add(one.News.Id);
                continue;
            }
            var language = person.Language ?? "fr";
            var lines = ScheduleLines.Of(
                ScheduleLines.OfCandidate(one.Present, one.Change, one.News.Zone, language),
                ScheduleLines.OfGone(one.Change.Gone, slot => employers.GetValueOrDefault(slot.Siret, slot.Siret), one.News.Zone, language));
            mails.Add(Of(person, $"schedule/{one.News.Id}", one.Change.Last, MailText.Compose(ScheduleTexts.Words, language, one.Present.Count > 0 ? "Tell" : "Tell.Nothing",
                person.FirstName, one.News.EditionName, lines, CandidateLink.Absolute(issuer, person, tx.Now)))
                with
            { QuietZone = one.Change.MayWaitForMorning(tx.Now) ? one.News.TimeZone : null });
        }
        await tx.MailAsync(mails, ct);
        return unreached;
    }

    /// <summary>Reminds one candidate of the interviews of one day.</summary>
    /// <param name="kind"><c>day_before</c> or <c>day</c>.</param>
    public static Mail Remind(SaveCandidates.Row person, string kind, LocalDate date, IReadOnlyList<ReadSchedule.Interview> interviews, string editionName, DateTimeZone zone, PersonalLinks.Issuer links, Instant now)
    {
        var language = person.Language ?? "fr";
        var culture = MailText.Culture(language);
        var first = interviews.Min(interview => interview.StartsAt);
        var mail = Of(person, $"schedule-reminder/{kind}/{date:uuuu-MM-dd}/{person.Id}", first, MailText.Compose(ScheduleTexts.Words, language, $"Remind.{kind}",
            person.FirstName, editionName, ScheduleLines.Day(date, culture), ScheduleLines.Time(first, zone, culture), ScheduleLines.OfCandidate(interviews, null, zone, language), CandidateLink.Absolute(links, person, now)));
        return kind == "day_before" ? mail with { QuietZone = zone.Id } : mail;
    }

    /// <param name="notAfter">The last moment at which it is of use.</param>
    public static Mail Of(SaveCandidates.Row person, string key, Instant notAfter, MailText text) => new()
    {
        Key = key,
        To = person.Email!,
        ToName = $"{person.FirstName} {person.LastName}",
        Text = text,
        NotAfter = notAfter,
        About = "candidate",
        AboutId = person.Id,
    };
}
