using System.Buffers.Text;
using System.Text;

namespace JobDating.Platform.Ui;

/// <summary>Where a page of a list ended: the sort key of its last row, and the row's code, which no other row has. In an address it is one opaque word.</summary>
public sealed record ListCursor(string Key, string Code)
{
    private const char Between = '\u001f';
    private const int Longest = 1000;
    private static readonly UTF8Encoding Strict = new(false, true);

    public string Word => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Key}{Between}{Code}"));

    /// <summary>Null for nonsense: then the list begins at its beginning.</summary>
    public static ListCursor? Read(string? word)
    {
        if (string.IsNullOrEmpty(word) || word.Length > Longest || !Base64Url.IsValid(word))
            return null;
        try
        {
            var text = Strict.GetString(Base64Url.DecodeFromChars(word));
            var between = text.IndexOf(Between);
            return between < 0 || text.Contains('\0') ? null : new ListCursor(text[..between], text[(between + 1)..]);
        }
        catch (Exception nonsense) when (nonsense is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
