using JobDating.Registration.CandidateList;

namespace JobDating.Registration.Candidates;

/// <summary>On which way a consent came to us, from who noted it: the online form, the own page, the structure that sent the person, the team, a file.</summary>
public static class ConsentChannel
{
    /// <param name="notedBy">As an actor is written: its kind, then its id.</param>
    public static string Of(string notedBy) => CandidateTexts.Words[$"Consent.Channel.{notedBy.Split(' ')[0] switch
    {
        "visitor" => "form",
        "candidate" => "own",
        "prescriber" => "prescriber",
        "account" => "team",
        _ => "file",
    }}"];
}
