using JobDating.Registration.Candidates;

namespace JobDating.Registration.Duplicates;

/// <summary>Which values two entries differ in, and the row that a choice among them makes: pure.</summary>
internal static class MergedValues
{
    /// <summary>Consent and its date are one value: a date belongs to what was then said.</summary>
    public static IReadOnlyList<string> Names { get; } = ["last_name", "first_name", "birth_date", "email", "phone", "commune", "structure", "consent"];

    /// <summary>The row of the kept one with the values taken from the gone one.</summary>
    public static SaveCandidates.Row Choose(SaveCandidates.Row kept, SaveCandidates.Row gone, IReadOnlySet<string> taken) => kept with
    {
        LastName = taken.Contains("last_name") ? gone.LastName : kept.LastName,
        FirstName = taken.Contains("first_name") ? gone.FirstName : kept.FirstName,
        BirthDate = taken.Contains("birth_date") ? gone.BirthDate : kept.BirthDate,
        Email = taken.Contains("email") ? gone.Email : kept.Email,
        Phone = taken.Contains("phone") ? gone.Phone : kept.Phone,
        Commune = taken.Contains("commune") ? gone.Commune : kept.Commune,
        Language = kept.Language ?? gone.Language,
        StructureId = taken.Contains("structure") ? gone.StructureId : kept.StructureId,
        ConsentFollowUp = taken.Contains("consent") ? gone.ConsentFollowUp : kept.ConsentFollowUp,
        ConsentedOn = taken.Contains("consent") ? gone.ConsentedOn : kept.ConsentedOn,
    };

    /// <summary>Where they differ, and neither is simply missing: somebody must choose.</summary>
    public static bool Differs(string name, SaveCandidates.Row one, SaveCandidates.Row other) => !Equals(Of(name, one), Of(name, other));

    /// <summary>
    /// What is offered first: what only the gone one has; of two consents the later one, and of two of one day the refusal. Everything else stays.
    /// </summary>
    public static bool IsBetterTaken(string name, SaveCandidates.Row kept, SaveCandidates.Row gone) => name == "consent"
        ? gone.ConsentFollowUp is not null && (kept.ConsentFollowUp is null || gone.ConsentedOn > kept.ConsentedOn || (gone.ConsentedOn == kept.ConsentedOn && gone.ConsentFollowUp == false))
        : Of(name, kept) is null or "" && Of(name, gone) is not (null or "");

    private static object? Of(string name, SaveCandidates.Row row) => name switch
    {
        "last_name" => row.LastName,
        "first_name" => row.FirstName,
        "birth_date" => row.BirthDate,
        "email" => row.Email,
        "phone" => row.Phone,
        "commune" => row.Commune,
        "structure" => row.StructureId,
        "consent" => (row.ConsentFollowUp, row.ConsentedOn),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such value."),
    };
}
