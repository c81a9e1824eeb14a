using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobDating.Registration.Registering;

namespace JobDating.Registration.Candidates;

/// <summary>What people are asked to agree to, word for word, as it is shown to them now.</summary>
/// <param name="Version">Set by hand when the text changes in meaning; the hash tells any change.</param>
internal sealed record ConsentWording(string Purpose, string Language, string Version, string Text)
{
    /// <summary>The tour may keep and use the data: nobody registers without it.</summary>
    public const string ForRegistration = "registration";

    /// <summary>May be asked, after the event, what became of it.</summary>
    public const string ForFollowUp = "follow_up";

    /// <summary>The structure that sent the candidate may know what became of it.</summary>
    public const string ForResult = "share_result";

    /// <summary>The data may be kept two more years; said each time anew (Retention/KeepOwnData.cs).</summary>
    public const string ForKeeping = "keep_data";

    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Purpose}\n{Language}\n{Version}\n{Text}")));

    /// <summary>In the reader's language.</summary>
    public static ConsentWording Of(string purpose) =>
        new(purpose, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, RegisteringTexts.Words["Consent.Version"], RegisteringTexts.Words[$"Consent.{purpose}"]);
}
