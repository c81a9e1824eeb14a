using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>
/// Candidates have no codes in a list: codes are made. Somebody is the same person as one who is there when the names are the same and the birth date,
/// the phone or the e-mail too (and no birth dates differ); what is known of them stays, what is not known is added. Same phone or e-mail under
/// another name is said: couples share both.
/// </summary>
internal sealed class CandidatesPlan(Guid editionId, Guid? siteId, LocalDate today) : IListPlan
{
    private const string CandidatesSql = """
        SELECT id, code, last_name, first_name, birth_date, email, phone
        FROM candidate
        WHERE edition_id = @EditionId
        """;

    private const string StructuresSql = "SELECT id, name FROM structure WHERE edition_id = @EditionId";

    private readonly Dictionary<string, List<Person>> _byName = [];
    private readonly Dictionary<string, Person> _byEmail = [];
    private readonly Dictionary<string, Person> _byPhone = [];
    private readonly Dictionary<string, Guid> _structures = [];
    private readonly List<(Person Person, Guid? StructureId, Person Read)> _good = [];

    private sealed record Person
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public LocalDate? BirthDate { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Commune { get; init; }

        /// <summary>Where in this list they stand first; 0: they were there before.</summary>
        public int Line { get; init; }

        /// <summary>As the findings name them.</summary>
        public string Label => Line > 0 ? $"{FirstName} {LastName}" : $"{FirstName} {LastName} ({Code})";

        /// <summary>Lists mix up which name is which.</summary>
        public string NameKey => string.Join(' ', FoldedWords.Of(LastName, FirstName).Order(StringComparer.Ordinal));
    }

    private sealed record Structure
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
    }

    public async Task BeginAsync(Database db, CancellationToken ct)
    {
        await foreach (var person in db.StreamAsync<Person>(CandidatesSql, new { EditionId = editionId }, ct))
            Remember(person with { Phone = PhoneText.Normal(person.Phone) ?? person.Phone });
        foreach (var structure in await db.QueryAsync<Structure>(StructuresSql, new { EditionId = editionId }, ct))
            _structures.TryAdd(FoldedWords.Key(structure.Name), structure.Id);
    }

    public bool Judge(ListRow row)
    {
        var id = Guid.CreateVersion7();
        var read = new Person
        {
            Id = id,
            Line = row.Line,
            Code = $"c-{id.ToString("N")[^12..]}",
            LastName = row.Text("last_name", required: true) ?? "",
            FirstName = row.Text("first_name", required: true) ?? "",
            BirthDate = row.Date("birth_date", today),
            Email = row.Email("email"),
            Phone = row.Phone("phone"),
            Commune = row.Text("commune"),
        };
        Guid? structureId = null;
        if (row.Text("structure") is { } structure && !_structures.TryGetValue(FoldedWords.Key(structure), out var known))
            row.Find("structure", "StructureUnknown", isNotice: true);
        else if (row.Text("structure") is { } there)
            structureId = _structures[FoldedWords.Key(there)];
        if (row.HasErrors)
            return false;
        var same = Same(read);
        if (same is { Line: > 0 })
            row.Find("", "CandidateTwice", isNotice: true, $"{same.Line}");
        else if (same is not null)
            row.Find("", "CandidateKnown", isNotice: true, same.Label);
        else
            SayAlike(row, read);
        var person = same ?? read;
        _good.Add((person, structureId, read));
        Remember(person with { BirthDate = person.BirthDate ?? read.BirthDate, Email = person.Email ?? read.Email, Phone = person.Phone ?? read.Phone });
        return same is not null;
    }

    public async Task<Saved> WriteAsync(Transaction tx, CancellationToken ct)
    {
        var changes = new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>();
        foreach (var (person, structureId, read) in _good)
        {
            var before = changes.GetValueOrDefault(person.Code);
            changes[person.Code] = old => Filled(before is null ? old : before(old), person, structureId, read);
        }
        var saved = await SaveCandidates.ApplyAsync(tx, editionId, changes, ct);
        if (siteId is { } site)
            await RecordRegistrations.ApplyAsync(tx, editionId, _good.Select(row => row.Person.Id).Distinct().ToDictionary(
                id => (id, site),
                id => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(old => old ?? new() { CandidateId = id, SiteId = site, EditionId = editionId, RegisteredAt = tx.Now, Channel = "staff" })), ct);
        _good.Clear();
        return saved;
    }

    public void Forget() => _good.Clear();

    private SaveCandidates.Row Filled(SaveCandidates.Row? old, Person person, Guid? structureId, Person read)
    {
        var row = old ?? new() { Id = person.Id, EditionId = editionId, Code = person.Code, LastName = person.LastName, FirstName = person.FirstName };
        return row with
        {
            BirthDate = row.BirthDate ?? read.BirthDate,
            Email = row.Email ?? read.Email,
            Phone = row.Phone ?? read.Phone,
            Commune = row.Commune ?? read.Commune,
            StructureId = row.StructureId ?? structureId,
        };
    }

    private Person? Same(Person read) => _byName.GetValueOrDefault(read.NameKey)?.Find(there =>
        !(there.BirthDate is { } one && read.BirthDate is { } other && one != other)
        && ((there.BirthDate is not null && there.BirthDate == read.BirthDate)
            || (read.Email is not null && string.Equals(there.Email, read.Email, StringComparison.OrdinalIgnoreCase))
            || (read.Phone is not null && there.Phone == read.Phone)));

    private void SayAlike(ListRow row, Person read)
    {
        if (read.Email is not null && _byEmail.TryGetValue(read.Email.ToLowerInvariant(), out var byEmail))
            row.Find("email", "EmailShared", isNotice: true, byEmail.Label);
        if (read.Phone is not null && _byPhone.TryGetValue(read.Phone, out var byPhone))
            row.Find("phone", "PhoneShared", isNotice: true, byPhone.Label);
        if (_byName.GetValueOrDefault(read.NameKey) is [var namesake, ..])
            row.Find("last_name", "Namesake", isNotice: true, namesake.Label);
    }

    private void Remember(Person person)
    {
        if (!_byName.TryGetValue(person.NameKey, out var namesakes))
            _byName[person.NameKey] = namesakes = [];
        if (namesakes.FindIndex(there => there.Id == person.Id) is var at and >= 0)
            namesakes[at] = person;
        else
            namesakes.Add(person);
        if (person.Email is not null)
            _byEmail.TryAdd(person.Email.ToLowerInvariant(), person);
        if (person.Phone is not null)
            _byPhone.TryAdd(person.Phone, person);
    }
}
