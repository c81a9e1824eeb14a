namespace JobDating.Registration.Structures;

/// <summary>What kind of organisation a structure is, in the reader's words. It is free text; archives write some of them as codes.</summary>
internal static class StructureKinds
{
    private static readonly string[] _codes = ["association", "cap_emploi", "ccas", "france_travail", "mairie", "maison_emploi", "mission", "mission_locale", "plie"];

    public static string? Word(string? kind) => kind is not null && _codes.Contains(kind) ? StructureTexts.Words[$"Kind.{kind}"] : kind?.Replace('_', ' ');
}
