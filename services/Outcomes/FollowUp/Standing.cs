using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>One follow-up answer, as the counting rules see it. <c>Siret</c> is empty when no establishment was named.</summary>
internal readonly record struct Answer(Instant AnsweredAt, string Source, string Siret, string Situation);

/// <summary>
/// What the answers known at some time make of one person: the rules of "How follow-up answers become figures", and the only place where
/// they stand. Whether the person was received, and asked, is not decided here.
/// </summary>
internal readonly record struct Standing(bool Hired, bool ToSettle, bool InTraining, bool Answered)
{
    public static readonly Standing Unknown = default;

    /// <param name="known">The person's answers known so far, in any order; all sources.</param>
    public static Standing Of(IReadOnlyList<Answer> known)
    {
        bool hired = false, contested = false, training = false, answered = false;
        foreach (var answer in known)
        {
            answered |= answer.Situation != "unreachable";
            training |= answer.Situation == "training";
        }
        foreach (var pair in known.Where(answer => answer.Situation is "hired" or "not_hired").GroupBy(answer => answer.Siret))
        {
            var candidate = Latest(pair, "candidate");
            var employer = Latest(pair, "employer");
            var staff = Latest(pair, "staff");
            if (staff is { } settled)
                hired |= settled;
            else if (candidate != employer && candidate is not null && employer is not null)
                contested = true;
            else
                hired |= candidate == true || employer == true;
        }
        return new Standing(hired, contested && !hired, training && !hired, answered);
    }

    /// <summary>
    /// What a source says of a pair now: its later answer replaces the earlier one. Null: it has said neither. Of two opposite answers in the
    /// same instant the cautious one stands, because counted hires are a floor.
    /// </summary>
    private static bool? Latest(IEnumerable<Answer> pair, string source)
    {
        bool? says = null;
        var at = Instant.MinValue;
        foreach (var answer in pair)
        {
            if (answer.Source != source || answer.AnsweredAt < at)
                continue;
            var hired = answer.Situation == "hired";
            says = answer.AnsweredAt == at && says is not null ? says.Value && hired : hired;
            at = answer.AnsweredAt;
        }
        return says;
    }
}
