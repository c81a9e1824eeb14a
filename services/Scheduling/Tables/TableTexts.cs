using JobDating.Platform.Ui;

namespace JobDating.Scheduling.Tables;

/// <summary>Texts of the pages on tables' hours.</summary>
internal static class TableTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Tables.Texts", typeof(TableTexts).Assembly);
}
