using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>The personal link by which a candidate comes to the question: the same as to their own page, and sent on from there.</summary>
internal static class AnswerLink
{
    /// <summary>Where the question is.</summary>
    public const string Page = "/outcomes/my/follow-up";

    /// <summary>An address for a mail.</summary>
    /// <param name="until">When the wave closes: a link of a mail that was kept opens nothing later.</param>
    public static async Task<string> IssueAsync(PersonalLinks links, Transaction tx, Guid candidateId, string name, Instant until, CancellationToken ct) =>
        links.Absolute(await links.IssueAsync(tx, new PersonalLinks.Content { Role = Role.Candidate, Holder = candidateId, Subject = $"{candidateId}", Name = name, Expires = until }, ct)) + $"?to={Page}";
}
