using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.CandidateList;

/// <summary>What the forms for a new and for a changed candidate ask, as it was typed.</summary>
public sealed record CandidateForm
{
    public const int LeastAge = 14;

    public string? Id { get; init; }
    public string? Version { get; init; }
    public string? LastName { get; init; }
    public string? FirstName { get; init; }
    public string? BirthDate { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public string? Commune { get; init; }
    public string? Language { get; init; }
    public string? Structure { get; init; }

    /// <summary>Of the new one only: where, and that the person agrees to be registered.</summary>
    public string? Site { get; init; }
    public string? Consent { get; init; }
    public string? FollowUp { get; init; }

    /// <summary>What the person is called and how to reach them; the rest is each form's own.</summary>
    public sealed record Person(string LastName, string FirstName, LocalDate? BirthDate, string? Phone, string? Email, string? Commune, string? Language, Guid? StructureId);

    internal static CandidateForm Of(SaveCandidates.Row row, CandidatePlaces places) => new()
    {
        Version = Typed.Show(row.Version),
        LastName = row.LastName,
        FirstName = row.FirstName,
        BirthDate = row.BirthDate is { } born ? Typed.Show(born) : null,
        Phone = row.Phone is null ? null : PhoneText.Show(row.Phone),
        Email = row.Email,
        Commune = row.Commune,
        Language = row.Language,
        Structure = places.Structures.FirstOrDefault(structure => structure.Id == row.StructureId)?.Code,
        FollowUp = row.ConsentFollowUp == true ? "true" : null,
    };

    /// <summary>Null when something is wrong; the sentences stand at their fields.</summary>
    /// <param name="old">What stood there: an address or number that an import brought in a form that is no longer accepted may stay as it is.</param>
    internal Person? Read(CandidatePlaces places, LocalDate today, FormErrors errors, SaveCandidates.Row? old = null)
    {
        var typed = new Typed(errors);
        var last = typed.Text("lastName", LastName, required: true);
        var first = typed.Text("firstName", FirstName, required: true);
        var born = typed.Date("birthDate", BirthDate, latest: today.PlusYears(-LeastAge));
        var phone = old?.Phone is not null && Phone?.Trim() == PhoneText.Show(old.Phone) ? old.Phone : typed.Phone("phone", Phone);
        var email = old?.Email is not null && Email?.Trim() == old.Email ? old.Email : typed.Email("email", Email);
        var commune = typed.Text("commune", Commune);
        var language = typed.Choice("language", Language, Contacts.ChangeContact.Languages);
        var structure = typed.Choice("structure", Structure, StructureOptions(places));
        return errors.Any ? null : new Person(last!, first!, born, phone, email, commune, language, places.Structures.FirstOrDefault(one => one.Code == structure)?.Id);
    }

    public static IReadOnlyList<Option> StructureOptions(CandidatePlaces places) => [.. places.Structures.Select(structure => new Option(structure.Code, structure.Name))];

    public static IReadOnlyList<Option> SiteOptions(CandidatePlaces places, IEnumerable<Guid>? without = null) =>
        [.. places.Sites.Where(site => without?.Contains(site.Id) != true).Select(site => new Option(site.Code, $"{site.Name} – {Reading.Long(site.Date)}"))];
}
