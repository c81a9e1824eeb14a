using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Prints;
using Xunit;

namespace JobDating.Tests.Registration.Desk;

/// <summary>The desk's pages, as somebody at Ronchin's door A uses them without JavaScript.</summary>
public sealed class DeskPagesTests : IAsyncLifetime
{
    private DeskDay _day = null!;

    public async ValueTask InitializeAsync() => _day = await DeskDay.StartAsync(listen: true);

    public ValueTask DisposeAsync() => _day.DisposeAsync();

    [Fact]
    public async Task Three_letters_find_a_person_with_the_first_table_and_one_button()
    {
        using var desk = _day.Come(door: "Entrée A");
        var seen = await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find=LOV");
        Assert.Contains("Lovelace Ada Lille · naissance 1965", seen);
        Assert.Contains("9h20 , table 1 , Acme puis 1 autre entretien", seen);
        Assert.Contains("Attendu Accueillir Lovelace Ada", seen);
        Assert.DoesNotContain("Hopper", seen);
        Assert.Contains("Entrée A", seen);
        // Accents and case, the second word too; from another site, after those of this one.
        Assert.Contains("Inscription à un autre lieu : Tourcoing Inscrire ici et accueillir", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find=tur+elie"));
        Assert.Contains("Personne ne correspond à « zzz ».", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find=zzz"));
        Assert.Contains("walk-in?lastName=zzz", await DeskDay.ReadAsync(desk, $"{DeskDay.Path}?find=zzz"));
        Assert.Contains("au moins deux lettres", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find=l"));
    }

    [Fact]
    public async Task A_badge_is_read_as_a_scanner_types_it()
    {
        using var desk = _day.Come();
        var code = await _day.Times.Db.QueryFirstOrDefaultAsync<string>("SELECT code FROM candidate WHERE id = @Ada", new { _day.Ada }, TestContext.Current.CancellationToken);
        Assert.Contains("Lovelace Ada", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find={Uri.EscapeDataString(new BadgeCode("2023", code!).ToString())}"));
        Assert.Contains("autre édition (2022)", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find={Uri.EscapeDataString(new BadgeCode("2022", code!).ToString())}"));
        Assert.Contains("n’est à personne", await DeskDay.SeeAsync(desk, $"{DeskDay.Path}?find={Uri.EscapeDataString(new BadgeCode("2023", "NOBODY").ToString())}"));
    }

    [Fact]
    public async Task One_tap_receives_the_other_door_sees_it_and_it_can_be_undone()
    {
        using var a = _day.Come(door: "Entrée A");
        using var b = _day.Come(door: "B");
        var form = Guid.CreateVersion7().ToString();
        var page = await DeskDay.SendAsync(a, $"{DeskDay.Path}/check-ins", ("id", form), ("candidate", $"{_day.Ada}"));
        Assert.Equal(page, await DeskDay.SendAsync(a, $"{DeskDay.Path}/check-ins", ("id", form), ("candidate", $"{_day.Ada}")));
        Assert.Contains($"Lovelace Ada : arrivée notée à 9h02 (Entrée A) 9h20 , table 1 , Acme puis 1 autre entretien À lui dire : l’écran de la salle l’appelle « A. L. {HallNumber.Of(_day.Tour.Ronchin, _day.Ada)} ». Annuler cette arrivée Lovelace Ada", await DeskDay.SeeAsync(a, page));

        var late = await DeskDay.SendAsync(b, $"{DeskDay.Path}/check-ins", ("id", $"{Guid.CreateVersion7()}"), ("candidate", $"{_day.Ada}"));
        Assert.Contains("Lovelace Ada est déjà là depuis 9h02 (Entrée A) Rien n’a été changé.", await DeskDay.SeeAsync(b, late));
        await DeskDay.SendAsync(b, $"{DeskDay.Path}/check-ins", ("id", $"{Guid.CreateVersion7()}"), ("candidate", $"{_day.Alan}"));
        var seen = await DeskDay.SeeAsync(b, DeskDay.Path);
        Assert.Contains("9h02 Élie-Turing Alan (B) 9h02 Lovelace Ada (Entrée A)", seen);
        Assert.Contains("Reçus 2 sur 3 inscrits", seen);
        Assert.Contains("Attendus 1", seen);
        Assert.Contains("Sans inscription 1", seen);
        Assert.Contains("B 1 Entrée A 1", seen);

        var undone = await DeskDay.SendAsync(b, $"{DeskDay.Path}/undo", ("id", $"{Guid.CreateVersion7()}"), ("act", page.Split('=')[1]));
        Assert.Contains("Lovelace Ada : arrivée annulée La personne reste inscrite et attendue.", await DeskDay.SeeAsync(b, undone));
        Assert.Contains("cette arrivée a été annulée à 9h02", await DeskDay.SeeAsync(a, page));
    }

    [Fact]
    public async Task Who_is_in_and_has_no_interview_left_is_offered_a_first_table_wherever_they_are_seen()
    {
        using var desk = _day.Come();
        string LinkTo(Guid candidate) => $"href=\"/scheduling/editions/2023/sites/ronchin/first/{candidate}\"";
        Assert.DoesNotContain("/first/", await DeskDay.ReadAsync(desk, $"{DeskDay.Path}?find=hopper"));
        var person = $"{DeskDay.Path}/people/{_day.Grace}";
        var done = await DeskDay.SendAsync(desk, $"{DeskDay.Path}/check-ins", ("id", $"{Guid.CreateVersion7()}"), ("candidate", $"{_day.Grace}"));
        foreach (var page in (string[])[done, $"{DeskDay.Path}?find=hopper", person, $"{person}?done={done.Split("done=")[1]}"])
            Assert.Equal(2, (await DeskDay.ReadAsync(desk, page)).Split(LinkTo(_day.Grace)).Length);
        Assert.Contains("Proposer une première table Hopper Grace", await DeskDay.SeeAsync(desk, person));

        // Ada has somewhere to go, until her last interview is over.
        await _day.ReceiveAsync(_day.Ada);
        Assert.DoesNotContain("/first/", await DeskDay.ReadAsync(desk, $"{DeskDay.Path}?find=lov"));
        _day.Times.GoTo(_day.Times.At(11, 0));
        using var later = _day.Come();
        Assert.Contains(LinkTo(_day.Ada), await DeskDay.ReadAsync(later, $"{DeskDay.Path}?find=lov"));
        _day.Times.GoTo(_day.Times.At(11, 0, 1));
        using var tomorrow = _day.Come();
        Assert.DoesNotContain("/first/", await DeskDay.ReadAsync(tomorrow, $"{DeskDay.Path}?find=lov"));
    }

    [Fact]
    public async Task A_walk_in_takes_three_fields_and_a_namesake_is_shown_first()
    {
        using var desk = _day.Come(door: "A");
        (string, string)[] form = [("id", $"{Guid.CreateVersion7()}"), ("lastName", "Grace"), ("firstName", "Höpper"), ("reach", "06 12 34 56 79"), ("consent", "true")];
        using var warned = await desk.PostAsync($"{DeskDay.Path}/walk-in", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Item1, field.Item2))), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, warned.StatusCode);
        var text = WebUtility.HtmlDecode(await warned.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Hopper Grace", text);
        Assert.Contains("C’est une autre personne", text);

        var page = await DeskDay.SendAsync(desk, $"{DeskDay.Path}/walk-in", [.. form, ("other", "true")]);
        Assert.Equal(page, await DeskDay.SendAsync(desk, $"{DeskDay.Path}/walk-in", form));
        Assert.Contains("Grace Höpper : inscription et arrivée notées à 9h02 (A)", await DeskDay.SeeAsync(desk, page));
        Assert.Equal(1, await _day.Tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE first_name = 'Höpper' AND phone = '+33612345679'"));

        // The offers of those who come here; the table where Acme has interviews is known, and none is invented.
        var person = page.Split('?')[0];
        Assert.Contains("Boulanger", await DeskDay.SeeAsync(desk, $"{person}/wishes"));
        Assert.Equal($"{person}#wishes", await DeskDay.SendAsync(desk, $"{person}/wishes", ("version", "0"), ("go", "save"), ($"rank-{_day.Tour.Baker:N}", "1")));
        Assert.Contains("Boulanger Acme · tables 1, 2", await DeskDay.SeeAsync(desk, person));
    }

    [Fact]
    public async Task Without_agreement_or_with_a_wrong_number_nothing_is_written_and_what_was_typed_stays()
    {
        using var desk = _day.Come();
        using var wrong = await desk.PostAsync($"{DeskDay.Path}/walk-in", new FormUrlEncodedContent([KeyValuePair.Create("lastName", "Clarke"), KeyValuePair.Create("firstName", ""), KeyValuePair.Create("reach", "12"), KeyValuePair.Create("birthYear", "65")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var html = await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var field in (string[])["firstName", "reach", "birthYear", "consent"])
            Assert.Contains($"href=\"#{field}\"", html);
        Assert.Contains("value=\"Clarke\"", html);
        Assert.Equal(0, await _day.Tour.CountAsync("SELECT COUNT(*) FROM desk_act"));
    }

    [Fact]
    public async Task A_door_s_name_is_kept_in_the_browser()
    {
        using var desk = _day.Come();
        using var chosen = await desk.PostAsync($"{DeskDay.Path}/door", new FormUrlEncodedContent([KeyValuePair.Create("door", " Entrée  A ")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        var cookie = Assert.Single(chosen.Headers.GetValues("Set-Cookie"));
        Assert.Contains($"desk-door={Uri.EscapeDataString("Entrée A").Replace("%", "%25")};", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_who_receives_at_the_site_comes_in_and_only_on_its_day_is_anybody_received()
    {
        var ct = TestContext.Current.CancellationToken;
        using var elsewhere = _day.Come(sites: _day.Tour.Tourcoing);
        using var here = _day.Come(sites: _day.Tour.Ronchin);
        using var coordinator = _day.Come(Role.Coordinator, sites: _day.Tour.Ronchin);
        using var hall = _day.Come(Role.Hall);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden],
            [(await elsewhere.GetAsync(DeskDay.Path, ct)).StatusCode, (await here.GetAsync(DeskDay.Path, ct)).StatusCode, (await coordinator.GetAsync(DeskDay.Path, ct)).StatusCode, (await hall.GetAsync(DeskDay.Path, ct)).StatusCode]);
        Assert.DoesNotContain("ronchin", await elsewhere.GetStringAsync("/registration/desk", ct));
        Assert.Contains($"href=\"{DeskDay.Path}\"", await here.GetStringAsync("/registration/desk", ct));
        // Alan is not registered at Ronchin: his page is not this desk's to read.
        Assert.Equal(HttpStatusCode.NotFound, (await here.GetAsync($"{DeskDay.Path}/people/{_day.Alan}", ct)).StatusCode);

        _day.Times.GoTo(_day.Times.At(9, 0, -1));
        using var early = _day.Come();
        using var refused = await early.PostAsync($"{DeskDay.Path}/check-ins", new FormUrlEncodedContent([KeyValuePair.Create("candidate", $"{_day.Ada}")]), ct);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var seen = await DeskDay.SeeAsync(early, $"{DeskDay.Path}?find=lov");
        Assert.Contains("L’accueil ouvre le jour même : jeudi 11 avril 2024.", seen);
        Assert.DoesNotContain("Accueillir Lovelace", seen);
        Assert.Contains("Demain", await DeskDay.SeeAsync(early, "/registration/desk"));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task The_first_page_of_a_desk_is_its_day_and_every_page_is_small_and_without_scripts(string language)
    {
        using var desk = _day.Come(door: "A");
        desk.DefaultRequestHeaders.Remove("Accept-Language");
        desk.DefaultRequestHeaders.Add("Accept-Language", language);
        using var home = await desk.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal("/registration/desk", home.Headers.Location!.ToString());
        var done = await DeskDay.SendAsync(desk, $"{DeskDay.Path}/check-ins", ("id", $"{Guid.CreateVersion7()}"), ("candidate", $"{_day.Ada}"));
        foreach (var path in (string[])["/registration/desk?find=ron", DeskDay.Path, $"{DeskDay.Path}?find=lov", done, $"{DeskDay.Path}/walk-in", $"{DeskDay.Path}/people/{_day.Ada}", $"{DeskDay.Path}/people/{_day.Ada}/wishes"])
        {
            var html = await desk.GetStringAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains($"<html lang=\"{language}\">", html);
            Assert.InRange(html.Length, 1000, 60 * 1024);
            Assert.DoesNotContain("style=", html);
            // The camera is all that needs one, and comes on top.
            Assert.DoesNotContain("<script", html.Replace("<script src=\"/registration/desk/camera.js", "", StringComparison.Ordinal));
        }
    }
}
