using System.Net;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Settling;

/// <summary>Staff decides whether Acme hired Ada. It is 15 January 2024; the contradiction is of December.</summary>
public sealed class SettleClaimTests
{
    private static readonly LocalDate _yesterday = new(2024, 1, 14);

    [Theory, EachEngine]
    public async Task A_hire_that_staff_confirms_counts_from_today_and_not_yesterday(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        Assert.Equal((0, 1), await tour.BilanAsync());
        var account = Guid.CreateVersion7();
        using var staff = tour.Come(account: account);
        using var answer = await ContestedTour.SettleAsync(staff, tour.Ada, "hired", more: [("contractType", "CDD"), ("startedOn", "4/9/2023"), ("endedOn", "31/12/2023")]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"{ContestedTour.List}?done=hired", $"{answer.Headers.Location}");
        Assert.Equal((1, 0), await tour.BilanAsync());
        Assert.Equal((0, 1), await tour.BilanAsync(_yesterday));
        Assert.Contains("C’est noté : embauche confirmée.", await tour.ReadAsync($"{answer.Headers.Location}"));
        var row = await tour.House.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT CONCAT(source, ' ', situation, ' ', siret, ' ', contract_type, ' ', started_on, ' ', ended_on) FROM follow_up_answer WHERE source = 'staff'", null, CancellationToken.None);
        Assert.Equal($"staff hired {ContestedTour.Acme} CDD 2023-09-04 2023-12-31", row);
        Assert.Equal([$"account {account}"], await tour.House.Outcomes.QueryAsync<string>("SELECT actor FROM audit WHERE subject_id = @Ada AND detail = 'staff hired'", new { tour.Ada }, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task A_hire_that_staff_denies_is_neither_counted_nor_to_settle_any_more(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        using var staff = tour.Come();
        using var answer = await ContestedTour.SettleAsync(staff, tour.Ada, "not_hired", more: [("contractType", "CDI"), ("startedOn", "what was typed beside")]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((0, 0), await tour.BilanAsync());
        Assert.Equal((0, 1), await tour.BilanAsync(_yesterday));
        Assert.Equal(0, await tour.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM follow_up_answer WHERE source = 'staff' AND contract_type IS NOT NULL", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task Pressed_twice_it_is_settled_once(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        using var staff = tour.Come();
        var id = Guid.CreateVersion7();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ContestedTour.SettleAsync(staff, tour.Ada, "hired", id: id)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(["hired"], await tour.StaffsWordsAsync());
        Assert.Equal((1, 0), await tour.BilanAsync());
    }

    [Theory, EachEngine]
    public async Task Of_two_at_once_the_second_reads_what_the_first_decided(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        using var one = tour.Come();
        using var other = tour.Come();
        var answers = await Task.WhenAll(ContestedTour.SettleAsync(one, tour.Ada, "hired"), ContestedTour.SettleAsync(other, tour.Ada, "not_hired", more: [("contractType", "CDI")]));
        var second = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        var stands = Assert.Single(await tour.StaffsWordsAsync());
        var page = await ContestedTour.TextAsync(second);
        Assert.Contains("Entre-temps, cette contradiction a été tranchée par un autre compte (…", page);
        Assert.Contains($") : {(stands == "hired" ? "Embauche confirmée" : "Pas d’embauche")}. Rien d’autre n’a été changé.", page);
        Assert.Equal(stands == "hired" ? (1, 0) : (0, 0), await tour.BilanAsync());
    }

    [Theory, EachEngine]
    public async Task What_was_settled_is_found_with_who_and_when_and_can_be_changed(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.ContradictAsync();
        var account = Guid.CreateVersion7();
        using var staff = tour.Come(account: account);
        (await ContestedTour.SettleAsync(staff, tour.Ada, "hired")).Dispose();
        Assert.Contains($"Ada Lovelace, Acme Ronchin Acme 73282932000074 Embauché(e) 4 décembre 2023 CDI, depuis le 4 septembre 2023 Pas embauché(e) 5 décembre 2023 Embauche confirmée par un autre compte (…{$"{account}"[^6..]}) 15 janvier 2024", await tour.ReadAsync($"{ContestedTour.List}/settled"));
        Assert.Contains("Aucune contradiction à départager.", await tour.ReadAsync(ContestedTour.List));
        using (var own = await staff.GetAsync(ContestedTour.Page(tour.Ada), TestContext.Current.CancellationToken))
            Assert.Contains("par vous : Embauche confirmée.", await ContestedTour.TextAsync(own));

        using (var stale = await ContestedTour.SettleAsync(staff, tour.Ada, "not_hired", version: 0))
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using (var changed = await ContestedTour.SettleAsync(staff, tour.Ada, "not_hired", version: 1))
            Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Equal(["hired", "not_hired"], await tour.StaffsWordsAsync());
        Assert.Equal((0, 0), await tour.BilanAsync());
        var settled = await tour.ReadAsync($"{ContestedTour.List}/settled");
        Assert.Contains("Pas d’embauche par", settled);
        Assert.DoesNotContain("Embauche confirmée", settled);
        Assert.Contains("Réponse notée – Équipe : Pas embauché(e)", await tour.ReadAsync(ContestedTour.Page(tour.Ada)));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var tour = await ContestedTour.StartAsync();
        await tour.ContradictAsync();
        using var staff = tour.Come();
        using (var answer = await ContestedTour.SettleAsync(staff, tour.Ada, "hired", more: [("contractType", "CDD"), ("startedOn", "31/02/2024"), ("endedOn", "")]))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("<a href=\"#startedOn\">", html);
            Assert.Contains("value=\"31/02/2024\"", html);
            Assert.Contains("<option value=\"CDD\" selected>", html);
        }
        using (var answer = await ContestedTour.SettleAsync(staff, tour.Ada, "hired", more: [("startedOn", "1/3/2024"), ("endedOn", "1/2/2024")]))
            Assert.Contains("La fin est avant le début.", await ContestedTour.TextAsync(answer));
        using (var answer = await ContestedTour.SettleAsync(staff, tour.Ada, ""))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(await tour.StaffsWordsAsync());
    }

    [Theory, EachEngine]
    public async Task A_hire_at_no_named_establishment_has_an_address_too(Engine engine)
    {
        await using var tour = await ContestedTour.StartAsync(engine);
        await tour.SayAsync(4, tour.Ada, "candidate", "hired", siret: "");
        Assert.Contains("Ada Lovelace – Employeur non précisé", await tour.ReadAsync(ContestedTour.Page(tour.Ada, "")));
        using var staff = tour.Come();
        (await ContestedTour.SettleAsync(staff, tour.Ada, "not_hired", siret: "")).Dispose();
        Assert.Equal((0, 0), await tour.BilanAsync());
        Assert.Contains("Employeur non précisé", await tour.ReadAsync($"{ContestedTour.List}/settled"));
    }
}
