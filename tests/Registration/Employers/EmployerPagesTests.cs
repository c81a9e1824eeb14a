using System.Net;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Employers;

/// <summary>A coordinator keeps Acme and Globex: their establishments, offers, sites and charter.</summary>
public sealed class EmployerPagesTests
{
    private static readonly string List = $"{CoordinatorAtWork.Address}/employers";
    private static readonly string AcmePage = $"{List}/{CoordinatorAtWork.Acme}";

    [Theory, EachEngine]
    public async Task An_establishment_is_added_by_its_SIRET_and_found_without_accents(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        var (status, to) = await work.FillAsync($"{List}/new", null, ("siret", "732 829 320 00074"), ("companyName", "Acmé & fils"), ("commune", "Ronchin"), ("charterSignedOn", "8/10/2019"));

        Assert.Equal((HttpStatusCode.SeeOther, AcmePage), (status, to));
        Assert.Equal("Acmé & fils", await work.OneAsync<string>($"SELECT company_name FROM establishment WHERE siret = '{CoordinatorAtWork.Acme}'"));
        Assert.Equal(1, await work.OneAsync<int>("SELECT COUNT(*) FROM edition_establishment WHERE edition_id = @Edition"));
        Assert.Contains("EstablishmentsSaved", string.Join(' ', await work.AllAsync<string>("SELECT kind FROM outbox_message WHERE kind LIKE '%EstablishmentsSaved'")) + await KindsSaidAsync(work), StringComparison.Ordinal);
        foreach (var sought in (string[])["acme", "FILS", "ronch", "73282932000074", "732 829 320"])
            Assert.Contains(AcmePage, await work.SeeAsync($"{List}?search={Uri.EscapeDataString(sought)}"), StringComparison.Ordinal);
        Assert.DoesNotContain(AcmePage, await work.SeeAsync($"{List}?search=globex"), StringComparison.Ordinal);
        Assert.Contains("Acmé & fils", await work.SeeAsync("/registration/charter?year=2019"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_SIRET_is_said_at_its_field_and_what_was_typed_is_kept()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (status, html) = await work.FillAsync($"{List}/new", null, ("siret", "732 829 320 00075"), ("companyName", "Acme"), ("charterSignedOn", "32/13/2019"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("value=\"732 829 320 00075\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"siret-wrong\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"charterSignedOn-wrong\"", html, StringComparison.Ordinal);
        Assert.Equal(0, await work.OneAsync<int>("SELECT COUNT(*) FROM establishment"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_adds_once_and_another_one_for_the_same_SIRET_is_told()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var form = CoordinatorAtWork.FieldsOf(await work.SeeAsync($"{List}/new"), $"{List}/new");
        (string, string?)[] acme = [("siret", CoordinatorAtWork.Acme), ("companyName", "Acme")];

        Assert.Equal(HttpStatusCode.SeeOther, (await work.PostAsync($"{List}/new", form, acme)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await work.PostAsync($"{List}/new", form, acme)).Status);
        var (status, html) = await work.PostAsync($"{List}/new", form, ("siret", CoordinatorAtWork.Acme), ("companyName", "Somebody else"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("déjà dans cette édition", html, StringComparison.Ordinal);
        Assert.Equal("Acme", await work.OneAsync<string>("SELECT company_name FROM establishment"));
        Assert.Equal(1, await work.OneAsync<int>("SELECT version FROM establishment"));
    }

    [Theory, EachEngine]
    public async Task Name_and_charter_are_the_whole_companys(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        await work.AddAsync(CoordinatorAtWork.AcmeLille, "Acme");
        await work.FillAsync($"{AcmePage}/change", null, ("companyName", "Acme SA"), ("charterSignedOn", "22/11/2022"));

        Assert.Equal(["Acme SA", "Acme SA"], await work.AllAsync<string>("SELECT company_name FROM establishment ORDER BY siret"));
        Assert.Equal([new LocalDate(2022, 11, 22), new LocalDate(2022, 11, 22)], await work.AllAsync<LocalDate>("SELECT charter_signed_on FROM establishment ORDER BY siret"));
        Assert.Contains("<dd>1</dd>", await work.SeeAsync("/registration/charter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_who_change_the_same_establishment_is_told_and_nothing_is_overwritten()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        var opened = CoordinatorAtWork.FieldsOf(await work.SeeAsync($"{AcmePage}/change"), $"{AcmePage}/change");
        await work.FillAsync($"{AcmePage}/change", null, ("commune", "Ronchin"));
        var (status, html) = await work.PostAsync($"{AcmePage}/change", opened, ("commune", "Lille"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("value=\"Lille\"", html, StringComparison.Ordinal);
        Assert.Equal("Ronchin", await work.OneAsync<string>("SELECT commune FROM establishment"));
        // Having read that, they may save their own.
        Assert.Equal(HttpStatusCode.SeeOther, (await work.PostAsync($"{AcmePage}/change", CoordinatorAtWork.FieldsOf(html, $"{AcmePage}/change"))).Status);
        Assert.Equal("Lille", await work.OneAsync<string>("SELECT commune FROM establishment"));
    }

    [Theory, EachEngine]
    public async Task An_offer_is_made_once_changed_withdrawn_and_offered_again(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        var form = CoordinatorAtWork.FieldsOf(await work.SeeAsync($"{AcmePage}/offers/new"), $"{AcmePage}/offers/new");
        (string, string?)[] baker = [("title", "Boulanger"), ("romeCode", "d 1102"), ("contractType", "CDI"), ("positions", "2")];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await work.PostAsync($"{AcmePage}/offers/new", form, ("title", ""), ("romeCode", "baker"), ("positions", "two"))).Status);
        await work.PostAsync($"{AcmePage}/offers/new", form, baker);
        await work.PostAsync($"{AcmePage}/offers/new", form, baker);

        var id = Assert.Single(await work.AllAsync<Guid>("SELECT id FROM offer WHERE rome_code = 'D1102' AND positions = 2"));
        var offer = $"{AcmePage}/offers/{id}";
        Assert.Equal(HttpStatusCode.SeeOther, (await work.FillAsync($"{offer}/change", null, ("title", "Boulangère"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await work.FillAsync($"{offer}/change", $"{offer}/withdraw")).Status);
        Assert.Equal(1, await work.OneAsync<int>("SELECT COUNT(*) FROM offer WHERE withdrawn_at IS NOT NULL"));
        Assert.Contains("Retirée le", await work.SeeAsync(AcmePage), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await work.FillAsync($"{offer}/change", $"{offer}/offer-again")).Status);
        Assert.Equal(1, await work.OneAsync<int>("SELECT COUNT(*) FROM offer WHERE withdrawn_at IS NULL"));
        Assert.Equal(4, await work.OneAsync<int>("SELECT version FROM offer"));
    }

    [Theory, EachEngine]
    public async Task Tables_are_set_site_by_site_and_Scheduling_hears_of_them(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        var page = $"{AcmePage}/attendances";
        var opened = CoordinatorAtWork.FieldsOf(await work.SeeAsync(page), page);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await work.PostAsync(page, opened, ($"tables-{work.Ronchin}", "3"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await work.PostAsync(page, opened, ($"status-{work.Ronchin}", "expected"), ($"tables-{work.Ronchin}", "3"))).Status);
        var (status, html) = await work.PostAsync(page, opened, ($"status-{work.Ronchin}", "absent"), ($"tables-{work.Ronchin}", "1"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Attendu, 3 tables", html, StringComparison.Ordinal);
        Assert.Equal("expected", await work.OneAsync<string>("SELECT status FROM attendance"));
        await work.House.SettleAsync();
        Assert.Equal(3, await work.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT tables FROM attendance", null, CancellationToken.None));
        await work.AddAsync(CoordinatorAtWork.Globex, "Globex");
        var there = await work.SeeAsync($"{List}?site=ronchin");
        Assert.Contains(AcmePage, there, StringComparison.Ordinal);
        Assert.DoesNotContain($"{List}/{CoordinatorAtWork.Globex}", there, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_not_in_the_edition_is_not_found()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        foreach (var page in (string[])[$"{List}/{CoordinatorAtWork.Globex}", $"{List}/{CoordinatorAtWork.Globex}/change", $"{AcmePage}/offers/{Guid.NewGuid()}/change", "/registration/editions/1999/employers", $"{AcmePage}/contacts/{Guid.NewGuid()}/change"])
            await work.SeeAsync(page, HttpStatusCode.NotFound);
    }

    private static async Task<string> KindsSaidAsync(CoordinatorAtWork work)
    {
        await work.House.SettleAsync();
        return await work.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM establishment", null, CancellationToken.None) == 1 ? "EstablishmentsSaved" : "";
    }
}
