using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>
/// Who is on the list of a workshop is told that it is called off, takes place after all, or has another time or place: in the transaction that
/// changes it, a mail to each whose address is known. An employers' participant is only a name and a structure; their address is that of the one
/// contact of the edition with this name there. Who has no address, or whose mail did not arrive, is shown on the workshop's page as to be told.
/// </summary>
internal static class TellParticipants
{
    public const string Cancelled = "cancelled";
    public const string Reinstated = "reinstated";
    public const string Moved = "moved";

    /// <summary>News of a day or two is told at night as well.</summary>
    private static readonly Duration Urgent = Duration.FromHours(48);

    private const string CandidatesSql = """
        SELECT a.participant, c.id, c.edition_id, c.code, c.first_name, c.last_name, c.email, COALESCE(c.language, 'fr') AS language
        FROM workshop_attendance a
        JOIN candidate c ON c.id = a.candidate_id
        WHERE a.workshop_id = @Id AND a.withdrawn_at IS NULL AND c.email IS NOT NULL AND c.erased_at IS NULL
        """;

    private const string ContactsSql = """
        SELECT a.participant, a.structure, t.id, t.name, t.email, t.language, COALESCE(e.company_name, s.name) AS partner, e.name AS establishment
        FROM workshop_attendance a
        JOIN partner_contact t ON t.name = a.participant
        LEFT JOIN establishment e ON e.siret = t.siret
        LEFT JOIN structure s ON s.id = t.structure_id
        WHERE a.workshop_id = @Id AND a.candidate_id IS NULL AND a.withdrawn_at IS NULL AND t.email IS NOT NULL
          AND (s.edition_id = @EditionId OR EXISTS (SELECT 1 FROM edition_establishment i WHERE i.edition_id = @EditionId AND i.siret = t.siret))
        """;

    private const string ToldSql = """
        SELECT once_key
        FROM mail
        WHERE once_key >= @From AND once_key < @To AND queued_at >= @Since AND status NOT IN ('refused', 'bounced', 'expired', 'cancelled')
        """;

    private sealed record Candidate
    {
        public required string Participant { get; init; }
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
        public required string Email { get; init; }
        public required string Language { get; init; }
    }

    private sealed record Contact
    {
        public required string Participant { get; init; }

        /// <summary>As it was typed with the participant.</summary>
        public string? Structure { get; init; }
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public required string Email { get; init; }
        public required string Language { get; init; }
        public string? Partner { get; init; }
        public string? Establishment { get; init; }

        public bool IsThere => Structure is null || new[] { Partner, Establishment }.OfType<string>().Any(name => FoldedWords.Key(name) == FoldedWords.Key(Structure));
    }

    /// <summary>Nobody is told of a workshop that has begun.</summary>
    /// <param name="before">As people know it.</param>
    /// <param name="after">As it is now, with the version that this transaction wrote.</param>
    public static async Task RunAsync(Transaction tx, string news, ReadWorkshop.Workshop before, ReadWorkshop.Workshop after, PersonalLinks links, CancellationToken ct)
    {
        if (NotAfter(tx.Now, before.StartsAt, after.StartsAt) is not { } notAfter)
            return;
        var mails = new List<Mail>();
        if (after.IsForCandidates)
        {
            var people = (await tx.QueryAsync<Candidate>(CandidatesSql, new { after.Id }, ct)).Where(person => MailAddress.CanReach(person.Email)).ToList();
            var issuer = await links.ForAsync(tx, people.Select(person => person.Id), ct);
            mails.AddRange(people.Select(person => Compose(person.Participant, person.Email, $"{person.FirstName} {person.LastName}", "candidate", person.Id,
                Text(person.Language, $"Tell.{news}", person.FirstName, CandidateLink.Absolute(issuer, person.Id, person.FirstName, person.LastName, tx.Now)))));
        }
        else
        {
            foreach (var contacts in (await tx.QueryAsync<Contact>(ContactsSql, new { after.Id, after.EditionId }, ct)).Where(contact => contact.IsThere && MailAddress.CanReach(contact.Email)).GroupBy(contact => contact.Participant))
            {
                // Two people of one name: who of them comes is not known.
                if (contacts.Select(contact => contact.Email.ToLowerInvariant()).Distinct().Count() > 1)
                    continue;
                var contact = contacts.First();
                mails.Add(Compose(contact.Participant, contact.Email, contact.Name, "contact", contact.Id, Text(contact.Language, $"Tell.{news}.Partner", contact.Name, "")));
            }
        }
        await tx.MailAsync(mails, ct);

        Mail Compose(string participant, string email, string name, string about, Guid id, MailText text) => new()
        {
            Key = $"{Prefix(news, after.Id)}{Who(participant)}/{after.Version}",
            To = email,
            ToName = name,
            Text = text,
            NotAfter = notAfter,
            QuietZone = tx.Now + Urgent < notAfter ? after.TimeZone : null,
            About = about,
            AboutId = id,
        };

        MailText Text(string language, string key, string name, string link) =>
            MailText.Compose(WorkshopTexts.Words, language, key, name, after.Name, When(before, language), When(after, language), after.Place is null ? "" : $", {after.Place}", after.EditionName, link);
    }

    /// <summary>
    /// Whose mail about the cancellation is on its way or has arrived. Null: there is nobody to tell, for it stands, or was called off when it had begun.
    /// </summary>
    public static async Task<Predicate<Participants.Row>?> ToldAsync(RegistrationDatabase db, ReadWorkshop.Workshop workshop, CancellationToken ct)
    {
        if (workshop.CancelledAt is not { } since || since >= workshop.StartsAt)
            return null;
        var prefix = Prefix(Cancelled, workshop.Id);
        var told = (await db.QueryAsync<string>(ToldSql, new { From = prefix, To = $"{prefix}~", Since = since }, ct)).Select(key => key[prefix.Length..key.LastIndexOf('/')]).ToHashSet();
        return row => told.Contains(Who(row.Participant));
    }

    /// <summary>Until the first of both times, so that nobody comes in vain; where that is over, until the new one.</summary>
    private static Instant? NotAfter(Instant now, Instant before, Instant after) =>
        after <= now ? null : before <= now ? after : Instant.Min(before, after);

    private static string Prefix(string news, Guid workshop) => $"workshop-{news}/{workshop}/";

    /// <summary>A participant's name may be longer than a key.</summary>
    private static string Who(string participant) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(participant)))[..24];

    private static string When(ReadWorkshop.Workshop workshop, string language)
    {
        var culture = MailText.Culture(language);
        return workshop.StartsLocally.ToString(WorkshopTexts.Words.In(culture, "Tell.When"), culture);
    }
}
