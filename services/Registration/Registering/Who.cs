using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Registering;

/// <summary>The first step's answers, read: who somebody is and how to reach them.</summary>
internal sealed record Who(string LastName, string FirstName, LocalDate? BirthDate, string? Email, string? Phone, string? Commune, string? Language)
{
    private const int LeastAge = 14;
    private const int LongestName = 100;

    /// <summary>Null when something is wrong; the sentences stand at their fields.</summary>
    /// <param name="mustBeReached">Somebody who registers alone is told of changes by phone or mail; whom a prescriber registers, the prescriber can tell.</param>
    public static Who? Read(Draft draft, LocalDate today, bool mustBeReached, FormErrors errors)
    {
        var typed = new Typed(errors);
        var first = typed.Text("firstName", draft.FirstName, LongestName, required: true);
        var last = typed.Text("lastName", draft.LastName, LongestName, required: true);
        var birth = typed.Date("birthDate", draft.BirthDate, required: true, latest: today.PlusYears(-LeastAge));
        var phone = typed.Phone("phone", draft.Phone);
        var email = typed.Email("email", draft.Email);
        var commune = typed.Text("commune", draft.Commune);
        var language = typed.Choice("language", draft.Language, Contacts.ChangeContact.Languages);
        if (mustBeReached && string.IsNullOrWhiteSpace(draft.Phone) && string.IsNullOrWhiteSpace(draft.Email))
            errors.Add("phone", RegisteringTexts.Words["Phone.OrEmail"]);
        return errors.Any ? null : new Who(last!, first!, birth, email, phone, commune, language);
    }
}
