using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>What the form of one contact asks.</summary>
public sealed record ContactForm
{
    public string? Id { get; init; }
    public string? Version { get; init; }
    public string? Email { get; init; }
    public string? Name { get; init; }
    public string? Structure { get; init; }
    public string? Source { get; init; }
    public string? ConsentedOn { get; init; }

    public static ContactForm Of(SaveContacts.Row contact) => new()
    {
        Email = contact.Email,
        Name = contact.Name,
        Structure = contact.Structure,
        Source = contact.Source,
        ConsentedOn = contact.ConsentedOn is { } date ? Typed.Show(date) : null,
    };

    /// <summary>The row it makes of <paramref name="old"/>; to be used only when there are no errors.</summary>
    public SaveContacts.Row Read(SaveContacts.Row old, FormErrors errors, LocalDate today)
    {
        var typed = new Typed(errors);
        return old with
        {
            Email = typed.Email("email", Email, required: true)?.ToLowerInvariant() ?? "",
            Name = typed.Text("name", Name),
            Structure = typed.Text("structure", Structure),
            Source = typed.Text("source", Source, required: true) ?? "",
            ConsentedOn = typed.Date("consentedOn", ConsentedOn, latest: today),
        };
    }
}
