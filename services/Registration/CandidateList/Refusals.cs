using JobDating.Registration.Candidates;

namespace JobDating.Registration.CandidateList;

/// <summary>Why somebody cannot be registered at a site, for the coordinator.</summary>
internal static class Refusals
{
    public static string Sentence(RegisterAtSites.Why why, string site) => CandidateTexts.Words[$"Refused.{why}", site];
}
