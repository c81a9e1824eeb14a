using System.Net;
using Xunit;

namespace JobDating.Tests.Registration.Registering;

/// <summary>Ada registers from a page, in three steps, without account; and what others try there.</summary>
public sealed class RegisteringTests
{
    private static readonly (string, string)[] _ada = [("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("phone", "06 12 34 56 78"), ("email", "ada@example.org"), ("commune", "Lille")];

    [Fact]
    public async Task Three_steps_make_a_candidate_with_sites_wishes_and_consent()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit();
        await WhoAsync(tour, ada);
        Assert.Contains("Ronchin", ada.Html);
        Assert.Contains("jeudi 11 avril 2024, de 9h00 à 17h00, Salle des fêtes", ada.Html);
        Assert.DoesNotContain("Wattrelos", ada.Html);
        await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("site", tour.Tourcoing.ToString()), ("go", "offers"));
        Assert.Contains("Boulanger", ada.Html);
        Assert.Contains("Soudeur", ada.Html);
        await ada.PostAsync(tour.Steps, ($"rank-{tour.Welder:N}", "1"), ($"rank-{tour.Baker:N}", "3"), ("consentRegistration", "true"), ("consentFollowUp", "true"), ("go", "register"));

        Assert.Equal((HttpStatusCode.OK, "/registration/me"), (ada.Status, ada.At.AbsolutePath));
        Assert.Contains("Bonjour Ada", ada.Html);
        Assert.Contains("Votre inscription est enregistrée", ada.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'Lovelace' AND phone = '+33612345678' AND email = 'ada@example.org' AND consent_follow_up = 1"));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE channel = 'online' AND cancelled_at IS NULL"));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM wish w JOIN offer o ON o.id = w.offer_id WHERE (w.rank = 1 AND o.code = 'O3') OR (w.rank = 2 AND o.code = 'O1')"));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM consent c JOIN consent_wording w ON w.id = c.wording_id WHERE c.noted_by = 'visitor' AND w.language = 'fr' AND w.version <> '' AND w.text LIKE 'J’accepte%'"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM mail WHERE to_address = 'ada@example.org' AND body LIKE '%/in/%' AND body LIKE '%Ronchin%'"));
        await tour.House.SettleAsync();
        Assert.Equal((2, "40483304800022"), (await tour.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM wish", null, CancellationToken.None), await tour.House.Scheduling.QueryFirstOrDefaultAsync<string>("SELECT siret FROM wish WHERE rank = 1", null, CancellationToken.None)));
        Assert.Equal(1, (await tour.House.BilanAsync("2023")).Total.Registered);
    }

    [Fact]
    public async Task The_last_step_sent_twice_is_one_candidate_and_one_mail()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit();
        await WhoAsync(tour, ada);
        await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        var (last, html) = (ada.Hidden(), ada.Html);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var again = tour.Visit();
            await again.GetAsync(tour.Steps);
            await again.PostAsync(tour.Steps, [.. last.Where(field => field.Key is "draft" or "step").Select(field => (field.Key, field.Value)), ("consentRegistration", "true"), ("go", "register")]);
            Assert.Equal("/registration/me", again.At.AbsolutePath);
        })));
        Assert.Contains("Ronchin", html);
        Assert.Equal((1, 1, 1), (await tour.CountAsync("SELECT COUNT(*) FROM candidate"), await tour.CountAsync("SELECT COUNT(*) FROM registration"), await tour.CountAsync("SELECT COUNT(*) FROM mail")));

        // Long after, on a computer that others use: the form still made nobody else, and opens nothing.
        tour.House.Clock.AdvanceMinutes(20);
        using var other = tour.Visit();
        await other.GetAsync(tour.Steps);
        await other.PostAsync(tour.Steps, [.. last.Where(field => field.Key is "draft" or "step").Select(field => (field.Key, field.Value)), ("consentRegistration", "true"), ("go", "register")]);
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("utilisez le lien reçu par e-mail", other.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_the_field_and_what_was_typed_stays()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit();
        await ada.GetAsync(tour.Steps);
        await ada.PostAsync(tour.Steps, ("firstName", "Ada"), ("lastName", ""), ("birthDate", "31/02/1965"), ("email", "ada@"), ("phone", "12"), ("go", "where"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);
        foreach (var field in (string[])["lastName", "birthDate", "email", "phone"])
            Assert.Contains($"href=\"#{field}\"", ada.Html);
        foreach (var typed in (string[])["Ada", "31/02/1965", "ada@", "12"])
            Assert.Contains($"value=\"{typed}\"", ada.Html);

        await ada.PostAsync(tour.Steps, ("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("go", "where"));
        Assert.Contains("Indiquez un téléphone ou un e-mail", ada.Html);
        await ada.PostAsync(tour.Steps, [.. _ada, ("go", "where")]);
        await ada.PostAsync(tour.Steps, ("go", "offers"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);
        Assert.Contains("Cochez au moins un lieu", ada.Html);
        await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        await ada.PostAsync(tour.Steps, ($"rank-{tour.Baker:N}", "2"), ($"rank-{tour.Cook:N}", "2"), ("go", "register"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);
        Assert.Contains("Deux offres ont le choix n° 2", ada.Html);
        Assert.Contains("Sans cet accord", ada.Html);
        Assert.Equal(2, ada.Html.Split("<option value=\"2\" selected").Length - 1);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate"));
    }

    [Fact]
    public async Task The_way_back_keeps_everything()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit("en");
        await WhoAsync(tour, ada);
        await ada.PostAsync(tour.Steps, ("site", tour.Tourcoing.ToString()), ("go", "offers"));
        await ada.PostAsync(tour.Steps, ($"rank-{tour.Welder:N}", "1"), ("consentRegistration", "true"), ("go", "where"));
        Assert.Matches($"value=\"{tour.Tourcoing}\" checked", ada.Html);
        await ada.PostAsync(tour.Steps, ("site", tour.Tourcoing.ToString()), ("go", "who"));
        Assert.Contains("value=\"Lovelace\"", ada.Html);
        Assert.Contains("value=\"10/12/1965\"", ada.Html);
        await ada.PostAsync(tour.Steps, [.. _ada, ("go", "where")]);
        await ada.PostAsync(tour.Steps, ("site", tour.Tourcoing.ToString()), ("go", "offers"));
        Assert.Contains("Chosen so far", ada.Html);
        Assert.Contains("name=\"consentRegistration\" value=\"true\" checked", ada.Html);
    }

    [Fact]
    public async Task A_full_site_says_so_and_the_last_place_goes_to_one()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit();
        using var grace = tour.Visit();
        foreach (var person in (Reader[])[ada, grace])
        {
            await WhoAsync(tour, person);
            await person.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        }
        await tour.SetCapacityAsync(tour.Ronchin, 1);
        await Task.WhenAll(ada.PostAsync(tour.Steps, ("consentRegistration", "true"), ("go", "register")), grace.PostAsync(tour.Steps, ("consentRegistration", "true"), ("go", "register")));
        var (first, second) = ada.Status == HttpStatusCode.OK ? (ada, grace) : (grace, ada);
        Assert.Equal("/registration/me", first.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("Ronchin est complet", second.Html);
        Assert.Equal((1, 1), (await tour.CountAsync("SELECT COUNT(*) FROM candidate"), await tour.CountAsync("SELECT COUNT(*) FROM registration")));

        using var late = tour.Visit();
        await WhoAsync(tour, late);
        Assert.Contains("complet", late.Html);
        Assert.Contains("disabled", late.Html);
        await late.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
    }

    [Fact]
    public async Task Nobody_learns_that_somebody_is_registered()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var pages = new List<string>();
        foreach (var again in Enumerable.Range(0, 2))
        {
            using var ada = tour.Visit();
            await WhoAsync(tour, ada);
            pages.Add(ada.Html.Replace(ada.Hidden().Single(field => field.Key == "draft").Value, "", StringComparison.Ordinal).Replace(ada.Hidden().Single(field => field.Key == "__RequestVerificationToken").Value, "", StringComparison.Ordinal));
            await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
            await ada.PostAsync(tour.Steps, ("consentRegistration", "true"), ("go", "register"));
            Assert.Equal("/registration/me", ada.At.AbsolutePath);
        }
        Assert.Equal(pages[0], pages[1]);
        // For the coordinator it is a pair to merge.
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'Lovelace'"));
    }

    [Fact]
    public async Task An_address_gets_four_mails_a_day_at_most()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        foreach (var again in Enumerable.Range(0, 6))
        {
            using var ada = tour.Visit();
            await WhoAsync(tour, ada);
            await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
            await ada.PostAsync(tour.Steps, ("consentRegistration", "true"), ("go", "register"));
        }
        Assert.Equal((6, 4), (await tour.CountAsync("SELECT COUNT(*) FROM candidate"), await tour.CountAsync("SELECT COUNT(*) FROM mail")));
    }

    [Fact]
    public async Task Huge_odd_and_scripted_text_is_text_and_altered_forms_make_nobody()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var mallory = tour.Visit();
        await mallory.GetAsync(tour.Steps);
        await mallory.PostAsync(tour.Steps, ("firstName", "<script>alert(1)</script>"), ("lastName", new string('x', 200_000)), ("birthDate", "\u0001"), ("phone", "<b>"), ("email", "\"><img src=x>"), ("go", "where"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mallory.Status);
        Assert.DoesNotContain("<script>alert", mallory.Html);
        Assert.DoesNotContain("<img src=x", mallory.Html);
        Assert.InRange(mallory.Html.Length, 1000, 60 * 1024);

        await mallory.PostAsync(tour.Steps, [("draft", "altered"), .. _ada, ("go", "where")]);
        Assert.Contains("restée ouverte trop longtemps", mallory.Html);
        Assert.Contains("value=\"Lovelace\"", mallory.Html);
        await WhoAsync(tour, mallory);
        await mallory.PostAsync(tour.Steps, ("site", Guid.NewGuid().ToString()), ("site", "' OR 1=1"), ("site", tour.Wattrelos.ToString()), ("go", "offers"));
        Assert.Contains("Cochez au moins un lieu", mallory.Html);
        await mallory.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        await mallory.PostAsync(tour.Steps, ($"rank-{Guid.NewGuid():N}", "1"), ($"rank-{tour.Welder:N}", "2"), ("rank-x", "9"), ("consentRegistration", "true"), ("go", "register"));
        Assert.Equal("/registration/me", mallory.At.AbsolutePath);
        // Globex does not come to Ronchin, and the other offer does not exist.
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM wish"));

        await mallory.GetAsync($"/registration/sites/{Guid.NewGuid()}/register");
        Assert.Equal(HttpStatusCode.NotFound, mallory.Status);
        using var stranger = tour.Visit();
        await stranger.PostAsync(tour.Steps, [.. _ada, ("go", "where")]);
        Assert.Equal(HttpStatusCode.BadRequest, stranger.Status);
    }

    [Theory]
    [InlineData("fr", "Les inscriptions sont closes")]
    [InlineData("en", "Registration is closed")]
    public async Task After_the_last_site_the_page_says_that_it_is_over(string language, string sentence)
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        tour.House.Clock.AdvanceDays(200);
        using var ada = tour.Visit(language);
        Assert.Contains(sentence, await ada.GetAsync(tour.Steps));
    }

    [Fact]
    public async Task A_search_finds_offers_without_accents_and_keeps_the_choice()
    {
        await using var tour = await ComingTour.StartAsync(listen: true, with: archive => archive.With("offers.csv",
            ["code,siret,title", $"O1,{Imports.WrittenArchive.Acme},Boulanger", $"O2,{Imports.WrittenArchive.Acme},Cuisinière", $"O3,{Imports.WrittenArchive.Globex},Soudeur",
                .. Enumerable.Range(10, 200).Select(number => $"O{number},{Imports.WrittenArchive.Acme},Agent {number}")]));
        using var ada = tour.Visit();
        await WhoAsync(tour, ada);
        await ada.PostAsync(tour.Steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        Assert.Contains("30 offres affichées sur 202", ada.Html);
        Assert.InRange(ada.Html.Length, 1000, 60 * 1024);
        await ada.PostAsync(tour.Steps, ($"rank-{tour.Baker:N}", "1"), ("search", "CUISINIERE"), ("consentFollowUp", "true"), ("go", "search"));
        Assert.Equal(HttpStatusCode.OK, ada.Status);
        Assert.Contains("Cuisinière", ada.Html);
        Assert.Contains("Boulanger", ada.Html);
        Assert.DoesNotContain("Agent 10", ada.Html);
        Assert.Contains("name=\"consentFollowUp\" value=\"true\" checked", ada.Html);
    }

    private static async Task WhoAsync(ComingTour tour, Reader reader)
    {
        await reader.GetAsync(tour.Steps);
        await reader.PostAsync(tour.Steps, [.. _ada, ("go", "where")]);
        Assert.Equal(HttpStatusCode.OK, reader.Status);
    }
}
