using JobDating.Platform.Ui;

namespace JobDating.Registration.ListImports;

/// <summary>The texts of list imports; the sentence of a finding is <c>Finding.</c> and its rule.</summary>
internal static class ListImportTexts
{
    public static Words Words { get; } = new("JobDating.Registration.ListImports.Texts", typeof(ListImportTexts).Assembly);
}
