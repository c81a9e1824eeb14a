using JobDating.Platform.Ui;

namespace JobDating.Registration.Newsletters;

/// <summary>The texts of newsletters and their contacts.</summary>
public static class NewsletterTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Newsletters.Texts", typeof(NewsletterTexts).Assembly);

    /// <summary>The text that differs for one and for several, with its number.</summary>
    public static string Count(string key, int number) => Words[$"{key}.{(number == 1 ? "One" : number == 0 ? "None" : "Many")}", Reading.Number(number)];
}
