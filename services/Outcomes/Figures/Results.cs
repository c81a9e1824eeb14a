using JobDating.Contracts.Outcomes;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>What is known of a person's way after the event, read from the steps that they add to the edition's figures.</summary>
internal static class Results
{
    /// <summary>A hire goes before a training, as in the figures; neither: null.</summary>
    public static (string? Result, LocalDate? KnownOn) Of(IReadOnlyCollection<Step> steps) =>
        KnownOn(steps, Figure.Hires) is { } hired ? ("hired", hired)
        : KnownOn(steps, Figure.TrainingEntries) is { } training ? ("training", training)
        : (null, null);

    /// <summary>Tells of those whose result differs from what it was, or who have answered.</summary>
    public static async Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<ResultsKnown.Person> people, CancellationToken ct)
    {
        if (people.Count > 0)
            await tx.PublishAsync(new ResultsKnown { EditionId = editionId, People = people }, ct);
    }

    private static LocalDate? KnownOn(IReadOnlyCollection<Step> steps, Figure figure)
    {
        var own = steps.Where(step => step.Figure == figure && step.Group == Group.Edition).ToList();
        return own.Sum(step => step.Amount) > 0 ? own.Where(step => step.Amount > 0).Max(step => step.Day) : null;
    }
}
