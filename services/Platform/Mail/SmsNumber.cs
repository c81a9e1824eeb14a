using JobDating.Platform.Ui;

namespace JobDating.Platform;

/// <summary>Telephone numbers that an SMS can go to, as a provider wants them: <c>+33612345678</c>.</summary>
public static class SmsNumber
{
    /// <summary>Null when no SMS can be sent there: it is no number, or a French one that is not mobile.</summary>
    public static string? Read(string? text) => PhoneText.Normal(text) is { } number && (!number.StartsWith("+33", StringComparison.Ordinal) || number[3] is '6' or '7') ? number : null;
}
