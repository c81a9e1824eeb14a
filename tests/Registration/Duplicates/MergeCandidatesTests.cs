using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Mobility;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Duplicates;

/// <summary>Two entries of Ada become one: what is kept, what moves, what is said, and what still comes under the old code.</summary>
public sealed class MergeCandidatesTests
{
    private static readonly Instant _march = Instant.FromUtc(2023, 3, 1, 9, 0);
    private static readonly Instant _april = Instant.FromUtc(2023, 4, 11, 8, 30);

    [Theory, EachEngine]
    public async Task The_kept_one_has_the_values_chosen_and_all_that_hung_on_both(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var kept = await house.SaveAsync("C1", "Lovelace", "Ada", row => row with { Email = "ada@example.org", ConsentFollowUp = true, ConsentedOn = new LocalDate(2023, 3, 1) });
        var gone = await house.SaveAsync("C2", "LOVELACE", "ADA", row => row with { Email = "countess@example.org", Phone = "+33612345678" });
        await house.RegisterAsync(kept.Id, house.Ronchin, _april, receivedAt: _april);
        await house.RegisterAsync(gone.Id, house.Ronchin, _march, cancelledAt: _march + Duration.FromDays(1));
        await house.RegisterAsync(gone.Id, house.Wattrelos, _march);
        await house.AttendAsync(kept.Id, "C1", attended: false);
        await house.AttendAsync(gone.Id, "C2");
        await VisitAsync(house, kept.Id, house.Ronchin, _april, null);
        await VisitAsync(house, gone.Id, house.Ronchin, _april, "diagnosis");
        await VisitAsync(house, gone.Id, house.Wattrelos, _april, "information");
        await house.SaidAsync(house.Registration);

        await house.MergeAsync("C1", "C2", "phone");

        var one = await house.CandidateAsync("C1");
        Assert.Equal(("Lovelace", "ada@example.org", "+33612345678", true), (one.LastName, one.Email, one.Phone, one.ConsentFollowUp));
        Assert.Equal(
            [(house.Ronchin, _march, (Instant?)_april, (Instant?)null), (house.Wattrelos, _march, null, null)],
            (await house.AllAsync<Registered>(house.Registration, "SELECT * FROM registration WHERE candidate_id = @Id", new { kept.Id })).Select(row => (row.SiteId, row.RegisteredAt, row.ReceivedAt, row.CancelledAt)).OrderBy(row => row.Item3 is null));
        Assert.Equal(["C1 True"], await house.AllAsync<string>(house.Registration, "SELECT CONCAT(participant, CASE WHEN attended = 1 THEN ' True' ELSE ' False' END) FROM workshop_attendance WHERE candidate_id = @Id", new { kept.Id }));
        Assert.Equal(["diagnosis", "information"], (await house.AllAsync<string>(house.Registration, "SELECT outcome FROM mobility_visit WHERE candidate_id = @Id", new { kept.Id })).Order());
        foreach (var table in (string[])["registration", "workshop_attendance", "mobility_visit", "candidate_line", "candidate_word", "candidate_key"])
            Assert.Empty(await house.AllAsync<Guid>(house.Registration, $"SELECT candidate_id FROM {table} WHERE candidate_id = @Id", new { gone.Id }));

        var other = await house.CandidateAsync("C2");
        Assert.Equal((null, null, true), (other.Email, other.Phone, other.ErasedAt is not null));
        var merged = Assert.Single((await house.SaidAsync(house.Registration)).OfType<CandidatesMerged>());
        Assert.Equal((kept.Id, gone.Id, one.Version, other.Version), (merged.KeptId, merged.GoneId, merged.KeptVersion, merged.GoneVersion));
        Assert.Equal(["merged into C1", "merged with C2 phone"], (await house.AllAsync<string>(house.Registration, "SELECT CONCAT(act, ' ', detail) FROM audit WHERE act IN ('merged with', 'merged into')")).Order());
        Assert.Equal(kept.Id, await MergedCandidates.MeantAsync(house.Registration, gone.Id, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task The_same_archive_again_brings_nobody_back_and_changes_nothing(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        await WriteArchiveAsync(house);
        await house.MergeAsync("C1", "C2");
        var before = await StateAsync(house);

        await WriteArchiveAsync(house);

        Assert.Equal(before, await StateAsync(house));
        Assert.NotNull((await house.CandidateAsync("C2")).ErasedAt);
    }

    [Theory, EachEngine]
    public async Task What_still_comes_under_the_gone_one_s_code_is_added_to_the_kept_one(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var (kept, gone) = (await house.SaveAsync("C1", "Lovelace", "Ada"), await house.SaveAsync("C2", "Lovelace", "Ada"));
        await house.RegisterAsync(kept.Id, house.Ronchin, _april);
        await house.MergeAsync("C1", "C2");

        await house.RegisterAsync(gone.Id, house.Ronchin, _march, receivedAt: _april);
        await house.RegisterAsync(gone.Id, house.Wattrelos, _april);
        await house.AttendAsync(gone.Id, "C2");
        await VisitAsync(house, gone.Id, house.Ronchin, _april, "diagnosis");

        var rows = await house.AllAsync<Registered>(house.Registration, "SELECT * FROM registration");
        Assert.All(rows, row => Assert.Equal(kept.Id, row.CandidateId));
        Assert.Equal((_march, (Instant?)_april), rows.Where(row => row.SiteId == house.Ronchin).Select(row => (row.RegisteredAt, row.ReceivedAt)).Single());
        Assert.Equal(2, rows.Count);
        Assert.Equal(["C1"], await house.AllAsync<string>(house.Registration, "SELECT participant FROM workshop_attendance"));
        Assert.Equal([kept.Id], await house.AllAsync<Guid>(house.Registration, "SELECT candidate_id FROM mobility_visit"));
        Assert.Equal(["ronchin"], await house.AllAsync<string>(house.Registration, "SELECT first_site FROM candidate_line"));
    }

    [Theory, EachEngine]
    public async Task Whoever_merges_what_somebody_else_has_changed_meanwhile_changes_nothing(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var (kept, gone) = (await house.SaveAsync("C1", "Lovelace", "Ada"), await house.SaveAsync("C2", "Lovelace", "Ada"));
        await house.SaveAsync("C2", "Hopper", "Grace");
        var before = await StateAsync(house);

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => house.WriteAsync(tx => MergeCandidates.ApplyAsync(tx, kept, gone, new HashSet<string>(), CancellationToken.None)));
        Assert.Equal(before, await StateAsync(house));

        // Merged by somebody else a moment ago, into whomever: not again.
        var third = await house.SaveAsync("C3", "Lovelace", "Ada");
        var second = await house.CandidateAsync("C2");
        await house.MergeAsync("C3", "C2");
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => house.WriteAsync(tx => MergeCandidates.ApplyAsync(tx, kept, second, new HashSet<string>(), CancellationToken.None)));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => house.WriteAsync(tx => MergeCandidates.ApplyAsync(tx, second, third, new HashSet<string>(), CancellationToken.None)));
    }

    [Theory, EachEngine]
    public async Task A_kept_one_that_is_merged_in_its_turn_takes_all_its_codes_along(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        foreach (var code in (string[])["C1", "C2", "C3"])
            await house.SaveAsync(code, "Lovelace", "Ada");
        await house.MergeAsync("C2", "C1");
        await house.MergeAsync("C3", "C2");
        var last = await house.CandidateAsync("C3");
        foreach (var code in (string[])["C1", "C2"])
            Assert.Equal(last.Id, await MergedCandidates.MeantAsync(house.Registration, (await house.CandidateAsync(code)).Id, CancellationToken.None));

        await house.RegisterAsync((await house.CandidateAsync("C1")).Id, house.Ronchin, _march);
        Assert.Equal([last.Id], await house.AllAsync<Guid>(house.Registration, "SELECT candidate_id FROM registration"));
    }

    [Theory, EachEngine]
    public async Task The_consents_of_both_are_kept_word_for_word_and_a_refusal_ends_them(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var kept = await house.SaveAsync("C1", "Lovelace", "Ada", row => row with { ConsentFollowUp = false, ConsentedOn = new LocalDate(2023, 3, 2) });
        var gone = await house.SaveAsync("C2", "Lovelace", "Ada", row => row with { ConsentFollowUp = true, ConsentedOn = new LocalDate(2023, 3, 1) });
        await house.WriteAsync(tx => NoteConsents.GiveAsync(tx, gone.Id, [ConsentWording.Of(ConsentWording.ForFollowUp), ConsentWording.Of(ConsentWording.ForRegistration)], CancellationToken.None));

        await house.MergeAsync("C1", "C2");

        Assert.Equal(["follow_up False", "registration True"],
            (await house.AllAsync<string>(house.Registration, "SELECT CONCAT(purpose, CASE WHEN withdrawn_at IS NULL THEN ' True' ELSE ' False' END) FROM consent WHERE candidate_id = @Id", new { kept.Id })).Order());
    }

    private sealed record Registered
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    /// <summary>As an import does: each row as it stands in the archive, whatever is there.</summary>
    private static async Task WriteArchiveAsync(QuietHouse house)
    {
        var one = await house.SaveAsync("C1", "Lovelace", "Ada");
        var other = await house.SaveAsync("C2", "Lovelace", "Ada", row => row with { Email = "ada@example.org" });
        await house.RegisterAsync(one.Id, house.Ronchin, _april);
        await house.RegisterAsync(other.Id, house.Ronchin, _march, receivedAt: _april);
        await house.AttendAsync(one.Id, "C1", attended: false);
        await house.AttendAsync(other.Id, "C2");
        await VisitAsync(house, other.Id, house.Ronchin, _april, "diagnosis");
    }

    private static Task VisitAsync(QuietHouse house, Guid candidate, Guid site, Instant at, string? outcome) =>
        house.WriteAsync(tx => RecordMobilityVisits.ApplyAsync(tx, house.Edition, new Dictionary<(Guid, Guid, Instant), Func<RecordMobilityVisits.Row?, RecordMobilityVisits.Row>>
        {
            [(site, candidate, at)] = old => (old ?? new() { Id = Guid.CreateVersion7(), EditionId = house.Edition, SiteId = site, CandidateId = candidate, VisitedAt = at }) with { Outcome = outcome },
        }, CancellationToken.None));

    /// <summary>Everything but versions, which may count that something was written and written back.</summary>
    private static async Task<IReadOnlyList<string>> StateAsync(QuietHouse house)
    {
        var all = new List<string>();
        foreach (var table in (string[])["candidate", "registration", "workshop_attendance", "mobility_visit", "candidate_line", "candidate_word", "candidate_key", "candidate_merge"])
            foreach (IDictionary<string, object?> row in await house.AllAsync<dynamic>(house.Registration, $"SELECT * FROM {table}"))
                all.Add($"{table} {string.Join(' ', row.Where(cell => cell.Key != "version").Select(cell => $"{cell.Key}={cell.Value}"))}");
        return [.. all.Order(StringComparer.Ordinal)];
    }
}
