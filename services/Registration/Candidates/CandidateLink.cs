using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>The personal link by which a candidate comes to their own page: until the follow-up of the edition is over.</summary>
internal static class CandidateLink
{
    private static readonly Duration _lasts = Duration.FromDays(400);

    /// <summary>A path, <c>/in/…</c>; <see cref="PersonalLinks.Absolute"/> makes it an address for a mail.</summary>
    public static Task<string> IssueAsync(PersonalLinks links, Transaction tx, SaveCandidates.Row candidate, CancellationToken ct) => links.IssueAsync(tx, new PersonalLinks.Content
    {
        Role = Role.Candidate,
        Holder = candidate.Id,
        Subject = candidate.Id.ToString(),
        Name = $"{candidate.FirstName} {candidate.LastName}",
        Expires = tx.Now + _lasts,
    }, ct);
}
