using JobDating.Outcomes.Figures;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// One hire that counts (<see cref="Claim.Hired"/>), with what is known of its contract. Of several words for it staff's goes first, then the employer's, who holds the
/// contract, then the candidate's; what one leaves out the next may say.
/// </summary>
/// <param name="Siret">Empty when no establishment was named.</param>
/// <param name="SixMonths">The day from which it can be known whether it lasted six months; null while its beginning is not known.</param>
/// <param name="Lasted">Still employed six months after the beginning; null: not known.</param>
internal readonly record struct CountedHire(string Siret, ContractClass Class, LocalDate? StartedOn, LocalDate? SixMonths, bool? Lasted)
{
    /// <param name="standing">One person's answers that stand on some day, in any order.</param>
    public static IReadOnlyList<CountedHire> Of(IReadOnlyList<PersonFacts.Said> standing) =>
        [.. Claim.Of(standing.Select(said => said.Answer)).Where(claim => claim.Hired).Select(claim => Of(claim, standing))];

    private static CountedHire Of(Claim claim, IReadOnlyList<PersonFacts.Said> standing)
    {
        PersonFacts.Said[] words = [.. ((Answer?[])[claim.Staff, claim.Employer, claim.Candidate])
            .Where(word => word?.Situation == "hired").Select(word => standing.First(said => said.Answer == word))];
        var began = words.FirstOrDefault(word => word.Contract.StartedOn is not null).Contract;
        return new CountedHire(
            claim.Siret,
            words.Select(word => word.Contract.Class).FirstOrDefault(known => known != ContractClass.NotKnown),
            began.StartedOn,
            began.SixMonths,
            began.SixMonths is { } over ? HasLasted(words, standing, began.StartedOn!.Value, over) : null);
    }

    /// <summary>
    /// It has when somebody said so on that day or later. It has not when the contract ended before, or when the candidate said in between that they did not work. A
    /// contract that was to last longer proves nothing.
    /// </summary>
    private static bool? HasLasted(PersonFacts.Said[] words, IReadOnlyList<PersonFacts.Said> standing, LocalDate start, LocalDate over)
    {
        bool EndedBefore(PersonFacts.Said word) => word.Contract.EndedOn?.PlusDays(1) < over;
        if (Array.Exists(words, word => word.Day >= over && !EndedBefore(word)))
            return true;
        return Array.Exists(words, EndedBefore) || standing.Any(said => said.Answer is { Source: "candidate", Situation: "neither" or "training" } && said.Day >= start && said.Day < over) ? false : null;
    }
}
