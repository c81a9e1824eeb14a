using Microsoft.Extensions.Logging;

namespace JobDating.Platform.SignIn;

/// <summary>Who came in, who did not, and who was refused, as lines of the log: by id and address, never what was typed. A flood of wrong tries is refused before it comes here, so it fills no disk.</summary>
public static partial class SignInLog
{
    public const string Category = "JobDating.SignIn";

    [LoggerMessage(LogLevel.Information, "{Kind} {Id} signed in from {From}.")]
    public static partial void SignedIn(ILogger log, string kind, Guid id, string from);

    [LoggerMessage(LogLevel.Information, "{Id} signed out from {From}.")]
    public static partial void SignedOut(ILogger log, Guid? id, string from);

    [LoggerMessage(LogLevel.Information, "A wrong {What} came from {From}.")]
    public static partial void Wrong(ILogger log, string what, string from);

    [LoggerMessage(LogLevel.Information, "{Id} may not {Method} {Path}.")]
    public static partial void Refused(ILogger log, Guid? id, string method, string path);
}
