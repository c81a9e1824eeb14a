using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// What is said of one person and one establishment (its SIRET, or empty when none was named): the word of each source that stands, null when it has said neither
/// <c>hired</c> nor <c>not_hired</c>.
/// </summary>
internal readonly record struct Claim(string Siret, Answer? Candidate, Answer? Employer, Answer? Staff)
{
    /// <summary>Two sources disagree and staff has not spoken.</summary>
    public bool Contested => Staff is null && Candidate is { } candidate && Employer is { } employer && candidate.Situation != employer.Situation;

    /// <summary>Staff's word settles it, whenever it came; else nobody who spoke may deny it.</summary>
    public bool Hired => Staff is { } settled ? settled.Situation == "hired" : !Contested && (Candidate ?? Employer)?.Situation == "hired";

    /// <summary>When the later of the words that stand was said.</summary>
    public Instant At => Staff?.AnsweredAt ?? Instant.Max(Candidate?.AnsweredAt ?? Instant.MinValue, Employer?.AnsweredAt ?? Instant.MinValue);

    /// <param name="known">One person's answers, in any order.</param>
    public static IEnumerable<Claim> Of(IEnumerable<Answer> known) =>
        known.Where(answer => answer.Situation is "hired" or "not_hired").GroupBy(answer => answer.Siret)
            .Select(pair => new Claim(pair.Key, Latest(pair, "candidate"), Latest(pair, "employer"), Latest(pair, "staff")));

    /// <summary>
    /// A source's later answer replaces its earlier one. Of two opposite answers in the same instant the cautious one stands, because counted hires are a floor.
    /// </summary>
    private static Answer? Latest(IEnumerable<Answer> pair, string source)
    {
        Answer? says = null;
        foreach (var answer in pair)
            if (answer.Source == source && (says is not { } before || answer.AnsweredAt > before.AnsweredAt || (answer.AnsweredAt == before.AnsweredAt && answer.Situation == "not_hired")))
                says = answer;
        return says;
    }
}
