using JobDating.Outcomes.FollowUp;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>All that counts of one person, with every instant already turned into the day at whose end it is known.</summary>
internal sealed class PersonFacts
{
    public bool? ConsentFollowUp { get; init; }
    public LocalDate? ConsentedOn { get; init; }

    /// <summary>Since when they do not want to be asked any more.</summary>
    public LocalDate? AsksEnded { get; init; }
    public int? BirthYear { get; init; }
    public Guid? StructureId { get; init; }
    public List<Registration> Registrations { get; } = [];

    /// <summary>Days of the candidates' workshops that were attended.</summary>
    public List<LocalDate> Workshops { get; } = [];
    public List<Held> HeldInterviews { get; } = [];

    /// <summary>Appointments that were neither held nor cancelled: missed, or not yet, or nobody has noted.</summary>
    public List<(string Siret, LocalDate Day)> OtherAppointments { get; } = [];

    /// <summary>The job families that each establishment offers work in: letters.</summary>
    public ILookup<string, char> Families { get; init; } = Array.Empty<char>().ToLookup(_ => "");
    public List<Said> Answers { get; } = [];
    public List<(Guid SiteId, LocalDate Day)> Visits { get; } = [];

    /// <summary>SiteDate is null while the site has not been heard of: nobody is prepared there yet.</summary>
    public readonly record struct Registration(Guid SiteId, LocalDate? SiteDate, LocalDate Registered, LocalDate? Cancelled, LocalDate? Received);

    /// <summary>Withdrawn: the day from which it counts no more, for another answer has taken its place; null: it stands.</summary>
    public readonly record struct Said(LocalDate Day, Answer Answer, LocalDate? Withdrawn = null, Contract Contract = default)
    {
        public bool StandsOn(LocalDate day) => Day <= day && !(Withdrawn <= day);
    }

    public readonly record struct Held(Guid SiteId, LocalDate Day, string? Result, string Siret = "", bool SecondAgreed = false);
}
