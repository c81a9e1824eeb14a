using JobDating.Platform.SignIn;
using JobDating.Registration.Sites;
using JobDating.Tests.Registration.Sites;
using Xunit;

namespace JobDating.Tests.Registration.Registering;

/// <summary>Ada reads English: what is written to her is in English, whoever presses the button.</summary>
public sealed class LanguageTests
{
    private static readonly (string, string)[] _ada = [("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("email", "ada@example.org"), ("go", "where")];

    [Fact]
    public async Task Whoever_registers_on_an_English_page_is_told_in_English_that_a_site_is_called_off()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var ada = tour.Visit("en");
        await ada.GetAsync(tour.Steps);
        await FinishAsync(tour, ada, tour.Steps, _ada);
        Assert.Equal("en", await LanguageAsync(tour));

        using var coordinator = new FormVisitor(tour.House);
        await coordinator.FillAsync("/registration/editions/2023/sites/ronchin/cancel", ("reason", "Grève"));
        await TellConcerned.RunAsync(tour.House.Registration, CancellationToken.None);
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM mail WHERE to_address = 'ada@example.org' AND language = 'en' AND body LIKE '%Thursday 11 April 2024%'"));
    }

    [Theory]
    [InlineData("en", "Thursday 11 April 2024, 09:00 to 17:00")]
    [InlineData("fr", "jeudi 11 avril 2024, de 9h00 à 17h00")]
    public async Task A_prescriber_says_in_which_language_the_candidate_is_written_to(string language, string day)
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync("/registration/prescriber/register");
        Assert.Contains("Langue dans laquelle lui écrire", prescriber.Html);
        await FinishAsync(tour, prescriber, "/registration/prescriber/register", [.. _ada, ("language", language)]);

        Assert.StartsWith("/registration/prescriber/candidates/", prescriber.At.AbsolutePath);
        Assert.Contains("jeudi 11 avril 2024", prescriber.Html);
        Assert.Equal(language, await LanguageAsync(tour));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM mail WHERE language = @Language AND body LIKE @Day", new { Language = language, Day = $"%{day}%" }));
    }

    [Fact]
    public async Task She_changes_it_on_her_own_page()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Candidates.Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync("/registration/me/details");
        await ada.PostAsync("/registration/me/details", ("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("language", "en"));
        Assert.Equal("en", await LanguageAsync(tour));
        await ada.GetAsync("/registration/me/details");
        Assert.Contains("<option value=\"en\" selected>", ada.Html);
        // Who asks her later knows it too.
        await tour.House.SettleAsync();
        Assert.Equal("en", await tour.House.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT language FROM person", null, CancellationToken.None));
    }

    private static async Task FinishAsync(ComingTour tour, Reader reader, string steps, (string, string)[] who)
    {
        await reader.PostAsync(steps, who);
        await reader.PostAsync(steps, ("site", tour.Ronchin.ToString()), ("go", "offers"));
        await reader.PostAsync(steps, ("consentRegistration", "true"), ("go", "register"));
    }

    private static Task<string?> LanguageAsync(ComingTour tour) => tour.House.Registration.QueryFirstOrDefaultAsync<string>("SELECT language FROM candidate", null, CancellationToken.None);
}
