using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Duplicates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Duplicates;

public sealed class FindDuplicatesTests
{
    private static readonly LocalDate _born = new(1965, 12, 10);

    [Theory, EachEngine]
    public async Task Entries_that_share_name_and_birth_date_phone_or_e_mail_are_found(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        await house.SaveAsync("C1", "Lefèvre-Dubois", "Zoé", row => row with { BirthDate = _born, Phone = "06 12 34 56 78", Email = "Zoe@Example.org" });
        await house.SaveAsync("C2", "ZOE", "LEFEVRE DUBOIS", row => row with { BirthDate = _born });
        await house.SaveAsync("C3", "Hopper", "Grace", row => row with { Phone = "+33 6 12 34 56 78" });
        await house.SaveAsync("C4", "Hopper", "Grace", row => row with { BirthDate = _born, Email = "zoe@example.org" });
        await house.SaveAsync("C5", "Hopper", "Grace", row => row with { BirthDate = _born.PlusDays(1) });

        Assert.Equal(["C1 C4 email", "C1 C2 name", "C1 C3 phone"], await PairsAsync(house));
    }

    [Theory, EachEngine]
    public async Task A_pair_that_shares_all_three_is_one_pair_and_goes_when_one_changes_is_erased_or_told_apart(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        foreach (var code in (string[])["C1", "C2", "C3"])
            await house.SaveAsync(code, "Lovelace", "Ada", row => row with { BirthDate = _born, Phone = "0612345678", Email = "ada@example.org" });
        Assert.Equal(["C1 C2 email name phone", "C1 C3 email name phone", "C2 C3 email name phone"], await PairsAsync(house));

        await house.SaveAsync("C3", "Lovelace", "Augusta", row => row with { Phone = null, Email = null });
        Assert.Equal(["C1 C2 email name phone"], await PairsAsync(house));

        var (one, other) = (await house.CandidateAsync("C1"), await house.CandidateAsync("C2"));
        await house.WriteAsync(tx => tx.ExecuteAsync("INSERT INTO candidate_apart (one_id, other_id, told_at) VALUES (@One, @Other, @Now)", new[] { new { One = one.Id, Other = other.Id, tx.Now }, new { One = other.Id, Other = one.Id, tx.Now } }, CancellationToken.None));
        Assert.Empty(await PairsAsync(house));

        // Whoever was told apart from one entry is apart from the person that it became.
        await house.SaveAsync("C4", "Lovelace", "Ada", row => row with { BirthDate = _born });
        await house.MergeAsync("C4", "C2");
        Assert.Empty(await PairsAsync(house));
    }

    [Theory, EachEngine]
    public async Task A_number_that_many_share_makes_no_pairs_and_is_named_apart(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        foreach (var number in Enumerable.Range(1, FindDuplicates.Most + 1))
            await house.SaveAsync($"C{number:00}", "Candidat", $"Numéro {number}", row => row with { Phone = "0320000000" });

        Assert.Empty(await PairsAsync(house));
        var crowd = Assert.Single(await FindDuplicates.CrowdsAsync(house.Registration, house.Edition, 10, CancellationToken.None));
        Assert.Equal(("phone", "+33320000000", FindDuplicates.Most + 1), (crowd.Kind, crowd.KeyText, crowd.People));
    }

    [Theory, EachEngine]
    public async Task Pages_of_pairs_follow_one_another(Engine engine)
    {
        await using var house = await QuietHouse.StartAsync(engine);
        await house.OpenAsync();
        foreach (var number in Enumerable.Range(1, 5))
            await house.SaveAsync($"C{number}", "Lovelace", "Ada", row => row with { BirthDate = _born });

        foreach (var number in Enumerable.Range(1, 5))
            await house.SaveAsync($"D{number}", "Hopper", $"Grace {number}", row => row with { Email = $"grace{(number + 1) / 2}@example.org" });
        var (all, end) = await FindDuplicates.PairsAsync(house.Registration, house.Edition, null, 100, CancellationToken.None);
        var seen = new List<string>();
        ListCursor? after = null;
        do
        {
            (var page, after) = await FindDuplicates.PairsAsync(house.Registration, house.Edition, after, 1, CancellationToken.None);
            seen.AddRange(page.Select(pair => $"{pair.OneCode} {pair.OtherCode}"));
        }
        while (after is not null);
        Assert.Null(end);
        Assert.Equal(12, all.Count);
        Assert.Equal(all.Select(pair => $"{pair.OneCode} {pair.OtherCode}"), seen);
    }

    private static async Task<IReadOnlyList<string>> PairsAsync(QuietHouse house) =>
        [.. (await FindDuplicates.PairsAsync(house.Registration, house.Edition, null, 100, CancellationToken.None)).Pairs.Select(pair => $"{pair.OneCode} {pair.OtherCode} {string.Join(' ', pair.Kinds)}")];
}
