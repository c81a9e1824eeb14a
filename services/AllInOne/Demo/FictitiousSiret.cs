namespace JobDating.AllInOne.Demo;

/// <summary>
/// Numbers that pass the Luhn check and belong to nobody: they begin with two zeros, which the register does not give out.
/// </summary>
internal sealed class FictitiousSiret(Dice dice)
{
    private readonly HashSet<string> sirens = [];

    public string NextSiren()
    {
        while (true)
        {
            var siren = WithCheckDigit($"00{dice.Between(100_000, 999_999)}");
            if (sirens.Add(siren))
                return siren;
        }
    }

    /// <summary>The company's first, second, third… establishment.</summary>
    public static string Of(string siren, int establishment) => WithCheckDigit($"{siren}{establishment:0000}");

    private static string WithCheckDigit(string digits)
    {
        // From the right, the check digit stands first: so the last of these digits is the first to be doubled.
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 0)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return digits + (10 - sum % 10) % 10;
    }
}
