namespace JobDating.Platform;

/// <summary>Somebody who was entered twice: the one entry became the other.</summary>
public sealed record Merge
{
    public Guid GoneId { get; init; }
    public Guid KeptId { get; init; }

    /// <summary>Of these people, those that are gone, with the one each has become in the end.</summary>
    /// <param name="find">The merges in which one of these is gone.</param>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> FollowAsync(IEnumerable<Guid> ids, Func<IEnumerable<Guid>, Task<IReadOnlyList<Merge>>> find)
    {
        var became = (await find(ids.Distinct())).ToDictionary(merge => merge.GoneId, merge => merge.KeptId);
        // A kept one may be gone by a later merge; nobody is gone twice, so this ends.
        while (became.Count > 0)
        {
            var further = (await find(became.Values.Distinct())).ToDictionary(merge => merge.GoneId, merge => merge.KeptId);
            if (further.Count == 0)
                break;
            foreach (var (gone, kept) in became.ToList())
                became[gone] = further.GetValueOrDefault(kept, kept);
        }
        return became;
    }
}
