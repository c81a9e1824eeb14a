using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>
/// What is left of a candidate whose data were erased: code, structure, year of birth and consent, which count; nothing that names or reaches the person.
/// The code stays because it is what an older archive would bring the person back by. In an archive the two names are the word
/// <see cref="Mark"/>; importing such a row erases that candidate there too.
/// </summary>
internal static class ErasedCandidate
{
    /// <summary>Stands where the names stood.</summary>
    public const string Mark = "(erased)";

    public static bool IsMarked(SaveCandidates.Row row) => row.ErasedAt is null && row.LastName == Mark && row.FirstName == Mark;

    public static SaveCandidates.Row Of(SaveCandidates.Row row, Instant now) => row with
    {
        LastName = Mark,
        FirstName = Mark,
        BirthDate = null,
        BirthYear = row.BirthDate?.Year ?? row.BirthYear,
        Email = null,
        Phone = null,
        Commune = null,
        Language = null,
        ErasedAt = now,
    };
}
