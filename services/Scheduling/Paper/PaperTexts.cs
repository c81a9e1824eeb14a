using System.Globalization;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Running;

namespace JobDating.Scheduling.Paper;

/// <summary>Texts of what is printed for a day without network, and of entering it afterwards.</summary>
internal static class PaperTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Paper.Texts", typeof(PaperTexts).Assembly);

    /// <summary>The letter that the reader's language has for an outcome: c, n, i (in English u), a.</summary>
    public static string Letter(string outcome) => Words[$"Letter.{outcome}"];

    /// <summary>What a letter says, in capitals or not, in whichever of the languages; null: nothing.</summary>
    public static string? OutcomeOf(string letter) => letter.ToLower(CultureInfo.InvariantCulture) switch
    {
        "c" => "conclusive",
        "n" => "not_conclusive",
        "i" or "u" => "undecided",
        "a" => JudgeInterview.NoShow,
        _ => null,
    };
}
