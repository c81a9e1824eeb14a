using System.Text.Json.Serialization;
using JobDating.Outcomes.Figures;
using NodaTime;

namespace JobDating.Outcomes.Bilan;

/// <summary>An edition's figures as of a date, in the shape that IMPORT.md fixes for the outside.</summary>
public sealed record BilanCounts
{
    public required string Edition { get; init; }
    public required LocalDate AsOf { get; init; }
    public required TotalCounts Total { get; init; }

    /// <summary>By date, then code.</summary>
    public required IReadOnlyList<SiteCounts> Sites { get; init; }
    public required SplitCounts PreparedVersusNot { get; init; }
}

public record Counts
{
    public int Registered { get; init; }
    public int Received { get; init; }
    public int Prepared { get; init; }
    public decimal? PreparedRate => Rate.Of(Prepared, Received);
    public int EstablishmentsPresent { get; init; }
    public int CompaniesPresent { get; init; }
    public int InterviewsHeld { get; init; }
    public int CandidatesInterviewed { get; init; }
    public int Conclusive { get; init; }

    /// <summary>Undecided interviews are in the denominator.</summary>
    public decimal? ConclusiveRate => Rate.Of(Conclusive, InterviewsHeld);
    public int Hires { get; init; }
    public int TrainingEntries { get; init; }
    public int ToSettle { get; init; }
    public int Asked { get; init; }
    public int Answered { get; init; }
    public decimal? ResponseRate => Rate.Of(Answered, Asked);
    public decimal? HireRate => Rate.Of(Hires, Received);
    public int MobilityVisits { get; init; }

    /// <summary>On the page, not in the fixed JSON.</summary>
    [JsonIgnore]
    public int Undecided { get; init; }

    /// <summary>On the pages of conversion, not in the fixed JSON.</summary>
    [JsonIgnore]
    public Depth Deep { get; init; } = new();

    /// <summary>The steps between interview and hire, and what is known of the hired; who is in neither of a set is not known.</summary>
    public sealed record Depth
    {
        /// <summary>Of an employer or a job family only: people with an appointment there.</summary>
        public int Expected { get; init; }
        public int CandidatesConclusive { get; init; }
        public int SecondInterviews { get; init; }
        public int HiresDurable { get; init; }
        public int HiresTransition { get; init; }
        public int HiresMet { get; init; }
        public int HiresElsewhere { get; init; }
        public int SixMonthsOver { get; init; }
        public int StillEmployed { get; init; }
        public int NoLongerEmployed { get; init; }

        /// <summary>Of the received: those of whom an answer is known, and those who do not want to be asked.</summary>
        public int Known { get; init; }
        public int Refused { get; init; }
    }

    private protected static T From<T>(T counts, IReadOnlyDictionary<string, int> sums) where T : Counts => counts with
    {
        Registered = Of(sums, Figure.Registered),
        Received = Of(sums, Figure.Received),
        Prepared = Of(sums, Figure.Prepared),
        EstablishmentsPresent = Of(sums, Figure.EstablishmentsPresent),
        CompaniesPresent = Of(sums, Figure.CompaniesPresent),
        InterviewsHeld = Of(sums, Figure.InterviewsHeld),
        CandidatesInterviewed = Of(sums, Figure.CandidatesInterviewed),
        Conclusive = Of(sums, Figure.Conclusive),
        Undecided = Of(sums, Figure.Undecided),
        Hires = Of(sums, Figure.Hires),
        TrainingEntries = Of(sums, Figure.TrainingEntries),
        ToSettle = Of(sums, Figure.ToSettle),
        Asked = Of(sums, Figure.Asked),
        Answered = Of(sums, Figure.Answered),
        MobilityVisits = Of(sums, Figure.MobilityVisits),
        Deep = new Depth
        {
            Expected = Of(sums, Figure.Expected),
            CandidatesConclusive = Of(sums, Figure.CandidatesConclusive),
            SecondInterviews = Of(sums, Figure.SecondInterviews),
            HiresDurable = Of(sums, Figure.HiresDurable),
            HiresTransition = Of(sums, Figure.HiresTransition),
            HiresMet = Of(sums, Figure.HiresMet),
            HiresElsewhere = Of(sums, Figure.HiresElsewhere),
            SixMonthsOver = Of(sums, Figure.SixMonthsOver),
            StillEmployed = Of(sums, Figure.StillEmployed),
            NoLongerEmployed = Of(sums, Figure.NoLongerEmployed),
            Known = Of(sums, Figure.Known),
            Refused = Of(sums, Figure.Refused),
        },
    };

    private protected static int Of(IReadOnlyDictionary<string, int> sums, Figure figure) => sums.GetValueOrDefault(figure.ToString());
}

public sealed record TotalCounts : Counts
{
    [JsonPropertyOrder(1)]
    public int PressArticles { get; init; }

    internal static TotalCounts From(IReadOnlyDictionary<string, int> sums, int pressArticles) => From(new TotalCounts { PressArticles = pressArticles }, sums);
}

public sealed record SiteCounts : Counts
{
    [JsonPropertyOrder(-3)]
    public required string Code { get; init; }

    [JsonPropertyOrder(-2)]
    public required string Name { get; init; }

    [JsonPropertyOrder(-1)]
    public required LocalDate Date { get; init; }

    internal static SiteCounts From(SiteCounts site, IReadOnlyDictionary<string, int> sums) => Counts.From(site, sums);
}

/// <summary>The edition's received, in two groups. What differs between them proves no cause.</summary>
public sealed record SplitCounts
{
    public required GroupCounts Prepared { get; init; }
    public required GroupCounts NotPrepared { get; init; }

    internal static SplitCounts From(IReadOnlyDictionary<string, int> sums)
    {
        var prepared = new GroupCounts { Received = Of(Figure.Prepared), CandidatesInterviewed = Of(Figure.PreparedInterviewed), Hires = Of(Figure.PreparedHires) };
        return new SplitCounts
        {
            Prepared = prepared,
            NotPrepared = new GroupCounts
            {
                Received = Of(Figure.Received) - prepared.Received,
                CandidatesInterviewed = Of(Figure.ReceivedInterviewed) - prepared.CandidatesInterviewed,
                Hires = Of(Figure.Hires) - prepared.Hires,
            },
        };

        int Of(Figure figure) => sums.GetValueOrDefault(figure.ToString());
    }
}

public sealed record GroupCounts
{
    public int Received { get; init; }
    public int CandidatesInterviewed { get; init; }
    public int Hires { get; init; }
    public decimal? HireRate => Rate.Of(Hires, Received);
}

internal static class Rate
{
    /// <summary>Four decimals, half away from zero; null when there is nothing to divide by.</summary>
    public static decimal? Of(int numerator, int denominator) => denominator == 0 ? null : Rounded((decimal)numerator / denominator);

    // Dividing by a one with many zeros drops the trailing zeros: 0.146, not 0.1460.
    public static decimal Rounded(decimal share) => Math.Round(share, 4, MidpointRounding.AwayFromZero) / 1.000000000000000000000000000000m;
}
