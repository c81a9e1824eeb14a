using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Settling;

/// <summary>Contradictions as staff finds them: a list whose number is the bilan's, and what is beside it.</summary>
public sealed partial class ToSettleTests
{
    [Theory, EachEngine]
    public async Task Each_contradiction_stands_with_both_words_oldest_first_and_the_bilan_s_number(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync(tour.Grace, ContestedTour.Globex, day: 9);
        await tour.ContradictAsync(tour.Ada, day: 4);
        var page = await tour.ReadAsync(ContestedTour.List);
        Assert.Contains("Au bilan d’aujourd’hui : 2 personnes à départager.", page);
        Assert.Contains("Ada Lovelace, Acme Ronchin Acme 73282932000074 Embauché(e) 4 décembre 2023 CDI, depuis le 4 septembre 2023 Pas embauché(e) 5 décembre 2023 5 décembre 2023", page);
        Assert.Contains("Globex – Atelier", page);
        Assert.True(page.IndexOf("Lovelace", StringComparison.Ordinal) < page.IndexOf("Hopper", StringComparison.Ordinal));
        Assert.Equal((0, 2), await tour.BilanAsync());
    }

    [Theory, EachEngine]
    public async Task Two_contradictions_of_one_person_are_one_person_to_settle(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        await tour.ContradictAsync(siret: ContestedTour.Globex, day: 6);
        Assert.Contains("Au bilan d’aujourd’hui : 1 personne à départager. Cela fait 2 contradictions", await tour.ReadAsync(ContestedTour.List));
        Assert.Equal((0, 1), await tour.BilanAsync());
    }

    [Theory, EachEngine]
    public async Task What_does_not_change_the_figure_stands_apart(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync(tour.Edsger);
        await tour.ContradictAsync(tour.Grace);
        await tour.SayAsync(7, tour.Grace, "candidate", "hired", ContestedTour.Globex);
        var page = await tour.ReadAsync(ContestedTour.List);
        Assert.Contains("0 personne à départager. 2 autres contradictions ne changent pas ce chiffre", page);
        Assert.Contains("Aucune contradiction à départager.", page);
        Assert.Equal((1, 0), await tour.BilanAsync());
        var others = await tour.ReadAsync($"{ContestedTour.List}/others");
        Assert.Contains("Edsger Dijkstra, Acme Non reçue", others);
        Assert.Contains("Personne non reçue", others);
        Assert.Contains("Autre embauche retenue", others);
    }

    [Theory, EachEngine]
    public async Task A_source_that_changed_its_mind_or_withdrew_contradicts_nobody(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync(tour.Ada);
        await tour.SayAsync(8, tour.Ada, "employer", "hired");
        await tour.ContradictAsync(tour.Grace);
        await tour.House.Outcomes.WriteAsync("UPDATE follow_up_answer SET withdrawn_at = @At WHERE candidate_id = @Grace AND source = 'candidate'", new { At = Instant.FromUtc(2023, 12, 20, 9, 0), tour.Grace });
        Assert.Contains("0 personne à départager", await tour.ReadAsync(ContestedTour.List));
        var page = await tour.ReadAsync(ContestedTour.Page(tour.Grace));
        Assert.Contains("Il n’y a pas de contradiction en ce moment.", page);
        Assert.Contains("Embauché(e) 4 décembre 2023 à 12h00 CDI, depuis le 4 septembre 2023 retiré le 20 décembre 2023 à 10h00", page);
        Assert.Contains("Pas embauché(e) 5 décembre 2023 à 12h00 remplacé depuis", await tour.ReadAsync(ContestedTour.Page(tour.Ada)));
    }

    [Theory, EachEngine]
    public async Task Somebody_erased_stays_in_the_list_without_a_name_and_can_be_settled(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        await tour.HearAsync(new CandidatesErased { EditionId = tour.Edition, Candidates = [new() { Id = tour.Ada, Version = 2, Code = "C1", ErasedAt = Instant.FromUtc(2024, 1, 2, 9, 0), ConsentFollowUp = true }] });
        var page = await tour.ReadAsync(ContestedTour.List);
        Assert.Contains("Données effacées (C1)", page);
        Assert.DoesNotContain("Lovelace", page);
        Assert.Contains("Données effacées (C1) – Acme", await tour.ReadAsync(ContestedTour.Page(tour.Ada)));
        using var staff = tour.Come();
        using var answer = await ContestedTour.SettleAsync(staff, tour.Ada, "hired");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((1, 0), await tour.BilanAsync());
    }

    [Theory, EachEngine]
    public async Task The_list_goes_on_by_the_key_of_its_last_row_is_searched_and_given_as_csv(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        for (var i = 0; i < 60; i++)
        {
            var id = Guid.CreateVersion7();
            await tour.BringAsync(id, $"P{i:00}", $"Éluard{i:00}", "Zoé");
            await tour.ContradictAsync(id, day: 1 + i % 5);
        }
        using var staff = tour.Come();
        var first = await staff.GetStringAsync(ContestedTour.List, TestContext.Current.CancellationToken);
        var next = WebUtility.HtmlDecode(Next().Match(first).Groups[1].Value);
        var second = await staff.GetStringAsync(next, TestContext.Current.CancellationToken);
        var names = Names().Matches(first + second).Select(name => name.Value).ToList();
        Assert.Equal(50, Names().Count(first));
        Assert.Equal(60, names.Distinct().Count());
        Assert.Equal(60, names.Count);
        Assert.InRange(Encoding.UTF8.GetByteCount(first), 1, 60_000);
        Assert.Contains("Éluard07", await tour.ReadAsync($"{ContestedTour.List}?search=eluard07"));
        Assert.DoesNotContain("Éluard08", await tour.ReadAsync($"{ContestedTour.List}?search=eluard07"));
        Assert.Contains("Éluard08", await tour.ReadAsync($"{ContestedTour.List}?search=acme"));
        var csv = await staff.GetStringAsync($"{ContestedTour.List}/open.csv", TestContext.Current.CancellationToken);
        Assert.Equal(61, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("P07,Éluard07,Zoé,Ronchin,73282932000074,Acme,hired,2023-12-03T12:00,CDI,2023-09-04,not_hired,2023-12-04T12:00,,", csv);
    }

    [Fact]
    public async Task Only_staff_may_look_and_settle_and_only_they_find_the_way_from_the_bilan()
    {
        await using var tour = await ContestedTour.StartAsync();
        await tour.ContradictAsync();
        foreach (var role in (string[])[Role.Coordinator, Role.Desk, Role.Hall])
        {
            using var other = tour.Come(role);
            foreach (var path in (string[])[ContestedTour.List, $"{ContestedTour.List}/settled", $"{ContestedTour.List}/open.csv", ContestedTour.Page(tour.Ada)])
                using (var answer = await other.GetAsync(path, TestContext.Current.CancellationToken))
                    Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            using (var answer = await ContestedTour.SettleAsync(other, tour.Ada, "hired"))
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain("to-settle", await other.GetStringAsync("/outcomes/editions/2023/bilan", TestContext.Current.CancellationToken));
        }
        Assert.Empty(await tour.StaffsWordsAsync());
        using var staff = tour.Come();
        Assert.Contains($"<a href=\"{ContestedTour.List}\">Voir et départager</a>", await staff.GetStringAsync("/outcomes/editions/2023/bilan", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var tour = await ContestedTour.StartAsync();
        await tour.ContradictAsync();
        using var staff = tour.Come();
        foreach (var path in (string[])["/outcomes/editions/1999/to-settle", $"{ContestedTour.List}/nonsense", $"{ContestedTour.List}/nonsense.csv", ContestedTour.Page(tour.Ada, ContestedTour.Globex), ContestedTour.Page(tour.Ada, ""), ContestedTour.Page(Guid.CreateVersion7())])
            using (var answer = await staff.GetAsync(path, TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var posted = await ContestedTour.SettleAsync(staff, tour.Ada, "hired", siret: ContestedTour.Globex);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task A_program_reads_the_same_as_json()
    {
        await using var tour = await ContestedTour.StartAsync();
        await tour.ContradictAsync();
        using var program = tour.House.Client();
        var json = await program.GetStringAsync("/outcomes/api/editions/2023/to-settle", TestContext.Current.CancellationToken);
        Assert.Contains("\"lastName\":\"Lovelace\"", json);
        Assert.Contains("\"people\":1", json);
        Assert.Contains("\"isContested\":true", await program.GetStringAsync($"/outcomes/api/editions/2023/to-settle/{tour.Ada}/{ContestedTour.Acme}", TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("(?<=Zoé )Éluard[0-9]{2}")]
    private static partial Regex Names();
}
