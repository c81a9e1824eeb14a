using JobDating.Platform.Ui;

namespace JobDating.AllInOne.Moving;

/// <summary>The installation cannot be moved; the message is the sentence for whoever typed it.</summary>
public sealed class MoveException(string sentence, Exception? inner = null) : Exception(sentence, inner);

/// <summary>What the command says.</summary>
internal static class MoveTexts
{
    public static Words Words { get; } = new("JobDating.AllInOne.Moving.Texts", typeof(MoveTexts).Assembly);
}
