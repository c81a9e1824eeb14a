using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace JobDating.Platform.Ui;

/// <summary>
/// A service's texts, from its <c>Texts.resx</c> (French) and <c>Texts.en.resx</c>, in the reader's language.
/// </summary>
/// <exception cref="MissingManifestResourceException">A key that is in no resource: a defect, so it is loud.</exception>
public sealed partial class Words(string baseName, Assembly assembly)
{
    private readonly ResourceManager _texts = new(baseName, assembly);
    private readonly ConcurrentDictionary<(CultureInfo, string), string> _shown = [];

    /// <summary>As pages show it: in French no line begins with : ; ? ! » or %, and none ends with «.</summary>
    public string this[string key]
    {
        get
        {
            var language = CultureInfo.CurrentUICulture;
            if (_shown.TryGetValue((language, key), out var shown))
                return shown;
            var text = Find(key, language);
            return _shown[(language, key)] = language.TwoLetterISOLanguageName == "fr" ? Breakable().Replace(text, "\u00A0") : text;
        }
    }

    public string this[string key, params object?[] arguments] => string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    /// <summary>In a language of the recipient's, not of whoever runs the program; its spaces as they are written, since an SMS with any other space costs twice.</summary>
    public string In(CultureInfo culture, string key, params object?[] arguments) =>
        string.Format(culture, Find(key, culture), arguments);

    /// <summary>For tests: every key of one language, without fallback.</summary>
    public IReadOnlySet<string> Keys(CultureInfo culture)
    {
        var keys = new HashSet<string>();
        foreach (System.Collections.DictionaryEntry entry in _texts.GetResourceSet(culture, true, false)!)
            keys.Add((string)entry.Key);
        return keys;
    }

    private string Find(string key, CultureInfo culture) => _texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text '{key}' in {baseName}.");

    [GeneratedRegex("(?<=«) | (?=[:;?!»%])")]
    private static partial Regex Breakable();
}
