using JobDating.Platform;
using JobDating.Registration.Contacts;
using JobDating.Registration.Employers;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>
/// Establishments are the same by their SIRET. What is known of one stays, what is not known is added; a contact is added unless the establishment
/// has one of the same e-mail or, without e-mails, of the same name.
/// </summary>
internal sealed class EstablishmentsPlan(Guid editionId, LocalDate today) : IListPlan
{
    private const string KnownSql = "SELECT siret, company_name FROM establishment";
    private const string ContactsSql = "SELECT siret, name, email FROM partner_contact WHERE siret IS NOT NULL";

    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<(string Siret, string Key)> _contacts = [];
    private readonly List<Line> _good = [];

    private sealed record Known
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
    }

    private sealed record KnownContact
    {
        public required string Siret { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
    }

    private sealed record Line(string Siret, string CompanyName, string? Name, string? Commune, LocalDate? Charter, SaveContacts.Row? Contact);

    public async Task BeginAsync(Database db, CancellationToken ct)
    {
        await foreach (var known in db.StreamAsync<Known>(KnownSql, null, ct))
            _names[known.Siret] = known.CompanyName;
        await foreach (var contact in db.StreamAsync<KnownContact>(ContactsSql, null, ct))
        {
            _contacts.Add((contact.Siret, Key(contact.Name)));
            if (contact.Email is not null)
                _contacts.Add((contact.Siret, contact.Email));
        }
    }

    public bool Judge(ListRow row)
    {
        var siret = row.Siret("siret", required: true);
        var company = row.Text("company_name", required: true);
        var (name, commune, charter) = (row.Text("name"), row.Text("commune"), row.Date("charter_signed_on", today));
        var (contactName, email, phone) = (row.Text("contact_name"), row.Email("contact_email")?.ToLowerInvariant(), row.Phone("contact_phone"));
        if (row.HasErrors || siret is null || company is null)
            return false;
        var isKnown = _names.TryGetValue(siret, out var there);
        if (isKnown)
            row.Find("siret", FoldedWords.Key(there) == FoldedWords.Key(company) ? "EstablishmentKnown" : "EstablishmentOtherName", isNotice: true, there!);
        _names.TryAdd(siret, company);
        var contact = contactName is null && email is null && phone is null ? null : new SaveContacts.Row
        {
            Id = Guid.CreateVersion7(),
            Siret = siret,
            Name = contactName ?? email ?? company,
            Email = email,
            Phone = phone,
            Language = "fr",
        };
        if (contact is not null && (_contacts.Contains((siret, contact.Email ?? Key(contact.Name))) || (contact.Email is null && _contacts.Contains((siret, Key(contact.Name))))))
            contact = null;
        if (contact is not null)
        {
            _contacts.Add((siret, Key(contact.Name)));
            if (contact.Email is not null)
                _contacts.Add((siret, contact.Email));
        }
        _good.Add(new Line(siret, company, name, commune, charter, contact));
        return isKnown;
    }

    public async Task<Saved> WriteAsync(Transaction tx, CancellationToken ct)
    {
        var changes = new Dictionary<string, Func<SaveEstablishments.Row?, SaveEstablishments.Row>>();
        foreach (var line in _good)
        {
            var before = changes.GetValueOrDefault(line.Siret);
            changes[line.Siret] = old => Filled(before is null ? old : before(old), line);
        }
        var saved = await SaveEstablishments.ApplyAsync(tx, changes, ct);
        await SaveEstablishments.NameAsync(tx, editionId, changes.Keys, ct);
        await SaveContacts.ApplyAsync(tx, _good.Select(line => line.Contact).OfType<SaveContacts.Row>().ToDictionary(contact => contact.Id, contact => (Func<SaveContacts.Row?, SaveContacts.Row>)(old => old ?? contact)), ct);
        _good.Clear();
        return saved;
    }

    public void Forget() => _good.Clear();

    private static SaveEstablishments.Row Filled(SaveEstablishments.Row? old, Line line)
    {
        var row = old ?? new() { Siret = line.Siret, Siren = line.Siret[..9], CompanyName = line.CompanyName };
        return row with { Name = row.Name ?? line.Name, Commune = row.Commune ?? line.Commune, CharterSignedOn = row.CharterSignedOn ?? line.Charter };
    }

    private static string Key(string name) => FoldedWords.Key(name);
}
