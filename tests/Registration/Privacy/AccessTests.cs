using System.IO.Compression;
using System.Net;
using System.Text.Json;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Privacy;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using JobDating.Tests.Registration.Retention;
using Xunit;

namespace JobDating.Tests.Registration.Privacy;

/// <summary>
/// 1. Ada asks on her own page for all that is held about her. 2. Each service gives its part by itself. 3. She fetches a zip that she can read. 4. A coordinator does it for her. 5. Erased, it is gone.
/// </summary>
public sealed class AccessTests
{
    private const string Own = "/registration/me/access";

    [Fact]
    public async Task She_gets_all_that_each_service_holds_in_files_that_she_can_read()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var (id, graces) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Grace"));
        await tour.House.SettleAsync();
        await NoteAsync(tour, id);
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync(Own);
        await ada.PostAsync(Own, ("language", "fr"));
        await ada.PostAsync(Own, ("language", "fr"));
        await Passing.UntilAsync(async () => (await ada.GetAsync(Own)).Contains("Télécharger", StringComparison.Ordinal));
        var request = Assert.Single(await AccessRequests.OfAsync(tour.House.Registration, id, CancellationToken.None));
        var files = await FilesAsync(tour, id, request.Id);

        Assert.Equal(["outcomes.json", "outcomes.txt", "registration.json", "registration.txt", "scheduling.json", "scheduling.txt"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Prénom : Ada", files["registration.txt"]);
        Assert.Contains("Date de naissance : 1965-12-10", files["registration.txt"]);
        Assert.Contains("Lieu : Ronchin", files["registration.txt"]);
        Assert.Contains("Par : le formulaire en ligne", files["registration.txt"]);
        Assert.Contains("J’accepte d’être contacté après l’événement", files["registration.txt"]);
        Assert.Contains("Note : Très motivée", files["scheduling.txt"]);
        Assert.Contains("Avis : souhaite rencontrer", files["scheduling.txt"]);
        Assert.Contains("E-mail : ada@example.org", files["outcomes.txt"]);
        Assert.Equal("Ada", JsonDocument.Parse(files["registration.json"]).RootElement.GetProperty("candidate")[0].GetProperty("first_name").GetString());
        // Of nobody else anything, and no key to her page.
        Assert.All(files.Values, text => Assert.DoesNotContain("Hopper", text));
        Assert.All(files.Values, text => Assert.DoesNotMatch("/in/[A-Za-z0-9]", text));

        // Another's, nobody's, one that is over: none of them is there.
        using var grace = await tour.EnterAsync(Role.Candidate, graces, graces);
        await grace.GetAsync($"{Own}/{request.Id}.zip");
        Assert.Equal(HttpStatusCode.NotFound, grace.Status);
        await ada.GetAsync($"{Own}/{Guid.NewGuid()}.zip");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
        await tour.House.AccountAsync(Staff.Ada, Role.Administrator);
        using (var coordinator = await tour.House.SignedInAsync(Staff.Ada))
        {
            var page = $"/registration/editions/2023/candidates/{id}/access";
            Assert.Contains("Give it to that person", await coordinator.ReadAsync(page));
            Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync($"/registration/editions/2023/candidates/{graces}/access/{request.Id}.zip")).StatusCode);
            using var zip = new ZipArchive(await (await coordinator.GetAsync($"{page}/{request.Id}.zip")).Content.ReadAsStreamAsync());
            Assert.Equal(["README.txt", "outcomes.json", "outcomes.txt", "registration.json", "registration.txt", "scheduling.json", "scheduling.txt"], zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        }
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM audit WHERE subject_id = @Id AND act = 'access asked' AND actor = @By", new { Id = id, By = $"candidate {id}" }));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM audit WHERE subject_id = @Id AND act = 'access fetched' AND actor LIKE 'account %'", new { Id = id }));

        tour.House.Clock.AdvanceDays(8);
        Assert.Empty(await AccessRequests.OfAsync(tour.House.Registration, id, CancellationToken.None));
        Assert.Null(await AccessRequests.FilesAsync(tour.House.Registration, id, request.Id, CancellationToken.None));
        await AccessRequests.ExpireAsync(tour.House.Registration, CancellationToken.None);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM access_part"));
    }

    [Theory, EachEngine]
    public async Task While_a_service_has_not_answered_the_page_says_which_and_after_erasing_nothing_is_given(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await tour.House.SettleAsync();
        await tour.House.HoldPostAsync();
        Assert.True(await AskAsync(tour, ada));
        var waiting = Assert.Single(await AccessRequests.OfAsync(tour.House.Registration, ada, CancellationToken.None));
        Assert.Equal(["scheduling", "outcomes"], waiting.Missing);
        Assert.Null(await AccessRequests.FilesAsync(tour.House.Registration, ada, waiting.Id, CancellationToken.None));
        await tour.House.SettleAsync();
        Assert.Empty(Assert.Single(await AccessRequests.OfAsync(tour.House.Registration, ada, CancellationToken.None)).Missing);
        var files = await FilesAsync(tour, ada, waiting.Id);
        Assert.Contains("First name: Ada", files["registration.txt"]);

        // She asks once more and is erased before the others have answered: their parts find nobody.
        tour.House.Clock.AdvanceDays(1);
        await tour.House.HoldPostAsync();
        Assert.True(await AskAsync(tour, ada));
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await tour.House.SettleAsync();
        Assert.Equal((0, 0), (await tour.CountAsync("SELECT COUNT(*) FROM access_request"), await tour.CountAsync("SELECT COUNT(*) FROM access_part")));
        Assert.False(await AskAsync(tour, ada));
        // And the other services have both said that she is erased.
        Assert.NotNull(Erasures.DoneEverywhere(await Erasures.OfAsync(tour.House.Registration, ada, CancellationToken.None)));
    }

    [Fact]
    public async Task An_erasure_shows_who_has_not_done_it_yet_until_all_have()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        await tour.House.SettleAsync();
        await tour.House.AccountAsync(Staff.Ada, Role.Administrator);
        using var coordinator = await tour.House.SignedInAsync(Staff.Ada);
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [id], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await tour.House.SettleAsync();
        var page = $"/registration/editions/2023/candidates/{id}";
        Assert.Contains("Erased everywhere on", await coordinator.ReadAsync(page));
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.ExecuteAsync("UPDATE erasure_part SET done_at = NULL WHERE service = 'outcomes'", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        var html = await coordinator.ReadAsync(page);
        Assert.Contains("Follow-up and figures – asked for on", html);
        Assert.Contains("Interviews and hall – erased on", html);
        Assert.DoesNotContain("Erased everywhere", html);
        Assert.DoesNotContain("Erasures not confirmed", await coordinator.ReadAsync("/registration/retention"));
        tour.House.Clock.Advance(NodaTime.Duration.FromMinutes(61));
        Assert.Contains("Erasures not confirmed", await coordinator.ReadAsync("/registration/retention"));
    }

    private static async Task<bool> AskAsync(ComingTour tour, Guid id)
    {
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Link(Role.Candidate, id.ToString()), CancellationToken.None);
        var asked = await AccessRequests.AskAsync(tx, id, "en", CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return asked;
    }

    private static async Task<Dictionary<string, string>> FilesAsync(ComingTour tour, Guid id, Guid request) =>
        (await AccessRequests.FilesAsync(tour.House.Registration, id, request, CancellationToken.None))!.ToDictionary(file => file.Name, file => file.Text);

    /// <summary>What Acme thinks and notes of her.</summary>
    private static async Task NoteAsync(ComingTour tour, Guid ada)
    {
        await using var tx = await tour.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var interview = Guid.CreateVersion7();
        var of = new { Id = interview, Ada = ada, tour.Edition, tour.Ronchin, tx.Now };
        await tx.ExecuteAsync("INSERT INTO mark (siret, candidate_id, edition_id, opinion, marked_at) VALUES ('73282932000074', @Ada, @Edition, 'want', @Now)", of, CancellationToken.None);
        await tx.ExecuteAsync("INSERT INTO interview (id, version, edition_id, code, site_id, table_id, candidate_id, starts_at, minutes, ends_at, status) SELECT @Id, 1, @Edition, 'I1', @Ronchin, t.id, @Ada, @Now, 10, @Now, 'booked' FROM interview_table t WHERE t.siret = '73282932000074' AND t.number = 1", of, CancellationToken.None);
        await tx.ExecuteAsync("INSERT INTO interview_note (interview_id, candidate_id, text, noted_at) VALUES (@Id, @Ada, 'Très motivée', @Now)", of, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
