using Dapper;

namespace JobDating.Platform;

/// <summary>
/// What somebody seeks, as four ranges of words that must all match: parameters @From1, @To1 … @From4, @To4. The longest word comes first,
/// for it finds fewest; a range that nobody needs holds every word, so the statement is the same for one word and for four.
/// </summary>
public sealed record SoughtWords
{
    /// <summary>After every word: no word begins with this sign.</summary>
    private const string End = "\uFFFF";
    private const int Most = 4;
    private const int FewestLetters = 3;

    private readonly IReadOnlyList<string> _words;

    public SoughtWords(string? typed) => _words = [.. FoldedWords.Of(typed).OrderByDescending(word => word.Length).Take(Most)];

    /// <summary>Nothing was typed that could be sought: list everything.</summary>
    public bool None => _words.Count == 0;

    /// <summary>
    /// The first word is long enough to find few rows: begin at the table of words. Otherwise go through the list in its order and look at each
    /// row's words, which fills a page at once where many match.
    /// </summary>
    public bool FindsFew => _words.Count > 0 && _words[0].Length >= FewestLetters;

    public string From1 => From(0);
    public string To1 => To(0);
    public string From2 => From(1);
    public string To2 => To(1);
    public string From3 => From(2);
    public string To3 => To(2);
    public string From4 => From(3);
    public string To4 => To(3);

    /// <summary>The parameters of a statement that seeks: the eight of the words beside these. Not with <c>IN @List</c>.</summary>
    public object With(object others)
    {
        var all = new DynamicParameters(others);
        all.AddDynamicParams(new { From1, To1, From2, To2, From3, To3, From4, To4 });
        return all;
    }

    private string From(int index) => index < _words.Count ? _words[index] : "";

    private string To(int index) => index < _words.Count ? _words[index] + End : End;
}
