using System.Collections.Concurrent;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>
/// What was done in each window, as its browser told of it the moment it was done: who, what, when. And what the day's written rules make of that list, with no other knowledge.
/// <list type="bullet">
/// <item>Received is whom a desk received or registered and did not take back, however many desks did.</item>
/// <item>An interview is what its table said last. What the hall said of it counts where its table said nothing.</item>
/// </list>
/// </summary>
internal sealed class PlainList
{
    /// <param name="Window">A desk, a table or the hall, by name.</param>
    /// <param name="Act">At a desk <c>receive</c>, <c>walk_in</c>, <c>undo</c>; of an interview the button's word; in the hall also <c>call</c> and <c>present</c>.</param>
    /// <param name="Subject">A person's name, an interview's id, or a SIRET.</param>
    /// <param name="At">By the machine's clock, which all windows share.</param>
    public sealed record Line(string Window, string Act, string Subject, DateTimeOffset At);

    private static readonly HashSet<string> _desk = ["receive", "walk_in", "undo"];

    private readonly ConcurrentQueue<Line> _lines = [];

    public IReadOnlyList<Line> Lines => [.. _lines.OrderBy(line => line.At)];

    public void Note(string window, string act, string subject, DateTimeOffset? at = null) => _lines.Enqueue(new Line(window, act, subject, at ?? DateTimeOffset.UtcNow));

    public IReadOnlyList<Line> Of(params string[] acts) => [.. Lines.Where(line => acts.Contains(line.Act))];

    /// <summary>Names.</summary>
    public IReadOnlySet<string> Received() =>
        Lines.Where(line => _desk.Contains(line.Act)).GroupBy(line => line.Subject).Where(person => person.GroupBy(line => line.Window).Any(desk => desk.Last().Act != "undo")).Select(person => person.Key).ToHashSet();

    /// <summary><c>held conclusive</c>, <c>held not_conclusive</c>, <c>held undecided</c>, <c>held</c>, <c>no_show</c>; or <c>booked</c>: nobody said anything.</summary>
    public string Of(Interview interview)
    {
        var said = Lines.Where(line => line.Subject == $"{interview.Id}").ToList();
        var table = said.LastOrDefault(line => line.Window.StartsWith("table", StringComparison.Ordinal) && line.Act is not ("start" or "back"));
        var last = table ?? said.LastOrDefault(line => line.Window == "hall" && line.Act == "miss");
        return last?.Act switch
        {
            null => "booked",
            "miss" => "no_show",
            "end" => "held",
            var result => $"held {result}",
        };
    }
}
