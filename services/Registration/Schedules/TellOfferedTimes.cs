using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;

namespace JobDating.Registration.Schedules;

/// <summary>
/// The sweep that tells those who wait for an interview that a time is offered to them, never later than they may accept it. Each row is claimed in the transaction that queues
/// its mail, so nobody is told twice, whoever sweeps; whom no mail reaches is to be phoned.
/// </summary>
internal static class TellOfferedTimes
{
    private const int Batch = 100;

    private static readonly Actor Sweep = Actor.Job("tell offered times");

    private const string ClaimSql = "UPDATE offered_time SET status = 'told' WHERE id = @Id AND version = @Version AND status = 'open'";

    private const string ToPhoneSql = "UPDATE offered_time SET status = 'to_phone' WHERE id IN @Ids";

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        try
        {
            while (await BatchAsync(db, links, ct))
            {
                // The next hundred.
            }
        }
        catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
        {
            // Another sweep tells the same people, or an offer has just gone: what is left is found at the next look.
        }
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> BatchAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var open = await OfferedTime.OpenAsync(tx, Batch, ct);
        if (open.Count == 0)
            return false;
        if (await tx.ExecuteAsync(ClaimSql, open.Select(offer => new { offer.Id, offer.Version }).ToList(), ct) != open.Count)
            throw new ChangedMeanwhileException();
        var mails = await CandidatesAsync(tx, [.. open.Where(offer => offer.AskedBy == "candidate")], links, ct);
        mails.AddRange(await EmployersAsync(tx, [.. open.Where(offer => offer.AskedBy != "candidate")], links, ct));
        await tx.MailAsync([.. mails.Select(mail => mail.Mail)], ct);
        var reached = mails.Select(mail => mail.OfferId).ToHashSet();
        await tx.ExecuteAsync(ToPhoneSql, new { Ids = open.Select(offer => offer.Id).Where(id => !reached.Contains(id)) }, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    private static async Task<List<(Guid OfferId, Mail Mail)>> CandidatesAsync(Transaction tx, IReadOnlyList<OfferedTime> offers, PersonalLinks links, CancellationToken ct)
    {
        var people = await FindCandidates.ByIdAsync(tx, [.. offers.Select(offer => offer.CandidateId).Distinct()], ct);
        var issuer = await links.ForAsync(tx, people.Keys, ct);
        var mails = new List<(Guid, Mail)>();
        foreach (var offer in offers)
        {
            if (!people.TryGetValue(offer.CandidateId, out var person) || person.ErasedAt is not null || !MailAddress.CanReach(person.Email))
                continue;
            var (language, culture) = (person.Language ?? "fr", MailText.Culture(person.Language ?? "fr"));
            mails.Add((offer.Id, CandidateScheduleMail.Of(person, Key(offer), offer.ExpiresAt, MailText.Compose(ScheduleTexts.Words, language, "Offered",
                person.FirstName, offer.Employer, offer.Moment(offer.StartsAt, culture), offer.SiteName, offer.TableNumber, offer.Moment(offer.ExpiresAt, culture), CandidateLink.Absolute(issuer, person, tx.Now)))
                with
            { QuietZone = QuietZone(tx, offer) }));
        }
        return mails;
    }

    /// <summary>To each contact who has a link: only their page can answer. It names no candidate, as no mail to employers does.</summary>
    private static async Task<List<(Guid OfferId, Mail Mail)>> EmployersAsync(Transaction tx, IReadOnlyList<OfferedTime> offers, PersonalLinks links, CancellationToken ct)
    {
        var mails = new List<(Guid, Mail)>();
        foreach (var edition in offers.GroupBy(offer => offer.EditionId))
        {
            var contacts = await EmployerScheduleMail.ContactsAsync(tx, links, edition.Key, edition.Select(offer => offer.Siret).Distinct(), ct);
            foreach (var offer in edition)
                foreach (var contact in contacts[offer.Siret])
                {
                    if (contact.Link is not { } link)
                        continue;
                    var culture = MailText.Culture(contact.Language);
                    mails.Add((offer.Id, new Mail
                    {
                        Key = $"{Key(offer)}/{contact.Id}",
                        To = contact.Email,
                        ToName = contact.Name,
                        Text = MailText.Compose(ScheduleTexts.Words, contact.Language, "Offered.Employer", contact.Name, contact.CompanyName, offer.Moment(offer.StartsAt, culture), offer.SiteName, offer.TableNumber, offer.Moment(offer.ExpiresAt, culture), link),
                        NotAfter = offer.ExpiresAt,
                        QuietZone = QuietZone(tx, offer),
                        About = "contact",
                        AboutId = contact.Id,
                    }));
                }
        }
        return mails;
    }

    /// <summary>The same wait may be offered several times, one after the other.</summary>
    private static string Key(OfferedTime offer) => $"schedule-offer/{offer.Id}/{offer.Version}";

    private static string? QuietZone(Transaction tx, OfferedTime offer) => ScheduleChange.MayWaitForMorning(offer.StartsAt, tx.Now) ? offer.TimeZone : null;
}
