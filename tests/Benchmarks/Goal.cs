namespace JobDating.Benchmarks;

/// <summary>What a figure should be: by its ratio to the raw reference, or by itself.</summary>
internal sealed record Goal(string Text, Func<double, double?, bool> Holds)
{
    public static Goal RatioAtLeast(double least) => new(FormattableString.Invariant($"ratio ≥ {least}"), (_, ratio) => ratio >= least);

    public static Goal RatioAtMost(double most) => new(FormattableString.Invariant($"ratio ≤ {most}"), (_, ratio) => ratio <= most);

    public static Goal AtMost(double most) => new(FormattableString.Invariant($"≤ {most}"), (measured, _) => measured <= most);
}
