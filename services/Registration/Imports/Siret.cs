namespace JobDating.Registration.Imports;

/// <summary>The number of an establishment: 14 digits, of which the first nine are its company's SIREN.</summary>
public static class Siret
{
    private const string LaPoste = "356000000";

    /// <summary>Luhn; or for La Poste's offices, which are more than Luhn has room for, a digit sum that is a multiple of five.</summary>
    public static bool IsValid(string siret)
    {
        if (siret.Length != 14 || !siret.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        var luhn = 0;
        for (var i = 0; i < 14; i++)
        {
            var digit = siret[i] - '0';
            sum += digit;
            // From the right every second digit is doubled; fourteen being even, these are the even indexes.
            var doubled = i % 2 == 0 ? digit * 2 : digit;
            luhn += doubled > 9 ? doubled - 9 : doubled;
        }
        return luhn % 10 == 0 || siret.StartsWith(LaPoste, StringComparison.Ordinal) && sum % 5 == 0;
    }

    /// <summary>The company's number of a valid SIRET.</summary>
    public static string Siren(string siret) => siret[..9];

    /// <summary>As people write it, "356 000 000 00048", without its spaces of whatever kind.</summary>
    public static string WithoutSpaces(string text) => text.Any(char.IsWhiteSpace) ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : text;
}
