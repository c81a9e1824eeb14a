namespace JobDating.Scheduling.Bookings;

/// <summary>Who books, moves or cancels an interview: the words of the column <c>booked_by</c> and of the message.</summary>
public static class Booker
{
    public const string Employer = "employer";
    public const string Candidate = "candidate";
    public const string Coordinator = "coordinator";
    public const string Hall = "hall";
    public const string Plan = "plan";

    /// <summary>The site's own people: bound by what is possible (nobody twice at once), not by notice, booking dates or the rounds.</summary>
    public static bool IsTeam(string by) => by is Coordinator or Hall or Plan;
}
