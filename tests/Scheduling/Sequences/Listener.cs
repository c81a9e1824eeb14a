using System.Text.Json;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Scheduling;
using Xunit;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>Another service at its simplest: of each interview it keeps what was said in the highest version, whatever the order.</summary>
internal sealed class Listener
{
    private const string SaidSql = "SELECT id, body FROM outbox_message WHERE kind = @Kind ORDER BY id";

    private readonly HashSet<Guid> _heard = [];
    private readonly Dictionary<(Guid Id, int Version), InterviewsRecorded.Interview> _said = [];
    private readonly Dictionary<Guid, InterviewsRecorded.Interview> _kept = [];

    private sealed record Message
    {
        public Guid Id { get; init; }
        public string Body { get; init; } = "";
    }

    public async Task HearAsync(SchedulingDatabase db)
    {
        // Backwards: a later version may come first.
        foreach (var message in (await db.QueryAsync<Message>(SaidSql, new { Kind = typeof(InterviewsRecorded).FullName }, CancellationToken.None)).Reverse())
        {
            if (!_heard.Add(message.Id))
                continue;
            foreach (var interview in JsonSerializer.Deserialize<InterviewsRecorded>(message.Body, Json.Options)!.Interviews)
            {
                Assert.True(_said.TryAdd((interview.Id, interview.Version), interview), $"Version {interview.Version} of {interview.Id} was said twice.");
                if (!_kept.TryGetValue(interview.Id, out var kept) || kept.Version < interview.Version)
                    _kept[interview.Id] = interview;
            }
        }
    }

    /// <summary>What it knows is what stands there.</summary>
    public void Knows(IReadOnlyList<Look.Interview> there)
    {
        Assert.Equal(there.Select(one => (one.Id, one.Version, one.SiteId, one.Siret, one.Number, one.CandidateId, one.StartsAt, one.Minutes, one.Status, one.Result)).OrderBy(one => one.Id),
            _kept.Values.Select(one => (one.Id, one.Version, one.SiteId, one.Siret, one.Table ?? 0, one.CandidateId, one.StartsAt, one.Minutes ?? 0, one.Status, one.Result)).OrderBy(one => one.Id));
    }
}
