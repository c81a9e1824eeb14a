using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>When a person last said something themselves: the last contact, by which Registration reckons how long their data may be kept.</summary>
internal static class LastAnswer
{
    /// <summary>Their own word on what became of them, withdrawn or not, or that they do not want to be asked any more; what an employer or staff said of them is none. Null: nothing (yet).</summary>
    public static Instant? Of(PeopleFacts.Person person, PersonFacts facts)
    {
        Instant? last = person.LastAnswerAt;
        if (person.AsksEndedAt is { } ended && !(last >= ended))
            last = ended;
        foreach (var said in facts.Answers)
            if (said.Answer is { Source: "candidate", Situation: not "unreachable" } && !(last >= said.Answer.AnsweredAt))
                last = said.Answer.AnsweredAt;
        return last;
    }
}
