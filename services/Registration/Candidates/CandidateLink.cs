using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>The personal link by which a candidate comes to their own page: until the follow-up of the edition is over.</summary>
internal static class CandidateLink
{
    private static readonly Duration _lasts = Duration.FromDays(400);

    /// <summary>A path, <c>/in/…</c>; <see cref="PersonalLinks.Absolute"/> makes it an address for a mail.</summary>
    public static Task<string> IssueAsync(PersonalLinks links, Transaction tx, SaveCandidates.Row candidate, CancellationToken ct) =>
        links.IssueAsync(tx, Content(candidate.Id, candidate.FirstName, candidate.LastName, tx.Now), ct);

    /// <summary>An address for a mail, one of many.</summary>
    public static string Absolute(PersonalLinks.Issuer links, SaveCandidates.Row candidate, Instant now) => Absolute(links, candidate.Id, candidate.FirstName, candidate.LastName, now);

    /// <inheritdoc cref="Absolute(PersonalLinks.Issuer, SaveCandidates.Row, Instant)"/>
    public static string Absolute(PersonalLinks.Issuer links, Guid id, string firstName, string lastName, Instant now) => links.Absolute(links.Issue(Content(id, firstName, lastName, now)));

    private static PersonalLinks.Content Content(Guid id, string firstName, string lastName, Instant now) => new()
    {
        Role = Role.Candidate,
        Holder = id,
        Subject = id.ToString(),
        Name = $"{firstName} {lastName}",
        Expires = now + _lasts,
    };
}
