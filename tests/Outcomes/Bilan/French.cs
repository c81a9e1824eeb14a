using System.Globalization;

namespace JobDating.Tests.Outcomes.Bilan;

/// <summary>What somebody reads in French, whatever the machine's language.</summary>
internal static class French
{
    public static T Read<T>(Func<T> read)
    {
        var (culture, texts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
            return read();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texts);
        }
    }
}
