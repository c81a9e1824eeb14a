using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.Prescribers;

/// <summary>For which structure a prescriber is here, and which candidates are its own. Anybody else's is not found.</summary>
internal static class OwnStructure
{
    public const string Page = "/registration/prescriber";

    private const string StructureSql = """
        SELECT s.id, s.name, s.edition_id
        FROM structure s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id IN @Ids
        ORDER BY e.code DESC, s.code
        LIMIT @Take
        """;

    public sealed record Structure
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public Guid EditionId { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<(Structure Structure, SitesToCome.Edition Edition)> OfAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var structure = await db.QueryFirstOrDefaultAsync<Structure>(StructureSql, new { Ids = Caller.Of(http).Structures, Take = 1 }, ct);
        return structure is not null && await SitesToCome.EditionAsync(db, structure.EditionId, ct) is { } edition
            ? (structure, edition)
            : throw new Rejected(StatusCodes.Status404NotFound, PrescriberTexts.Words["Structure.Unknown"]);
    }

    /// <exception cref="Rejected">404: nobody, erased, or somebody another structure sent.</exception>
    public static async Task<SaveCandidates.Row> CandidateAsync(HttpContext http, Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return await FindCandidates.ByIdAsync(db, id, ct) is { StructureId: { } structure } candidate && Caller.Of(http).Structures.Contains(structure)
            ? candidate
            : throw new Rejected(StatusCodes.Status404NotFound, PrescriberTexts.Words["Candidate.Unknown"]);
    }

    public static string PageOf(Guid candidateId) => $"{Page}/candidates/{candidateId}";
}
