using JobDating.Platform.Ui;

namespace JobDating.Registration.Structures;

/// <summary>The texts of structures.</summary>
internal static class StructureTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Structures.Texts", typeof(StructureTexts).Assembly);
}
