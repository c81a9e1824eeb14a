using JobDating.Outcomes.Figures;

namespace JobDating.Outcomes.Conversion;

/// <summary>What is counted of one group of people. Registered and received are not counted of employers and job families, expected only of them.</summary>
public sealed record GroupLine
{
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>What tells it from another of the same name.</summary>
    public string? Note { get; init; }
    public int Expected { get; init; }
    public int Registered { get; init; }
    public int Received { get; init; }
    public int Interviewed { get; init; }
    public int Conclusive { get; init; }
    public int SecondInterviews { get; init; }

    /// <summary>Null: no answer is known yet, which is not zero.</summary>
    public int? Hires { get; init; }
    public int? TrainingEntries { get; init; }

    /// <summary>Of the received, those of whom an answer is known.</summary>
    public int Known { get; init; }

    /// <summary>How many people the group has, as far as the figures tell.</summary>
    public int Size => Math.Max(Math.Max(Expected, Registered), Math.Max(Received, Interviewed));

    /// <param name="followed">Whether any answer is known of the group, or, for employers, of the edition.</param>
    internal static GroupLine Of(string key, string name, string? note, IReadOnlyDictionary<Figure, int> sums, bool followed) => new()
    {
        Key = key,
        Name = name,
        Note = note,
        Expected = sums.GetValueOrDefault(Figure.Expected),
        Registered = sums.GetValueOrDefault(Figure.Registered),
        Received = sums.GetValueOrDefault(Figure.Received),
        Interviewed = sums.GetValueOrDefault(Figure.CandidatesInterviewed),
        Conclusive = sums.GetValueOrDefault(Figure.CandidatesConclusive),
        SecondInterviews = sums.GetValueOrDefault(Figure.SecondInterviews),
        Hires = followed ? sums.GetValueOrDefault(Figure.Hires) : null,
        TrainingEntries = followed ? sums.GetValueOrDefault(Figure.TrainingEntries) : null,
        Known = sums.GetValueOrDefault(Figure.Known),
    };
}
