using System.Globalization;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>How long it takes until what is done in a window with network is seen in another.</summary>
internal sealed class Seen
{
    private readonly SortedDictionary<string, List<double>> _took = [];
    private readonly List<string> _never = [];

    public Seen(PlainList list, IReadOnlyDictionary<string, Window> windows, WatchWindow board, WatchWindow desk)
    {
        foreach (var line in list.Lines.Where(line => windows[line.Window].WasOnline(line.At)))
            switch (line.Act)
            {
                case "start":
                    Add("table to board", line, board.When(what => what == $"end {line.Subject}", true, line.At), isSure: Stays(list, line));
                    break;
                case "conclusive" or "not_conclusive" or "undecided" or "end" when board.When(what => what == $"end {line.Subject}", true, line.At.AddSeconds(-10)) is not null:
                    Add("table to board", line, board.When(what => what == $"end {line.Subject}", false, line.At));
                    break;
                case "call" or "miss" when line.Window == "hall":
                    Add("hall to board", line, board.When(what => what == $"{line.Act} {line.Subject}", false, line.At));
                    break;
                case "receive" or "walk_in":
                    // The list of arrivals has ten lines: of many who came together not all are seen.
                    Add("desk to desk", line, desk.When(what => what.Contains(line.Subject, StringComparison.Ordinal), true, line.At));
                    if (board.Renewed($"out {line.Subject}", $"in {line.Subject}", line.At) is { } renewed)
                        Add("desk to board", line, renewed);
                    break;
            }
    }

    public double P99 => Quantile([.. _took.Values.SelectMany(took => took)], 0.99);

    /// <summary>What was done with network and should have been seen elsewhere, and was not.</summary>
    public IReadOnlyList<string> Never => _never;

    public override string ToString() => string.Join("\n", _took.Append(new("all", [.. _took.Values.SelectMany(took => took)])).Select(road => string.Create(CultureInfo.InvariantCulture,
        $"seen, {road.Key}: {road.Value.Count} acts, p50 {Quantile(road.Value, 0.5):0} ms, p99 {Quantile(road.Value, 0.99):0} ms, longest {Quantile(road.Value, 1):0} ms"))) + $"\nnever seen on the board: {_never.Count}";

    private static double Quantile(IReadOnlyList<double> took, double part) => took.Count == 0 ? 0 : took.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(took.Count * part) - 1));

    /// <summary>Pages are renewed about twice a second: what was over sooner need not have been seen.</summary>
    private static bool Stays(PlainList list, PlainList.Line line) => !list.Lines.Any(next => next.Subject == line.Subject && next.At > line.At && next.At < line.At.AddSeconds(3));

    private void Add(string road, PlainList.Line line, DateTimeOffset? seen, bool isSure = false)
    {
        if (seen is { } at)
        {
            if (!_took.TryGetValue(road, out var took))
                _took.Add(road, took = []);
            took.Add((at - line.At).TotalMilliseconds);
        }
        else if (isSure)
            _never.Add($"{road}: {line}");
    }
}
