using JobDating.Registration.Candidates;

namespace JobDating.Registration.CandidateList;

/// <summary>How a candidate is called on these pages.</summary>
internal static class CandidateName
{
    public static string Of(CandidateCards.Card card) => card.ErasedAt is null ? $"{card.LastName} {card.FirstName}" : CandidateTexts.Words["Erased"];

    public static string Of(SaveCandidates.Row row) => row.ErasedAt is null ? $"{row.LastName} {row.FirstName}" : CandidateTexts.Words["Erased"];
}
