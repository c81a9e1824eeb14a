using System.Globalization;
using JobDating.Platform.Ui;

namespace JobDating.Registration.CandidateList;

/// <summary>The texts of the coordinator's pages about candidates.</summary>
internal static class CandidateTexts
{
    private static readonly Lazy<IReadOnlySet<string>> _keys = new(() => Words!.Keys(CultureInfo.InvariantCulture));

    public static Words Words { get; } = new("JobDating.Registration.CandidateList.Texts", typeof(CandidateTexts).Assembly);

    /// <summary>The text of that key, or <paramref name="other"/> where there is none: for words of the program that come from the database.</summary>
    public static string Or(string key, string other) => _keys.Value.Contains(key) ? Words[key] : other;
}
