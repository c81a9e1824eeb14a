using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>The texts of the page on which candidates say what became of them.</summary>
internal static class AnsweringTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.FollowUp.Answering.Texts", typeof(AnsweringTexts).Assembly);

    public static IReadOnlyList<Option> Contracts => [.. ((string[])["CDI", "CDD", "temp", "aided", "apprenticeship", "business_creation", "other"]).Select(type => new Option(type, Contract(type)))];

    public static string Contract(string type) => Words[$"Contract.{type}"];

    /// <summary>Acme, or Acme, Lille.</summary>
    public static string Employer(string siret, string? company, string? establishment) => company is null ? siret : establishment is null ? company : $"{company}, {establishment}";
}
