using JobDating.Platform;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using JobDating.Registration.Structures;

namespace JobDating.Registration.Contacts;

/// <summary>Whose contacts a page is about: an establishment or a structure of an edition, as the address names it.</summary>
public sealed record Partner
{
    public required EditionTotals.Edition Edition { get; init; }
    public required string Name { get; init; }

    /// <summary>The partner's page.</summary>
    public required string Address { get; init; }
    public string? Siret { get; init; }
    public Guid? StructureId { get; init; }

    /// <summary>What its contacts' links open.</summary>
    public string Role => Siret is null ? Platform.SignIn.Role.Prescriber : Platform.SignIn.Role.Employer;

    public string Contact(Guid id) => $"{Address}/contacts/{id}";

    public bool Has(ReadContacts.Contact contact) => contact.Siret == Siret && contact.StructureId == StructureId;

    /// <summary>By the address: <c>…/editions/{code}/employers/{siret}/…</c> or <c>…/structures/{structure}/…</c>.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<Partner> OfAsync(HttpContext http, Database db, CancellationToken ct)
    {
        var code = (string)http.GetRouteValue("code")!;
        if (http.GetRouteValue("siret") is string siret)
        {
            var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
            return new Partner { Edition = edition, Name = EmployerPages.Name(establishment), Address = EmployerPages.Establishment(code, siret), Siret = siret };
        }
        else
        {
            var (edition, structure) = await StructurePages.FindAsync(db, code, Guid.Parse((string)http.GetRouteValue("structure")!), ct);
            return new Partner { Edition = edition, Name = structure.Name, Address = StructurePages.Structure(code, structure.Id), StructureId = structure.Id };
        }
    }

    /// <summary>One of this partner's contacts.</summary>
    /// <exception cref="Rejected">404</exception>
    public async Task<ReadContacts.Contact> FindAsync(Database db, Guid id, CancellationToken ct) =>
        await ReadContacts.FindAsync(db, Edition.Id, id, ct) is { } contact && Has(contact) ? contact : throw new Rejected(StatusCodes.Status404NotFound, ContactTexts.Words["Unknown"]);
}
