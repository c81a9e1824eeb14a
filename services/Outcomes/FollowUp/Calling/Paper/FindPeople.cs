using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.Calling.Paper;

/// <summary>The people of an edition whose name or number begins with what was typed: some letters are enough.</summary>
internal static class FindPeople
{
    /// <summary>More are not read through; one letter more finds fewer.</summary>
    public const int Most = 20;

    private const string PeopleSql = """
        SELECT id, code, last_name, first_name, phone
        FROM person
        WHERE edition_id = @EditionId AND erased_at IS NULL AND last_name <> ''
        """;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Phone { get; init; }
    }

    /// <summary>By name, those whose last name begins so first; one more than <see cref="Most"/> where there are more.</summary>
    public static async Task<IReadOnlyList<EnterAnswer.Found>> ByWordsAsync(Database db, Guid editionId, string sought, CancellationToken ct)
    {
        var words = FoldedWords.Of(sought);
        if (words.Count == 0)
            return [];
        // Only those that are shown are kept, whatever the number of people.
        var found = new SortedSet<(int Rank, string Name, string Code, Guid Id, string Shown)>();
        await foreach (var row in db.StreamAsync<Row>(PeopleSql, new { EditionId = editionId }, ct))
        {
            var own = FoldedWords.Of([row.LastName, row.FirstName, row.Code, .. words.Any(word => char.IsAsciiDigit(word[0])) ? PhoneText.Words(row.Phone) : []]);
            if (!words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal))))
                continue;
            var key = FoldedWords.Key(row.LastName, row.FirstName);
            found.Add((key.StartsWith(words[0], StringComparison.Ordinal) ? 0 : 1, key, row.Code, row.Id, $"{row.FirstName} {row.LastName}".Trim()));
            if (found.Count > Most + 1)
                found.Remove(found.Max);
        }
        var sites = await ReadCalls.SitesAsync(db, found.Select(one => one.Id), ct);
        return [.. found.Select(one => new EnterAnswer.Found(one.Id, one.Code, one.Shown, [.. sites[one.Id]]))];
    }
}
