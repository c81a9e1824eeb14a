namespace JobDating.Platform;

/// <summary>
/// How many messages a text is, and what they cost: pure. With letters of the GSM alphabet only, 160 fit in one and 153 in each of several; with any
/// other letter (ê, ç in lower case, emoji) 70 and 67. A letter that takes two places is never split.
/// </summary>
public static class SmsParts
{
    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string GsmTwoPlaces = "^{}\\[~]|€\f";

    public static int Count(string text)
    {
        var gsm = text.All(c => Gsm.Contains(c) || GsmTwoPlaces.Contains(c));
        var (alone, among) = gsm ? (160, 153) : (70, 67);
        var places = Places(text, gsm).ToList();
        if (places.Sum() <= alone)
            return 1;
        var (parts, filled) = (1, 0);
        foreach (var place in places)
        {
            if (filled + place > among)
                (parts, filled) = (parts + 1, 0);
            filled += place;
        }
        return parts;
    }

    /// <param name="price">Of one part. Null when it is not known.</param>
    public static (int Parts, decimal? Cost) Estimate(IEnumerable<string> texts, decimal? price)
    {
        var parts = texts.Sum(Count);
        return (parts, parts * price);
    }

    private static IEnumerable<int> Places(string text, bool gsm)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (gsm)
                yield return GsmTwoPlaces.Contains(text[i]) ? 2 : 1;
            else if (char.IsSurrogatePair(text, i) && ++i > 0)
                yield return 2;
            else
                yield return 1;
        }
    }
}
