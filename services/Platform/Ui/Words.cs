using System.Globalization;
using System.Reflection;
using System.Resources;

namespace JobDating.Platform.Ui;

/// <summary>
/// A service's texts, from its <c>Texts.resx</c> (French) and <c>Texts.en.resx</c>, in the reader's language.
/// </summary>
/// <exception cref="MissingManifestResourceException">A key that is in no resource: a defect, so it is loud.</exception>
public sealed class Words(string baseName, Assembly assembly)
{
    private readonly ResourceManager _texts = new(baseName, assembly);

    public string this[string key] => _texts.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"No text '{key}' in {baseName}.");

    public string this[string key, params object?[] arguments] => string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    /// <summary>In a language of the recipient's, not of whoever runs the program.</summary>
    public string In(CultureInfo culture, string key, params object?[] arguments) =>
        string.Format(culture, _texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text '{key}' in {baseName}."), arguments);

    /// <summary>For tests: every key of one language, without fallback.</summary>
    public IReadOnlySet<string> Keys(CultureInfo culture)
    {
        var keys = new HashSet<string>();
        foreach (System.Collections.DictionaryEntry entry in _texts.GetResourceSet(culture, true, false)!)
            keys.Add((string)entry.Key);
        return keys;
    }
}
