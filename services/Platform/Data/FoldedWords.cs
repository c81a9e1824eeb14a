using System.Globalization;
using System.Text;

namespace JobDating.Platform;

/// <summary>
/// Text as it is searched: words in lower case without accents, so that "lefevre" finds "Lefèvre" on both engines. The same folding makes the
/// rows of a table of words and reads what somebody seeks.
/// </summary>
public static class FoldedWords
{
    /// <summary>A column <c>word nvarchar(60)</c> holds each.</summary>
    public const int LongestWord = 60;

    private const int MostWords = 40;
    private const int LongestText = 2000;
    private const int FewestJoined = 6;

    /// <summary>
    /// The distinct words of the texts, in their order: "D’Hœr-Müller, 06 12 34 56 78" is d, hoer, muller, 0612345678. Groups of digits that
    /// only a space, a dot or a dash parts are one word when they are six digits or more: phone numbers and SIRETs are typed in groups.
    /// </summary>
    public static IReadOnlyList<string> Of(params IEnumerable<string?> texts)
    {
        var words = new List<string>();
        foreach (var text in texts)
            foreach (var word in Split(text))
                if (words.Count < MostWords && !words.Contains(word))
                    words.Add(word);
        return words;
    }

    /// <summary>The words as one text: a key to sort names by. <c>Key("Lefèvre", "Zoé")</c> is "lefevre zoe".</summary>
    public static string Key(params IEnumerable<string?> texts) => string.Join(' ', texts.SelectMany(Split));

    private static List<string> Split(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        // Where the digits before began in words, and whether only one joining sign stands between.
        var group = -1;
        var joined = false;
        var folded = Fold(text);
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]))
            {
                word.Append(folded[i]);
                continue;
            }
            if (word.Length > 0)
            {
                var digits = word.Length <= LongestWord && IsDigits(word);
                if (!digits || !joined)
                {
                    Join(words, group);
                    group = digits ? words.Count : -1;
                }
                words.Add(word.Length > LongestWord ? word.ToString(0, LongestWord) : word.ToString());
                word.Clear();
                joined = digits && i < folded.Length && folded[i] is ' ' or '.' or '-';
            }
            else
            {
                joined = false;
            }
        }
        Join(words, group);
        return words;
    }

    /// <summary>Makes one word of the groups of digits from <paramref name="from"/> to the end, if they are long enough for a number.</summary>
    private static void Join(List<string> words, int from)
    {
        if (from < 0 || words.Count - from < 2 || words.Skip(from).Sum(word => word.Length) is < FewestJoined or > LongestWord)
            return;
        var number = string.Concat(words.Skip(from));
        words.RemoveRange(from, words.Count - from);
        words.Add(number);
    }

    private static bool IsDigits(StringBuilder word)
    {
        for (var i = 0; i < word.Length; i++)
            if (!char.IsAsciiDigit(word[i]))
                return false;
        return true;
    }

    private static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var valid = new StringBuilder();
        // Halves of surrogate pairs have no normal form, and rare scripts beyond the first plane no order that both engines share.
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LongestText)).EnumerateRunes())
            valid.Append(rune.IsBmp && rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned ? (char)rune.Value : ' ');
        var folded = new StringBuilder();
        foreach (var letter in valid.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            folded.Append(letter switch
            {
                'œ' => "oe",
                'æ' => "ae",
                'ß' or 'ẞ' => "ss",
                'ø' => "o",
                'ł' => "l",
                'đ' or 'ð' => "d",
                'þ' => "th",
                'ı' => "i",
                _ => letter.ToString(),
            });
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
