using JobDating.Outcomes.Bilan;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>An edition's way from registered to hired, as of a date. DaysToHire: how many of the hired began so many days after they were received, rising.</summary>
public sealed record Overview(string Code, string Name, LocalDate AsOf, TotalCounts Total, IReadOnlyList<(int Days, int Hires)> DaysToHire)
{
    /// <summary>One step of the way: a figure, and the step that it is a share of; null for the first.</summary>
    internal sealed record Step(BilanFigure Figure, BilanFigure? Of);

    /// <summary>Upper bounds of the times to hire, in days after being received: before it, within a month, three, six, later.</summary>
    public static readonly IReadOnlyList<int> Bands = [-1, 30, 91, 182, int.MaxValue];

    internal static readonly IReadOnlyList<Step> Steps =
    [
        new(BilanFigures.Registered, null),
        new(BilanFigures.Received, BilanFigures.Registered),
        new(BilanFigures.CandidatesInterviewed, BilanFigures.Received),
        new(BilanFigures.CandidatesConclusive, BilanFigures.CandidatesInterviewed),
        new(BilanFigures.SecondInterviews, BilanFigures.CandidatesInterviewed),
        new(BilanFigures.Hires, BilanFigures.Received),
        new(BilanFigures.TrainingEntries, BilanFigures.Received),
        new(BilanFigures.HiredOrTraining, BilanFigures.Received),
    ];

    internal static readonly IReadOnlyList<BilanFigure> Contracts = [BilanFigures.HiresDurable, BilanFigures.HiresTransition, BilanFigures.HiresContractNotKnown];
    internal static readonly IReadOnlyList<BilanFigure> Employers = [BilanFigures.HiresMet, BilanFigures.HiresElsewhere, BilanFigures.HiresEmployerNotKnown];
    internal static readonly IReadOnlyList<BilanFigure> SixMonths = [BilanFigures.SixMonthsOver, BilanFigures.StillEmployed, BilanFigures.NoLongerEmployed];
    internal static readonly IReadOnlyList<BilanFigure> Outcomes = [BilanFigures.Known, BilanFigures.NotKnown, BilanFigures.Refused];

    public bool Followed => BilanFigures.Followed(Total);

    /// <summary>Half of those whose first day is known began so many days after they were received, or fewer; null: of nobody it is known.</summary>
    public int? MedianDays
    {
        get
        {
            var all = DaysToHire.Sum(one => one.Hires);
            var seen = 0;
            foreach (var (days, hires) in DaysToHire)
                if ((seen += hires) * 2 >= all)
                    return days;
            return null;
        }
    }

    /// <summary>How many of the hired began within each of <see cref="Bands"/>.</summary>
    public IReadOnlyList<int> ByBand =>
        [.. Bands.Select((upper, i) => DaysToHire.Where(one => one.Days <= upper && (i == 0 || one.Days > Bands[i - 1])).Sum(one => one.Hires))];

    /// <summary>Hired people whose first day is not known.</summary>
    public int StartNotKnown => Total.Hires - DaysToHire.Sum(one => one.Hires);

    /// <summary>How many would be hired if those of whom nothing is known were as those of whom something is; null while nothing is known of anybody.</summary>
    public int? IfAllWereAlike => Total.Deep.Known == 0 ? null
        : Total.Hires + (int)Math.Round((Total.Received - Total.Deep.Known) * (decimal)Total.Hires / Total.Deep.Known, MidpointRounding.AwayFromZero);
}
