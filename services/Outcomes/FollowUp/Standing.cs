using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>One follow-up answer, as the counting rules see it. <c>Siret</c> is empty when no establishment was named.</summary>
internal readonly record struct Answer(Instant AnsweredAt, string Source, string Siret, string Situation);

/// <summary>
/// What the answers known at some time make of one person: the rules of "How follow-up answers become figures", which stand here and in
/// <see cref="Claim"/> only. Whether the person was received, and asked, is not decided here.
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
        foreach (var claim in Claim.Of(known))
        {
            hired |= claim.Hired;
            contested |= claim.Contested;
        }
        return new Standing(hired, contested && !hired, training && !hired, answered);
    }
}
