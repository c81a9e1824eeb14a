using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Registering;

/// <summary>
/// A new candidate with all that the three steps ask: person, sites, wishes, consent; in one transaction. Whether the same person is there
/// already is not asked here: nobody may learn that from a form, and coordinators see and merge such pairs.
/// </summary>
internal static class RegisterCandidate
{
    private const string RegisteredSql = "SELECT MIN(registered_at) FROM registration WHERE candidate_id = @Id";

    public sealed record Request
    {
        /// <summary>Made when the form was first shown: the same form sent twice is the same candidate.</summary>
        public required Guid Id { get; init; }
        public required Guid EditionId { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public LocalDate? BirthDate { get; init; }

        /// <summary>Where the date is not known.</summary>
        public int? BirthYear { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Commune { get; init; }
        public string? Language { get; init; }
        public Guid? StructureId { get; init; }
        public required IReadOnlyList<Guid> SiteIds { get; init; }

        /// <summary>Most wanted first.</summary>
        public IReadOnlyList<Guid> OfferIds { get; init; } = [];

        /// <summary><c>online</c>, <c>prescriber</c> or <c>staff</c>.</summary>
        public required string Channel { get; init; }
        public required IReadOnlyList<ConsentWording> Consents { get; init; }

        /// <summary>Today where the edition is.</summary>
        public required LocalDate AgreedOn { get; init; }
    }

    /// <param name="Refusals">Why a site would not do; nothing is to be committed then.</param>
    /// <param name="Before">When this very form had been sent before: nothing was written now. Null: it is new.</param>
    /// <param name="IsErased">It had been sent before, and the person has been erased since.</param>
    public sealed record Outcome(IReadOnlyList<RegisterAtSites.Refusal> Refusals, Instant? Before, bool IsErased);

    public static async Task<Outcome> ApplyAsync(Transaction tx, Request request, CancellationToken ct)
    {
        if ((await FindCandidates.ByIdAsync(tx, [request.Id], ct)).GetValueOrDefault(request.Id) is { } there)
            return new Outcome([], await tx.QueryFirstOrDefaultAsync<Instant?>(RegisteredSql, new { request.Id }, ct) ?? Instant.MinValue, there.ErasedAt is not null);
        await SaveCandidates.ApplyAsync(tx, request.EditionId, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
        {
            [CandidateCode.For(request.Id)] = old => old is null ? Row(request) : throw new ChangedMeanwhileException(),
        }, ct);
        var refusals = await RegisterAtSites.ApplyAsync(tx, request.EditionId, request.Id, request.SiteIds, request.Channel, ct);
        if (refusals.Count > 0)
            return new Outcome(refusals, null, false);
        if (request.OfferIds.Count > 0)
            await ChangeWishes.ApplyAsync(tx, request.EditionId, new Dictionary<Guid, ChangeWishes.Change> { [request.Id] = (_, _) => request.OfferIds }, ct);
        await NoteConsents.GiveAsync(tx, request.Id, request.Consents, ct);
        return new Outcome([], null, false);
    }

    private static SaveCandidates.Row Row(Request request)
    {
        var mayBeAsked = request.Consents.Any(wording => wording.Purpose == ConsentWording.ForFollowUp);
        return new SaveCandidates.Row
        {
            Id = request.Id,
            EditionId = request.EditionId,
            Code = CandidateCode.For(request.Id),
            LastName = request.LastName,
            FirstName = request.FirstName,
            BirthDate = request.BirthDate,
            BirthYear = request.BirthYear,
            Email = request.Email,
            Phone = request.Phone,
            Commune = request.Commune,
            Language = request.Language,
            StructureId = request.StructureId,
            ConsentFollowUp = mayBeAsked,
            ConsentedOn = mayBeAsked ? request.AgreedOn : null,
        };
    }
}
