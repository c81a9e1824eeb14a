using JobDating.Platform;

namespace JobDating.Outcomes.Bilan;

/// <summary><c>GET /outcomes/api/figures</c>: what each figure counts, in the reader's language; numerator and denominator of the rates, else null.</summary>
internal static class ShowFigures
{
    private sealed record Explained(string Key, string Name, string Definition, string? Numerator, string? Denominator, bool OfSites);

    public static IResult Run() => Results.Json(
        BilanFigures.All.Concat(BilanFigures.Deep).Select(figure => new Explained(figure.Key, figure.Name, figure.Definition, figure.Numerator?.Name, figure.Denominator?.Name, figure.OfSites)),
        Json.Options);
}
