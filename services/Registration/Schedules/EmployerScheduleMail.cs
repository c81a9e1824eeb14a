using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// An establishment's timetable as a mail to each of its contacts, but those whose link was taken back; a link goes only to whom the edition has
/// invited. It names no candidate: the page behind the link does.
/// </summary>
internal static class EmployerScheduleMail
{
    private static readonly Duration _linkLasts = Duration.FromDays(60);

    private const string ContactsSql = """
        SELECT t.id, t.siret, t.name, t.email, t.language, e.company_name, v.edition_id AS invited_to
        FROM partner_contact t
        JOIN establishment e ON e.siret = t.siret
        LEFT JOIN invitation v ON v.contact_id = t.id AND v.edition_id = @EditionId
        WHERE t.siret IN @Sirets AND t.email IS NOT NULL AND v.revoked_at IS NULL
        ORDER BY t.siret, t.email
        """;

    internal sealed record Contact
    {
        public Guid Id { get; init; }
        public required string Siret { get; init; }
        public required string Name { get; init; }
        public required string Email { get; init; }
        public required string Language { get; init; }
        public required string CompanyName { get; init; }
        public Guid? InvitedTo { get; init; }

        /// <summary>The address of the employer's own page; null: the edition has not invited this contact.</summary>
        public string? Link { get; init; }
    }

    /// <returns>The news that no mail can bring.</returns>
    public static async Task<IReadOnlyList<Guid>> QueueAsync(Transaction tx, IReadOnlyList<TellSchedules.Told> all, PersonalLinks links, CancellationToken ct)
    {
        var (mails, unreached) = (new List<Mail>(), new List<Guid>());
        foreach (var edition in all.GroupBy(one => one.News.EditionId))
        {
            var contacts = await ContactsAsync(tx, links, edition.Key, edition.Select(one => one.News.Siret!), ct);
            foreach (var one in edition)
            {
                if (!contacts.Contains(one.News.Siret!))
                    unreached.Add(one.News.Id);
                foreach (var contact in contacts[one.News.Siret!])
                    mails.Add(Compose(one, contact, tx.Now));
            }
        }
        await tx.MailAsync(mails, ct);
        return unreached;
    }

    /// <summary>Those whom a mail can reach, by SIRET.</summary>
    public static async Task<ILookup<string, Contact>> ContactsAsync(Transaction tx, PersonalLinks links, Guid editionId, IEnumerable<string> sirets, CancellationToken ct)
    {
        var contacts = (await tx.QueryAsync<Contact>(ContactsSql, new { EditionId = editionId, Sirets = sirets }, ct)).Where(contact => MailAddress.CanReach(contact.Email)).ToList();
        var issuer = await links.ForAsync(tx, contacts.Select(contact => contact.Id), ct);
        return contacts.ToLookup(contact => contact.Siret, contact => contact.InvitedTo is null ? contact : contact with { Link = Link(contact, issuer, tx.Now) });
    }

    private static string Link(Contact contact, PersonalLinks.Issuer links, Instant now) =>
        links.Absolute(links.Issue(new() { Role = Role.Employer, Holder = contact.Id, Subject = contact.Siret, Name = contact.Name, Expires = now + _linkLasts }));

    private static Mail Compose(TellSchedules.Told one, Contact contact, Instant now)
    {
        var lines = ScheduleLines.Of(
            ScheduleLines.OfEstablishment(one.Present, one.Change, one.News.Zone, contact.Language),
            ScheduleLines.OfGone(one.Change.Gone, _ => null, one.News.Zone, contact.Language));
        return new Mail
        {
            Key = $"schedule/{one.News.Id}/{contact.Id}",
            To = contact.Email,
            ToName = contact.Name,
            Text = MailText.Compose(ScheduleTexts.Words, contact.Language, contact.Link is null ? "Employer.NoLink" : "Employer", contact.Name, contact.CompanyName, one.News.EditionName, lines, contact.Link ?? ""),
            NotAfter = one.Change.Last,
            QuietZone = one.Change.MayWaitForMorning(now) ? one.News.TimeZone : null,
            About = "contact",
            AboutId = contact.Id,
        };
    }
}
