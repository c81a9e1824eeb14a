namespace JobDating.Platform.Ui;

/// <summary>The texts that every list shares.</summary>
public static class ListTexts
{
    public static Words Words { get; } = new("JobDating.Platform.Ui.Lists.Texts", typeof(ListTexts).Assembly);
}
