namespace JobDating.Benchmarks;

/// <summary>How long each of many took, in milliseconds, and all of them together.</summary>
internal sealed class Times(IEnumerable<double> milliseconds, TimeSpan took)
{
    private readonly List<double> _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Count;
    public double Half => Part(0.5);
    public double P99 => Part(0.99);
    public double Slowest => Part(1);
    public double PerSecond => _sorted.Count / took.TotalSeconds;

    private double Part(double part) => _sorted.Count == 0 ? 0 : _sorted[Math.Min(_sorted.Count - 1, (int)(_sorted.Count * part))];
}
