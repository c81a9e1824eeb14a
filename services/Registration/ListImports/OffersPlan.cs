using JobDating.Platform;
using JobDating.Registration.Employers;

namespace JobDating.Registration.ListImports;

/// <summary>
/// Offers have no codes in a list: codes are made. An offer is known when its establishment has one of the same title and contract; it stays as it is.
/// Whose it is says the SIRET or, without one, the name of a company of which the edition has one establishment.
/// </summary>
internal sealed class OffersPlan(Guid editionId) : IListPlan
{
    private const string EstablishmentsSql = """
        SELECT e.siret, e.company_name, e.name
        FROM edition_establishment l
        JOIN establishment e ON e.siret = l.siret
        WHERE l.edition_id = @EditionId
        """;

    private const string OffersSql = "SELECT siret, title, contract_type FROM offer WHERE edition_id = @EditionId";

    private readonly HashSet<string> _sirets = [];
    private readonly Dictionary<string, HashSet<string>> _byName = [];
    private readonly HashSet<(string, string, string?)> _offers = [];
    private readonly List<SaveOffers.Row> _good = [];

    private sealed record Establishment
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
    }

    private sealed record Offer
    {
        public required string Siret { get; init; }
        public required string Title { get; init; }
        public string? ContractType { get; init; }
    }

    public async Task BeginAsync(Database db, CancellationToken ct)
    {
        await foreach (var establishment in db.StreamAsync<Establishment>(EstablishmentsSql, new { EditionId = editionId }, ct))
        {
            _sirets.Add(establishment.Siret);
            foreach (var name in new[] { establishment.CompanyName, establishment.Name, $"{establishment.CompanyName} {establishment.Name}" }.Select(name => FoldedWords.Key(name)).Where(name => name.Length > 0).Distinct())
                (_byName.TryGetValue(name, out var sirets) ? sirets : _byName[name] = []).Add(establishment.Siret);
        }
        await foreach (var offer in db.StreamAsync<Offer>(OffersSql, new { EditionId = editionId }, ct))
            _offers.Add((offer.Siret, FoldedWords.Key(offer.Title), offer.ContractType));
    }

    public bool Judge(ListRow row)
    {
        var title = row.Text("title", required: true);
        var siret = row.Siret("siret", required: false) ?? (row.HasErrors ? null : OfCompany(row));
        var (rome, contract, positions) = (row.Rome("rome_code"), row.Contract("contract_type"), row.Positions("positions"));
        if (siret is not null && !_sirets.Contains(siret))
            row.Find("siret", "EstablishmentUnknown", isNotice: false);
        if (row.HasErrors || siret is null || title is null)
            return false;
        if (!_offers.Add((siret, FoldedWords.Key(title), contract)))
        {
            row.Find("title", "OfferKnown", isNotice: true);
            return true;
        }
        var id = Guid.CreateVersion7();
        _good.Add(new SaveOffers.Row { Id = id, EditionId = editionId, Code = ChangeOffer.CodeOf(id), Siret = siret, Title = title, RomeCode = rome, ContractType = contract, Positions = positions });
        return false;
    }

    public async Task<Saved> WriteAsync(Transaction tx, CancellationToken ct)
    {
        var saved = await SaveOffers.ApplyAsync(tx, editionId, _good.ToDictionary(offer => offer.Code, offer => (Func<SaveOffers.Row?, SaveOffers.Row>)(old => old ?? offer)), ct);
        _good.Clear();
        return saved;
    }

    public void Forget() => _good.Clear();

    private string? OfCompany(ListRow row)
    {
        if (row.Text("company_name") is not { } name)
        {
            row.Find("siret", "Missing", isNotice: false);
            return null;
        }
        var sirets = _byName.GetValueOrDefault(FoldedWords.Key(name));
        if (sirets is { Count: 1 })
            return sirets.First();
        row.Find("company_name", sirets is null ? "CompanyUnknown" : "CompanyAmbiguous", isNotice: false, $"{sirets?.Count}");
        return null;
    }
}
