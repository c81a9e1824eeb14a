using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using JobDating.Tests.Registration.Duplicates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.CandidateList;

public sealed partial class ListCandidatesTests
{
    private static readonly Instant _march = Instant.FromUtc(2023, 3, 1, 9, 0);

    [Theory, EachEngine]
    public async Task A_search_ignores_accents_case_and_how_a_number_was_typed(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        await house.SaveAsync("C1", "Lefèvre", "Zoé", row => row with { Phone = "+33612345678", Email = "zoe.lefevre@example.org" });
        await house.SaveAsync("C2", "Lovelace", "Ada", row => row with { Phone = "numéro du voisin" });

        foreach (var sought in (string[])["lefevre", "LEFÈVRE zoé", "zo lef", "06 12 34", "+33 6 12 34 56 78", "0612345678", "zoe.lefevre@example.org", "c1"])
            Assert.Equal(["C1"], await CodesAsync(house, sought));
        Assert.Equal(["C2"], await CodesAsync(house, "voisin"));
        foreach (var nothing in (string[])["lefevre ada", "efevre", "%", "'; DROP TABLE candidate --"])
            Assert.Equal(nothing == "%" ? ["C1", "C2"] : [], await CodesAsync(house, nothing));
    }

    [Theory, EachEngine]
    public async Task Whoever_changes_name_or_is_erased_is_no_longer_found_by_it(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var ada = await house.SaveAsync("C1", "Byron", "Ada", row => row with { Phone = "0612345678" });
        await house.SaveAsync("C1", "Lovelace", "Ada");
        Assert.Empty(await CodesAsync(house, "byron"));
        Assert.Equal(["C1"], await CodesAsync(house, "lovelace"));

        await house.WriteAsync(tx => EraseCandidates.ApplyAsync(tx, [ada.Id], CancellationToken.None));
        foreach (var gone in (string[])["lovelace", "0612345678", "c1", "erased"])
            Assert.Empty(await CodesAsync(house, gone));
        Assert.Equal(["C1"], await CodesAsync(house, ""));
    }

    [Theory, EachEngine]
    public async Task Every_order_and_filter_shows_everybody_once_page_after_page(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var random = new Random(1);
        foreach (var number in Enumerable.Range(0, 30))
        {
            var row = await house.SaveAsync($"C{number:00}", ((string[])["Martin", "Martín", "Dupont", "Œuvrard", ""])[number % 5], "Ada");
            foreach (var site in new[] { house.Ronchin, house.Wattrelos }.Where(_ => random.Next(3) > 0))
            {
                var at = _march + Duration.FromDays(random.Next(4));
                var fate = random.Next(3);
                await house.RegisterAsync(row.Id, site, at, fate == 1 ? at : null, fate == 2 ? at : null);
            }
            if (random.Next(2) == 0)
                await house.AttendAsync(row.Id, row.Code, random.Next(2) == 0);
        }
        foreach (var sort in ListCandidates.Sorts)
            foreach (var descending in (bool[])[false, true])
                foreach (var question in Questions(house, sort, descending))
                {
                    var all = await ListCandidates.RunAsync(house.Registration, question, null, 1000, CancellationToken.None);
                    var paged = new List<Guid>();
                    ListCursor? after = null;
                    while (await ListCandidates.RunAsync(house.Registration, question, after, 4, CancellationToken.None) is { Count: > 0 } page)
                    {
                        paged.AddRange(page.Select(line => line.CandidateId));
                        after = page[^1].Cursor(sort);
                    }
                    Assert.Equal(all.Select(line => line.CandidateId), paged);
                    Assert.Equal(await NaiveAsync(house, question), all.Select(line => line.CandidateId).ToHashSet());
                }
    }

    [Theory, EachEngine]
    public async Task Candidates_from_before_the_list_are_entered_by_the_sweep_and_twice_is_once(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        var ada = await house.SaveAsync("C1", "Lovelace", "Ada", row => row with { Phone = "0612345678" });
        await house.RegisterAsync(ada.Id, house.Wattrelos, _march);
        await house.WriteAsync(async tx =>
        {
            await CandidateWords.DropAsync(tx, [ada.Id], CancellationToken.None);
            await tx.ExecuteAsync("INSERT INTO candidate_unlisted (candidate_id) SELECT id FROM candidate", null, CancellationToken.None);
        });
        Assert.Empty(await CodesAsync(house, ""));

        foreach (var again in Enumerable.Range(0, 2))
        {
            await ListOldCandidates.RunAsync(house.Registration, CancellationToken.None);
            Assert.Equal(["C1"], await CodesAsync(house, "lovelace"));
            Assert.Equal(["wattrelos"], await house.AllAsync<string>(house.Registration, "SELECT first_site FROM candidate_line"));
            Assert.Empty(await house.AllAsync<Guid>(house.Registration, "SELECT candidate_id FROM candidate_unlisted"));
        }
    }

    /// <summary>A list that is read in its order from where it left off does not sort, and does not look at what came before.</summary>
    [Theory]
    [InlineData(nameof(CandidateQueries.ByNameSql), CandidateQueries.ByNameSql)]
    [InlineData(nameof(CandidateQueries.ByNameDownSql), CandidateQueries.ByNameDownSql)]
    [InlineData(nameof(CandidateQueries.ByRegisteredSql), CandidateQueries.ByRegisteredSql)]
    [InlineData(nameof(CandidateQueries.ByRegisteredDownSql), CandidateQueries.ByRegisteredDownSql)]
    [InlineData(nameof(CandidateQueries.BySiteSql), CandidateQueries.BySiteSql)]
    [InlineData(nameof(CandidateQueries.BySiteDownSql), CandidateQueries.BySiteDownSql)]
    public async Task A_page_is_read_from_its_index_without_sorting(string name, string sql)
    {
        await using var house = await QuietHouse.StartAsync();
        await using var connection = house.Raw();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql.Replace("IN @OwnSites", "IN (NULL)").Replace("IN @Preparations", "IN (NULL)");
        foreach (var parameter in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(parameter, "1");
        var plan = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            plan.Add(reader.GetString(3));

        Assert.Contains(plan, step => step.StartsWith("SEARCH l USING", StringComparison.Ordinal) && step.Contains("INDEX ix_candidate_line_", StringComparison.Ordinal));
        Assert.True(!plan.Exists(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal)), $"{name}: {string.Join(" | ", plan)}");
    }

    private static IEnumerable<ListCandidates.Question> Questions(QuietHouse house, string sort, bool descending)
    {
        var plain = new ListCandidates.Question { EditionId = house.Edition, Words = new SoughtWords(""), Sort = sort, Descending = descending, Preparations = [house.Workshop] };
        yield return plain;
        yield return plain with { Words = new SoughtWords("mart") };
        yield return plain with { OwnSites = [house.Wattrelos] };
        yield return plain with { OwnSites = [] };
        foreach (var site in (Guid?[])[null, house.Ronchin])
            foreach (var state in ListCandidates.States)
                yield return plain with { SiteId = site, State = state };
    }

    private sealed record Registered
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    private static async Task<HashSet<Guid>> NaiveAsync(QuietHouse house, ListCandidates.Question question)
    {
        var registrations = (await house.AllAsync<Registered>(house.Registration, "SELECT * FROM registration")).ToLookup(row => row.CandidateId);
        var prepared = (await house.AllAsync<Guid>(house.Registration, "SELECT candidate_id FROM workshop_attendance WHERE attended = 1")).ToHashSet();
        return
        [
            .. from row in await house.AllAsync<SaveCandidates.Row>(house.Registration, "SELECT * FROM candidate")
               let here = registrations[row.Id].Where(at => question.SiteId is null || at.SiteId == question.SiteId).ToList()
               where question.Words.None || row.LastName.StartsWith("Mart", StringComparison.Ordinal)
               where question.OwnSites?.Any(site => registrations[row.Id].Any(at => at.SiteId == site)) != false
               where question.SiteId is null || here.Count > 0
               where question.State switch
               {
                   "registered" => here.Exists(at => at.CancelledAt is null),
                   "expected" => here.Exists(at => at.CancelledAt is null && at.ReceivedAt is null),
                   "received" => here.Exists(at => at.ReceivedAt is not null),
                   "cancelled" => here.Exists(at => at.CancelledAt is not null),
                   "prepared" => prepared.Contains(row.Id),
                   _ => true,
               }
               select row.Id,
        ];
    }

    private static async Task<IReadOnlyList<string>> CodesAsync(QuietHouse house, string sought)
    {
        var lines = await ListCandidates.RunAsync(house.Registration, new ListCandidates.Question { EditionId = house.Edition, Words = new SoughtWords(sought) }, null, 100, CancellationToken.None);
        return [.. (await CandidateCards.ReadAsync(house.Registration, [.. lines.Select(line => line.CandidateId)], CancellationToken.None)).Select(card => card.Code)];
    }

    [GeneratedRegex("@[A-Za-z0-9]+")]
    private static partial Regex Parameter();
}
