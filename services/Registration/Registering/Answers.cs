namespace JobDating.Registration.Registering;

/// <summary>What one step's form says, added to what the earlier ones said. Nothing is judged here, so that the way back keeps everything.</summary>
internal static class Answers
{
    /// <summary>Longer than any field allows, so that too long is still too long, and no page grows with what was pasted.</summary>
    private const int Longest = 300;

    private const int MostSites = 100;

    public static Draft Of(IFormCollection form, Draft draft) => form["step"].ToString() switch
    {
        "who" => draft with
        {
            LastName = Text(form["lastName"]),
            FirstName = Text(form["firstName"]),
            BirthDate = Text(form["birthDate"]),
            Email = Text(form["email"]),
            Phone = Text(form["phone"]),
            Commune = Text(form["commune"]),
            Language = Text(form["language"]),
        },
        "where" => draft with { SiteIds = [.. form["site"].Take(MostSites).Select(Id).OfType<Guid>().Distinct()] },
        "offers" => draft with { ConsentRegistration = form.ContainsKey("consentRegistration"), ConsentFollowUp = form.ContainsKey("consentFollowUp"), ConsentResult = form.ContainsKey("consentResult") },
        _ => draft,
    };

    private static Guid? Id(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

    private static string? Text(string? typed) => typed is { Length: > Longest } ? typed[..Longest] : typed;
}
