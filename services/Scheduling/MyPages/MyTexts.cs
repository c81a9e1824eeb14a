using System.Globalization;
using JobDating.Platform.Ui;

namespace JobDating.Scheduling.MyPages;

/// <summary>The texts of the pages on which candidates see to their own interviews.</summary>
internal static class MyTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.MyPages.Texts", typeof(MyTexts).Assembly);

    /// <summary>Acme, or Acme, Lille.</summary>
    public static string Employer(string siret, string? company, string? establishment) => company is null ? siret : establishment is null ? company : $"{company}, {establishment}";

    /// <summary>table 2, or table 2 (Mme Martin).</summary>
    public static string Table(int number, string? recruiter) => recruiter is null ? Words["Table", number] : Words["Table.Of", number, recruiter];

    /// <summary>The key of a text that differs for one and for several. French counts 0 as one, English does not.</summary>
    public static string Count(string key, int number) =>
        Words[$"{key}.{(number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr") ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>The sentence of what was just done, from the address that a post led to; null: nothing, or nonsense.</summary>
    public static string? Done(HttpContext http) => http.Request.Query["done"].ToString() is "booked" or "moved" or "cancelled" or "waiting" or "left" ? Words[$"Done.{http.Request.Query["done"]}"] : null;
}
