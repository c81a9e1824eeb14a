using JobDating.Platform.Ui;
using JobDating.Registration.Imports;

namespace JobDating.Registration.Employers;

/// <summary>The kinds of contract an offer may be for, in the reader's words.</summary>
internal static class ContractTypes
{
    public static IReadOnlyList<Option> Options => [.. ArchiveFormat.ContractTypes.Select(type => new Option(type, Word(type)!))];

    public static string? Word(string? type) => type is null ? null : ArchiveFormat.ContractTypes.Contains(type) ? EmployerTexts.Words[$"Contract.{type}"] : type;
}
