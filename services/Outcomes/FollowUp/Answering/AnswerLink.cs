using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>The personal link by which a candidate comes to the question: the same as to their own page, and sent on from there.</summary>
internal static class AnswerLink
{
    /// <summary>Where the question is.</summary>
    public const string Page = "/outcomes/my/follow-up";

    /// <summary>Where one click ends the asking.</summary>
    public const string StopPage = "/outcomes/follow-up/stop";

    /// <summary>Both addresses of one mail. <c>Stop</c> is for <see cref="Mail.Unsubscribe"/>, and for the line at the end of the text.</summary>
    public sealed record Addresses(string Answer, Uri Stop);

    /// <param name="until">When the wave closes: a link of a mail that was kept opens nothing later.</param>
    public static Addresses Both(PersonalLinks.Issuer links, Guid candidateId, string name, Instant until)
    {
        var path = links.Issue(new() { Role = Role.Candidate, Holder = candidateId, Subject = $"{candidateId}", Name = name, Expires = until });
        return new Addresses(links.Absolute($"{path}?to={Page}"), new Uri(links.Absolute($"{StopPage}/{path.Split('/')[^1]}")));
    }
}
