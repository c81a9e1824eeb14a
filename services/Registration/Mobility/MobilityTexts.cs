using JobDating.Platform.Ui;
using JobDating.Registration.Imports;

namespace JobDating.Registration.Mobility;

/// <summary>The texts of mobility visits: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class MobilityTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Mobility.Texts", typeof(MobilityTexts).Assembly);

    /// <summary>What can come of a visit.</summary>
    public static IReadOnlyList<Option> Outcomes => [.. ArchiveFormat.MobilityOutcomes.Select(word => new Option(word, RegistrationTexts.Words[$"Mobility.{word}"]))];
}
