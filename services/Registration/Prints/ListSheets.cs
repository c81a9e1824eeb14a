using System.Runtime.CompilerServices;

namespace JobDating.Registration.Prints;

/// <summary>Lines dealt out to pages of one length, each with its number; the last page is filled with empty lines.</summary>
internal static class ListSheets
{
    /// <param name="count">How many lines will come.</param>
    /// <param name="empty">At least so many empty ones follow.</param>
    public static async IAsyncEnumerable<Dictionary<string, object?>> DealAsync(ListHead head, IAsyncEnumerable<IReadOnlyList<ListLine>> pages, int count, int empty, [EnumeratorCancellation] CancellationToken ct)
    {
        var size = head.LinesOnSheet;
        var all = (count + empty + size - 1) / size;
        var page = 0;
        await foreach (var lines in pages.WithCancellation(ct))
        {
            yield return Sheet([.. lines, .. new ListLine?[size - lines.Count]], page * size + 1);
        }
        while (page < all)
            yield return Sheet(new ListLine?[size], 0);

        Dictionary<string, object?> Sheet(ListLine?[] lines, int first) => new()
        {
            [nameof(ListSheet.Head)] = head,
            [nameof(ListSheet.Page)] = ++page,
            [nameof(ListSheet.Pages)] = all,
            [nameof(ListSheet.First)] = first,
            [nameof(ListSheet.Lines)] = lines,
        };
    }
}
