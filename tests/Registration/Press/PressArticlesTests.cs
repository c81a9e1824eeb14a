using System.Net;
using JobDating.Tests.Registration.Workshops;
using Xunit;

namespace JobDating.Tests.Registration.Press;

/// <summary>Press articles from the coordinator's screen to the rows of both services.</summary>
public sealed class PressArticlesTests : IAsyncLifetime
{
    private const string List = "/registration/editions/2024/press";
    private const string RowsSql = "SELECT id, version, outlet, title, url FROM press_article ORDER BY outlet, title";

    private sealed record Article
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
    }

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync() => _here = await CoordinatorsHouse.StartAsync();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Fact]
    public async Task An_article_is_noted_once_changed_and_deleted_and_the_bilan_follows()
    {
        var id = Guid.CreateVersion7();
        (await NoteAsync("La Voix", "Le tour arrive", id)).Dispose();
        using (var twice = await NoteAsync("La Voix", "Le tour arrive", id))
            Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        using (var same = await NoteAsync("La Voix", "Le tour arrive", Guid.CreateVersion7()))
            Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
        Assert.Equal(id, Assert.Single(await RowsAsync()).Id);

        using (var changed = await _here.PostAsync($"/registration/press/{id}", Form("La Voix", "Le tour est là", version: "1")))
            Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        using (var stale = await _here.PostAsync($"/registration/press/{id}", Form("La Voix", "Autre titre", version: "1")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            Assert.Contains("Autre titre", await CoordinatorsHouse.TextAsync(stale));
        }
        await _here.House.SettleAsync();
        Assert.Equal("Le tour est là", Assert.Single(await KeptAsync()).Title);

        using (var stale = await _here.PostAsync($"/registration/press/{id}/removal", new() { ["version"] = "1" }))
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        foreach (var press in Enumerable.Range(0, 2))
            (await _here.PostAsync($"/registration/press/{id}/removal", new() { ["version"] = "2" })).Dispose();
        Assert.Empty(await RowsAsync());
        await _here.House.SettleAsync();
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task A_form_sent_again_after_its_article_was_deleted_does_not_bring_it_back()
    {
        var id = Guid.CreateVersion7();
        (await NoteAsync("La Voix", "Le tour arrive", id)).Dispose();
        (await _here.PostAsync($"/registration/press/{id}/removal", new() { ["version"] = "1" })).Dispose();
        (await NoteAsync("La Voix", "Le tour arrive", id)).Dispose();
        Assert.Empty(await RowsAsync());

        (await NoteAsync("La Voix", "Le tour arrive", Guid.CreateVersion7())).Dispose();
        await _here.House.SettleAsync();
        Assert.Single(await KeptAsync());
    }

    [Fact]
    public async Task An_address_that_is_none_of_the_web_is_refused_at_its_field()
    {
        using var answer = await _here.PostAsync($"{List}/new", Form("La Voix", "Titre", url: "javascript:alert(1)"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("<a href=\"#url\">", await CoordinatorsHouse.TextAsync(answer));
    }

    [Fact]
    public async Task The_list_is_searched_without_accents_sorted_and_given_as_csv()
    {
        (await NoteAsync("Éclair", "Emploi des séniors", Guid.CreateVersion7())).Dispose();
        (await NoteAsync("Zénith", "Autre chose", Guid.CreateVersion7())).Dispose();
        (await NoteAsync("La Voix", "Encore", Guid.CreateVersion7())).Dispose();

        Assert.Contains("Éclair", await _here.Browser.GetStringAsync($"{List}.csv?search=SENIOR"));
        Assert.Equal(2, (await _here.Browser.GetStringAsync($"{List}.csv?search=SENIOR")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var outlets = (await _here.Browser.GetStringAsync($"{List}.csv?sort=outlet&direction=up")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[1]);
        Assert.Equal(["Éclair", "La Voix", "Zénith"], outlets);
        var down = (await _here.Browser.GetStringAsync($"{List}.csv?sort=outlet&direction=down")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[1]);
        Assert.Equal(["Zénith", "La Voix", "Éclair"], down);
        Assert.Contains("Zénith", await _here.ReadAsync(List));
    }

    private static Dictionary<string, string> Form(string outlet, string title, string url = "https://example.org/a", string? version = null, Guid? id = null)
    {
        var form = new Dictionary<string, string> { ["outlet"] = outlet, ["title"] = title, ["publishedOn"] = "10/01/2024", ["url"] = url };
        if (version is not null)
            form["version"] = version;
        if (id is { } known)
            form["id"] = known.ToString();
        return form;
    }

    private Task<HttpResponseMessage> NoteAsync(string outlet, string title, Guid id) => _here.PostAsync($"{List}/new", Form(outlet, title, id: id));

    private Task<IReadOnlyList<Article>> RowsAsync() => _here.House.Registration.QueryAsync<Article>(RowsSql, null, CancellationToken.None);

    private Task<IReadOnlyList<Article>> KeptAsync() => _here.House.Outcomes.QueryAsync<Article>(RowsSql, null, CancellationToken.None);
}
