namespace JobDating.Platform.Ui;

/// <summary>The texts that every form shares.</summary>
public static class FormTexts
{
    public static Words Words { get; } = new("JobDating.Platform.Ui.Forms.Texts", typeof(FormTexts).Assembly);
}
