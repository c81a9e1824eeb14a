using System.Text.RegularExpressions;
using JobDating.Platform;
using Microsoft.AspNetCore.Identity;

namespace JobDating.Registration.Accounts;

/// <summary>
/// A password that is tried first: of words that everybody takes, rows of the keyboard, counting, years, the person's own name or ours, and little else. Each such part is worth one sign.
/// No list from elsewhere is asked.
/// </summary>
public sealed partial class EasyPassword : IPasswordValidator<Account>
{
    private const int LeastSigns = 6;
    private const int ShortestPart = 3;

    private static readonly string[] Words =
    [
        "admin", "amour", "azerty", "baseball", "bienvenue", "bonjour", "changeme", "chocolat", "computer", "coucou", "doudou", "dragon", "emploi", "football", "formation", "france", "handicap",
        "iloveyou", "jetaime", "jobdating", "letmein", "lille", "loulou", "marseille", "master", "michael", "monkey", "motdepasse", "naruto", "passe", "password", "pokemon", "princess", "qwerty", "recrutement",
        "roubaix", "secret", "shadow", "soleil", "starwars", "sunshine", "superman", "tourcoing", "trustno", "welcome", "whatever",
    ];

    private static readonly string[] Rows =
    [
        .. ((string[])["azertyuiop", "qwertyuiop", "qwertzuiop", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890", "1q2w3e4r5t6y7u8i9o0p", "1a2z3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv", "1aqw2zsx3edc4rfv"])
            .SelectMany(row => (string[])[row, new([.. row.Reverse()])]),
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(IsEasy(password ?? "", [.. FoldedWords.Of($"{user.Name} {user.Email}")]) ? IdentityResult.Failed() : IdentityResult.Success);

    /// <param name="password">As typed.</param>
    /// <param name="own">Words of the person, folded.</param>
    public static bool IsEasy(string password, IReadOnlyCollection<string> own)
    {
        var known = Words.Concat(own.Where(word => word.Length >= ShortestPart)).ToList();
        return Signs(password.ToLowerInvariant()) < LeastSigns || Signs(Plain(password)) < LeastSigns;

        int Signs(string text)
        {
            var signs = 0;
            for (var at = 0; at < text.Length && signs < LeastSigns; signs++)
                at += Math.Max(1, Part(text, at, known));
            return signs;
        }
    }

    /// <summary>How long the easy part is that begins there; 0: there is none.</summary>
    private static int Part(string text, int at, IReadOnlyList<string> known)
    {
        var longest = known.Where(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0).Select(word => word.Length).DefaultIfEmpty(0).Max();
        if (Year().Match(text, at) is { Success: true } year && year.Index == at)
            longest = Math.Max(longest, year.Length);
        var same = 1;
        while (at + same < text.Length && text[at + same] == text[at])
            same++;
        longest = Math.Max(longest, same >= ShortestPart ? same : 0);
        for (var length = text.Length - at; length > Math.Max(longest, ShortestPart - 1); length--)
        {
            var part = text.AsSpan(at, length);
            foreach (var row in Rows)
                if (row.AsSpan().Contains(part, StringComparison.Ordinal))
                    return length;
        }
        return longest;
    }

    /// <summary>Small letters; a sign that stands between letters for a letter is that letter.</summary>
    private static string Plain(string password)
    {
        var signs = password.ToLowerInvariant().ToCharArray();
        for (var at = 1; at < signs.Length - 1; at++)
            if (char.IsLetter(signs[at - 1]) && char.IsLetter(signs[at + 1]))
                signs[at] = signs[at] switch { '@' or '4' => 'a', '$' or '5' => 's', '0' => 'o', '3' => 'e', '1' or '!' => 'i', var other => other };
        return new(signs);
    }

    [GeneratedRegex(@"(19|20)\d\d")]
    private static partial Regex Year();
}
