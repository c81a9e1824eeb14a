using JobDating.Platform.Ui;

namespace JobDating.AllInOne.Backups;

/// <summary>What the commands for backups say.</summary>
internal static class BackupTexts
{
    public static Words Words { get; } = new("JobDating.AllInOne.Backups.Texts", typeof(BackupTexts).Assembly);
}
