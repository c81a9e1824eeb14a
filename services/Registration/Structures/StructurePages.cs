using JobDating.Platform;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;

namespace JobDating.Registration.Structures;

/// <summary>What the pages about structures share: their addresses, and what they look up first.</summary>
internal static class StructurePages
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, kind
        FROM structure
        WHERE id = @Id AND edition_id = @EditionId
        """;

    public static string List(string code) => $"{EmployerPages.Edition(code)}/structures";

    public static string Structure(string code, Guid id) => $"{List(code)}/{id}";

    /// <exception cref="Rejected">404</exception>
    public static async Task<(EditionTotals.Edition Edition, SaveStructures.Row Structure)> FindAsync(Database db, string code, Guid id, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        return await db.QueryFirstOrDefaultAsync<SaveStructures.Row>(FindSql, new { Id = id, EditionId = edition.Id }, ct) is { } row
            ? (edition, row)
            : throw new Rejected(StatusCodes.Status404NotFound, StructureTexts.Words["Unknown"]);
    }
}
