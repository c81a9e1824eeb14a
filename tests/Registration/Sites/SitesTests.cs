using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Sites;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Sites;

/// <summary>Ronchin is set up, changed by two people, and cloned to the other towns of the tour.</summary>
public sealed class SitesTests
{
    private const string Edition = "/registration/editions/2026";

    [Fact]
    public async Task A_site_is_created_once_however_often_its_form_is_sent()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        var (action, fields) = await coordinator.OpenAsync($"{Edition}/sites/new");
        foreach (var (field, value) in Ronchin)
            fields[field] = value;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => coordinator.SendAsync(action, fields)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.SeeOther, $"{Edition}/sites/ronchin"), (answer.Status, answer.Location)));
        Assert.Equal(["ronchin Ronchin 2026-04-11 180"], await RowsAsync(house));
        await house.SettleAsync();
        Assert.Equal("Ronchin", await house.Scheduling.QueryFirstOrDefaultAsync<string>("SELECT name FROM site", null, CancellationToken.None));
        Assert.Equal("planned", await house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT status FROM wave", null, CancellationToken.None));
        Assert.Equal(1, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM audit WHERE act = 'site saved'", null, CancellationToken.None));
    }

    [Fact]
    public async Task Each_thing_that_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        var answer = await coordinator.FillAsync($"{Edition}/sites/new", ("name", ""), ("date", "31/02/2026"), ("opensAt", "25h"), ("interviewMinutes", "0"), ("capacity", "beaucoup"), ("address", "<script>alert(1)</script>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var field in (string[])["name", "date", "opensAt", "interviewMinutes", "capacity"])
            Assert.Contains($"id=\"{field}-wrong\"", answer.Html);
        foreach (var typed in (string[])["31/02/2026", "25h", "beaucoup", "&lt;script&gt;alert(1)&lt;/script&gt;"])
            Assert.Contains($"value=\"{typed}\"", answer.Html);
        // The summary says which field each sentence is about.
        Assert.Contains("<a href=\"#name\">Nom du lieu : Ce champ est à remplir.</a>", answer.Html);
        Assert.Empty(await RowsAsync(house));
    }

    [Fact]
    public async Task A_site_is_cloned_with_all_its_settings_to_other_towns_and_dates()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Edition}/sites/new", Ronchin);
        var (action, fields) = await coordinator.OpenAsync($"{Edition}/sites/ronchin/clone");
        (fields["name-1"], fields["date-1"]) = ("Wattrelos", "23/05/2026");
        (fields["name-3"], fields["date-3"], fields["address-3"]) = ("Mons-en-Barœul", "2026-03-28", "Salle du Fort");
        (fields["name-6"], fields["date-6"]) = ("Ronchin", "10.10.26");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => coordinator.SendAsync(action, fields)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        Assert.Equal(
            ["mons-en-baroeul Mons-en-Barœul 2026-03-28 180", "ronchin Ronchin 2026-04-11 180", "wattrelos Wattrelos 2026-05-23 180", "ronchin-2 Ronchin 2026-10-10 180"],
            await RowsAsync(house));
        Assert.Equal(
            ["mons-en-baroeul 09:00 17:00 10 Salle du Fort", "ronchin 09:00 17:00 10 Salle des fêtes, Ronchin", "ronchin-2 09:00 17:00 10 Salle des fêtes, Ronchin", "wattrelos 09:00 17:00 10 Salle des fêtes, Wattrelos"],
            (await house.Registration.QueryAsync<SaveSites.Row>("SELECT id, version, edition_id, code, name, address, date, opens_at, closes_at, interview_minutes FROM site ORDER BY code", null, CancellationToken.None))
                .Select(site => $"{site.Code} {site.OpensAt:HH:mm} {site.ClosesAt:HH:mm} {site.InterviewMinutes} {site.Address}"));
        await house.SettleAsync();
        Assert.Equal(4, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(DISTINCT site_id) FROM wave", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_clone_with_one_wrong_line_makes_nothing_and_more_lines_lose_nothing()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Edition}/sites/new", Ronchin);
        var wrong = await coordinator.FillAsync($"{Edition}/sites/ronchin/clone", ("name-1", "Wattrelos"), ("date-1", "23/05/2026"), ("name-2", "Tourcoing"));
        var more = await coordinator.FillAsync($"{Edition}/sites/ronchin/clone", ("name-1", "Wattrelos"), ("date-1", "demain"), ("more", "1"));
        var empty = await coordinator.FillAsync($"{Edition}/sites/ronchin/clone");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("<a href=\"#date-2\">Lieu 2, Date : ", wrong.Html);
        Assert.Contains("value=\"Wattrelos\"", wrong.Html);
        Assert.Equal(HttpStatusCode.OK, more.Status);
        Assert.Contains("value=\"demain\"", more.Html);
        Assert.Contains("id=\"name-12\"", more.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal(["ronchin Ronchin 2026-04-11 180"], await RowsAsync(house));
    }

    [Fact]
    public async Task The_second_of_two_who_change_a_site_is_told_and_overwrites_nothing()
    {
        await using var house = await StartAsync();
        using var one = new FormVisitor(house);
        using var other = new FormVisitor(house);
        await one.FillAsync($"{Edition}/sites/new", Ronchin);
        var (action, fields) = await other.OpenAsync($"{Edition}/sites/ronchin/edit");
        Assert.Equal("11/04/2026", fields["date"]);
        await one.FillAsync($"{Edition}/sites/ronchin/edit", ("capacity", "200"));
        fields["capacity"] = "50";
        var late = await other.SendAsync(action, fields);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Quelqu’un d’autre a modifié cette fiche", late.Html);
        Assert.Contains("value=\"50\"", late.Html);
        Assert.Equal(["ronchin Ronchin 2026-04-11 200"], await RowsAsync(house));
    }

    [Fact]
    public async Task Unknown_sites_are_404_and_codes_that_look_like_addresses_do_no_harm()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        foreach (var site in (string[])["atlantis", "%27%20OR%201=1", "..%2f..", "new%00"])
            foreach (var page in (string[])["", "/edit", "/clone", "/cancel", "/to-phone"])
                Assert.Contains((await coordinator.GetAsync($"{Edition}/sites/{site}{page}")).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        await coordinator.FillAsync($"{Edition}/sites/new", ("name", "../../éé 😀 new"), ("date", "1/1/2026"));
        await coordinator.FillAsync($"{Edition}/sites/new", ("name", "New"), ("date", "2/1/2026"));
        await coordinator.FillAsync($"{Edition}/sites/new", ("name", "ل"), ("date", "3/1/2026"));
        Assert.Equal(["ee-new", "new-2", "site"], await house.Registration.QueryAsync<string>("SELECT code FROM site ORDER BY date", null, CancellationToken.None));
    }

    [Fact]
    public async Task The_page_of_a_site_says_how_full_it_is_and_what_is_missing()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Edition}/sites/new", ("name", "Ronchin"), ("date", "11/04/2026"), ("capacity", "2"));
        await SitePeople.RegisterAsync(house, "2026", "ronchin");
        var page = await coordinator.GetAsync($"{Edition}/sites/ronchin");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("3 / 2", page.Html);
        Assert.Contains("1 de plus que de places", page.Html);
        Assert.Contains("Les horaires", page.Html);
        Assert.Contains("1 établissement n’a pas d’offre", page.Html);
        Assert.Contains($"<a href=\"{Edition}/employers/{SitePeople.Acme}\">Acme</a>", page.Html);
        Assert.Contains("1 établissement n’a pas de contact à inviter", page.Html);
        Assert.Contains("1 inscrit n’a ni adresse électronique ni téléphone", page.Html);
        Assert.DoesNotContain("style=", page.Html);

        // Its lists are those of this site: the employers' page knows it by the same code.
        Assert.Contains($"{Edition}/employers?site=ronchin", page.Html);
        await coordinator.FillAsync($"{Edition}/sites/new", ("name", "Lille"), ("date", "12/04/2026"));
        Assert.Contains("Aucun candidat n’est inscrit pour l’instant", (await coordinator.GetAsync($"{Edition}/sites/lille")).Html);
        Assert.Contains("Acme", (await coordinator.GetAsync($"{Edition}/employers?site=ronchin")).Html);
        Assert.DoesNotContain("Acme", (await coordinator.GetAsync($"{Edition}/employers?site=lille")).Html);
        Assert.Contains("2 au total", (await coordinator.GetAsync($"{Edition}/employers?site=ronchin")).Html);
        Assert.Contains("1 sur 2", (await coordinator.GetAsync($"{Edition}/employers?site=ronchin&search=globex")).Html);
        Assert.Contains("Inscrits déjà préparés", page.Html);
        Assert.Contains("Reçus et préparés", (await coordinator.GetAsync(Edition)).Html);
    }

    [Fact]
    public async Task A_coordinator_of_other_sites_finds_none_of_it_and_adds_no_site()
    {
        await using var house = await TestHouse.StartAsync();
        var ronchin = await SitePeople.SiteAsync(house, "2026", "Ronchin", new LocalDate(2026, 4, 11));
        var hers = Coordinator(ronchin.Id);
        var others = Coordinator(Guid.CreateVersion7());

        Assert.Equal(ronchin.Id, (await ReadSite.FindAsync(Caller.Of(hers), "2026", "ronchin", house.Registration, CancellationToken.None)).Id);
        var refused = await Assert.ThrowsAsync<Rejected>(() => ShowSite.RunAsync("2026", "ronchin", others, house.Registration, CancellationToken.None));
        Assert.Equal(404, refused.Status);
        var both = new[] { hers, others };
        foreach (var http in both)
            Assert.Equal(403, (await Assert.ThrowsAsync<Rejected>(() => EditSite.AddAsync("2026", new SiteForm.Form { Name = "Lille", Date = "1/1/2026" }, http, house.Registration, CancellationToken.None))).Status);
        Assert.Equal(["ronchin Ronchin 2026-04-11 "], await RowsAsync(house));

        static HttpContext Coordinator(Guid site) => new DefaultHttpContext
        {
            User = new Ticket { Id = Guid.CreateVersion7(), Name = "Barbara", Roles = [Role.Coordinator], Sites = new Dictionary<string, IReadOnlyList<Guid>> { [Role.Coordinator] = [site] }, Revisions = new Dictionary<Guid, int>() }.Principal("test"),
        };
    }

    [Theory]
    [InlineData("Salle des fêtes, Ronchin", "Ronchin", "Salle des fêtes, Wattrelos")]
    [InlineData("SALLE DES FÊTES, RONCHIN", "Ronchin", "SALLE DES FÊTES, Wattrelos")]
    [InlineData("Salle des fêtes", "Ronchin", null)]
    [InlineData(null, "Ronchin", null)]
    [InlineData("Salle", "", null)]
    public void An_address_is_cloned_by_its_pattern(string? address, string town, string? other) => Assert.Equal(other, SiteForm.AddressFor(address, town, "Wattrelos"));

    [Theory, EachEngine]
    public async Task Sites_of_the_same_name_get_codes_of_their_own_even_at_the_same_moment(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var edition = await SitePeople.EditionAsync(house, "2026");
        var settings = new SiteForm.Settings { Name = "Ronchin", Date = new LocalDate(2026, 4, 11) };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => EditSite.CreateAsync(Actor.Visitor, edition, [(Guid.CreateVersion7(), settings)], house.Registration, CancellationToken.None)));
        Assert.Equal(["ronchin", "ronchin-2", "ronchin-3"], await house.Registration.QueryAsync<string>("SELECT code FROM site ORDER BY code", null, CancellationToken.None));
    }

    private static (string, string)[] Ronchin { get; } =
        [("name", "Ronchin"), ("address", "Salle des fêtes, Ronchin"), ("date", "11/04/2026"), ("opensAt", "9h"), ("closesAt", "17:00"), ("interviewMinutes", "10"), ("capacity", "180")];

    private static async Task<TestHouse> StartAsync()
    {
        var house = await TestHouse.StartAsync(listen: true);
        await SitePeople.EditionAsync(house, "2026");
        return house;
    }

    private static async Task<IEnumerable<string>> RowsAsync(TestHouse house) =>
        (await house.Registration.QueryAsync<SaveSites.Row>("SELECT id, version, edition_id, code, name, date, capacity FROM site ORDER BY date", null, CancellationToken.None))
            .Select(site => $"{site.Code} {site.Name} {NodaTime.Text.LocalDatePattern.Iso.Format(site.Date)} {site.Capacity}");
}
