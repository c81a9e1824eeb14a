using JobDating.Contracts.Flow;

namespace JobDating.Registration.Imports;

/// <summary>Takes every finding and hands them on in batches: complete, and never all in memory. Whoever made it flushes it at the end.</summary>
public sealed class FindingSink(Func<IReadOnlyList<Finding>, CancellationToken, ValueTask> write, int batchSize = 200)
{
    private List<Finding> _waiting = [];

    public int Errors { get; private set; }
    public int Notices { get; private set; }

    public async ValueTask AddAsync(Finding finding, CancellationToken ct = default)
    {
        if (finding.IsNotice)
            Notices++;
        else
            Errors++;
        _waiting.Add(finding);
        if (_waiting.Count >= batchSize)
            await FlushAsync(ct);
    }

    public async ValueTask AddAsync(IEnumerable<Finding> findings, CancellationToken ct = default)
    {
        foreach (var finding in findings)
            await AddAsync(finding, ct);
    }

    public async ValueTask FlushAsync(CancellationToken ct = default)
    {
        if (_waiting.Count == 0)
            return;
        var batch = _waiting;
        _waiting = [];
        await write(batch, ct);
    }
}
