namespace JobDating.Outcomes.Conversion;

/// <summary>
/// Between which bounds the share lies with 95 % confidence, as fractions: Wilson's score interval, which holds for few people and for shares near 0 and 1 too.
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
/// </summary>
public readonly record struct Interval(decimal Low, decimal High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Null when there is nobody, or when the part is no part of the whole.</summary>
    public static Interval? Of(int part, int whole)
    {
        if (whole <= 0 || part < 0 || part > whole)
            return null;
        double n = whole, share = part / n, squared = Z * Z / n;
        var middle = (share + squared / 2) / (1 + squared);
        var half = Z / (1 + squared) * Math.Sqrt(share * (1 - share) / n + squared / (4 * n));
        return new Interval(part == 0 ? 0 : (decimal)(middle - half), part == whole ? 1 : (decimal)(middle + half));
    }
}
