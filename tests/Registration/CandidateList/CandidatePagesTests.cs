using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Registration.Editions;
using JobDating.Registration.Sites;
using Xunit;

namespace JobDating.Tests.Registration.CandidateList;

/// <summary>The coordinator's pages about candidates as a browser gets them: created once, changed by one at a time, nothing of a stranger's shown or done.</summary>
public sealed partial class CandidatePagesTests
{
    private const string Edition = "/registration/editions/2024";

    [Fact]
    public async Task A_form_sent_twice_is_one_candidate_with_the_consent_s_wording()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var form = await FormAsync(reader, $"{Edition}/candidates/new");
        foreach (var (name, value) in Ada())
            form[name] = value;

        var first = await PostAsync(reader, $"{Edition}/candidates/new", form);
        var second = await PostAsync(reader, $"{Edition}/candidates/new", form);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM candidate"));
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM registration WHERE channel = 'staff'"));
        var page = await reader.GetStringAsync(first.Headers.Location);
        Assert.Contains("Lovelace Ada", page);
        Assert.Contains("06 12 34 56 78", page);
        Assert.Contains("<blockquote", page);
        Assert.Contains("Fiche créée", page);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_typed_is_lost()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var form = await FormAsync(reader, $"{Edition}/candidates/new");
        foreach (var (name, value) in Ada())
            form[name] = value;
        (form["lastName"], form["firstName"], form["birthDate"], form["phone"], form["email"]) = ("<script>alert(1)</script>", " ", "31/02/1965", "douze", "ada@");
        form.Remove("consent");

        var answer = await PostAsync(reader, $"{Edition}/candidates/new", form);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var field in (string[])["firstName", "birthDate", "phone", "email", "consent"])
            Assert.Contains($"href=\"#{field}\"", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("value=\"31/02/1965\"", html);
        Assert.Equal(0, await CountAsync(house, "SELECT COUNT(*) FROM candidate"));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_person_the_second_is_told_and_overwrites_nothing()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var page = await AddAsync(reader, []);
        var (one, other) = (await FormAsync(reader, $"{page}/change"), await FormAsync(reader, $"{page}/change"));
        one["commune"] = "Lille";
        other["commune"] = "Roubaix";

        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, $"{page}/change", one)).StatusCode);
        var late = await PostAsync(reader, $"{page}/change", other);
        var html = await late.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("value=\"Roubaix\"", html);
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM candidate WHERE commune = 'Lille'"));

        // Who has read it and saves again, saves.
        other["version"] = Version().Match(html).Groups[1].Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, $"{page}/change", other)).StatusCode);
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM candidate WHERE commune = 'Roubaix'"));
    }

    [Fact]
    public async Task A_registration_is_cancelled_once_asked_and_made_again_at_another_site()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var page = await AddAsync(reader, []);
        var cancel = Cancel().Match(await reader.GetStringAsync(page)).Groups[1].Value;
        var form = await FormAsync(reader, cancel);

        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, cancel, form)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, cancel, form)).StatusCode);
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM registration WHERE cancelled_at IS NOT NULL AND version = 2"));

        var register = await FormAsync(reader, page);
        register["site"] = "wattrelos";
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, $"{page}/registrations", register)).StatusCode);
        Assert.Equal(2, await CountAsync(house, "SELECT COUNT(*) FROM registration"));

        register["site"] = "past";
        var refused = await PostAsync(reader, $"{page}/registrations", register);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("est passée", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_list_is_searched_and_its_csv_neutralises_formulas()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        await AddAsync(reader, new() { ["lastName"] = "=cmd|' /C calc'!A0", ["firstName"] = "Zoé" });
        await AddAsync(reader, []);

        var html = await reader.GetStringAsync($"{Edition}/candidates?search=ZOE&state=registered&site=ronchin");
        Assert.Contains("Zoé", html);
        Assert.DoesNotContain("Lovelace Ada", html);
        Assert.DoesNotContain("style=", html);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(html) < 60 * 1024);
        var csv = await reader.GetStringAsync($"{Edition}/candidates.csv");
        Assert.Contains("'=cmd|' /C calc'!A0", csv);
        Assert.Equal(3, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (var nonsense in (string[])["?after=%00&sort=nothing&direction=%F0%9F%98%80", "?search=%25%27%22%5B&site=%2F&structure=x&state=dead", $"?search={new string('a', 3000)}"])
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"{Edition}/candidates{nonsense}")).StatusCode);
    }

    [Fact]
    public async Task Ids_of_nobody_and_of_another_edition_are_not_found_and_a_post_without_the_token_does_nothing()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var page = await AddAsync(reader, []);
        var elsewhere = page.Replace("/2024/", "/2023/", StringComparison.Ordinal);
        foreach (var address in (string[])[elsewhere, $"{elsewhere}/change", $"{Edition}/candidates/{Guid.NewGuid()}", $"{page}/registrations/{Guid.NewGuid()}/cancel", $"{Edition}/duplicates/compare?one=nobody&other=C2"])
            Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(address)).StatusCode);

        var form = await FormAsync(reader, $"{page}/change");
        form.Remove("__RequestVerificationToken");
        form["commune"] = "Roubaix";
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(reader, $"{page}/change", form)).StatusCode);
        Assert.Equal(0, await CountAsync(house, "SELECT COUNT(*) FROM candidate WHERE commune = 'Roubaix'"));

        using var nobody = Reader(house);
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync(page)).StatusCode);
    }

    [Fact]
    public async Task Two_entries_are_compared_merged_once_and_the_old_address_leads_to_the_kept_one()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        var kept = await AddAsync(reader, []);
        var gone = await AddAsync(reader, new() { ["commune"] = "Roubaix", ["site"] = "wattrelos" });
        var codes = (await house.Registration.QueryAsync<string>("SELECT code FROM candidate ORDER BY version, id", null, CancellationToken.None)).Order(StringComparer.Ordinal).ToList();
        var codeOf = async (string page) => (await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT code FROM candidate WHERE id = @Id", new { Id = Guid.Parse(page.Split('/')[^1]) }, CancellationToken.None))!;
        var (one, other) = (await codeOf(kept), await codeOf(gone));

        var list = await reader.GetStringAsync($"{Edition}/duplicates");
        Assert.Contains($"one={codes[0]}&amp;other={codes[1]}", list);
        var compare = await reader.GetStringAsync($"{Edition}/duplicates/compare?one={one}&other={other}");
        Assert.Contains("Roubaix", compare);
        await BookedAsync(house, Guid.Parse(kept.Split('/')[^1]), 1);
        await BookedAsync(house, Guid.Parse(gone.Split('/')[^1]), 2);
        compare = await reader.GetStringAsync($"{Edition}/duplicates/compare?one={one}&other={other}");
        Assert.Contains("<p>1 entretien</p>", compare);
        Assert.Contains("<p>2 entretiens</p>", compare);
        Assert.Contains("Entretiens qui suivent : 2 ; déjà sur la fiche gardée : 1.", PageText.Plain(WebUtility.HtmlDecode(await reader.GetStringAsync($"{Edition}/duplicates/merge?one={one}&other={other}&commune=other"))));
        var form = await FormAsync(reader, $"{Edition}/duplicates/merge?one={one}&other={other}&commune=other");
        var merged = await PostAsync(reader, $"{Edition}/duplicates/merge", form);
        var again = await PostAsync(reader, $"{Edition}/duplicates/merge", form);

        Assert.Equal((kept, kept), (merged.Headers.Location!.ToString(), again.Headers.Location!.ToString()));
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM candidate_merge"));
        Assert.Equal(kept, (await reader.GetAsync(gone)).Headers.Location!.ToString());
        var page = await reader.GetStringAsync(kept);
        Assert.Contains("Roubaix", page);
        Assert.Contains("Wattrelos", page);
        Assert.Contains(other, page);

        // A form of the gone one that lay open meanwhile overwrites nobody.
        var stale = await FormAsync(reader, $"{kept}/change");
        stale["version"] = "1";
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(reader, $"{gone}/change", stale)).StatusCode);
    }

    [Fact]
    public async Task Two_people_told_apart_are_shown_no_more_until_somebody_is_less_sure()
    {
        await using var house = await StartAsync();
        using var reader = await SignedInAsync(house);
        await AddAsync(reader, []);
        await AddAsync(reader, []);
        var form = await FormAsync(reader, $"{Edition}/duplicates");

        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, $"{Edition}/duplicates/apart", form)).StatusCode);
        Assert.Contains("Aucune fiche ne ressemble", await reader.GetStringAsync($"{Edition}/duplicates"));
        Assert.Equal(2, await CountAsync(house, "SELECT COUNT(*) FROM candidate_apart"));

        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(reader, $"{Edition}/duplicates/together", form)).StatusCode);
        Assert.Contains("Ce sont deux personnes", await reader.GetStringAsync($"{Edition}/duplicates"));
    }

    /// <summary>So many interviews, and one that was cancelled.</summary>
    private static async Task BookedAsync(TestHouse house, Guid candidate, int interviews)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        foreach (var number in Enumerable.Range(0, interviews + 1))
            await tx.ExecuteAsync("INSERT INTO interview (id, version, edition_id, site_id, siret, candidate_id, starts_at, status, changed_at) VALUES (@Id, 1, @Id, @Id, '73282932000074', @Candidate, @Now, @Status, @Now)", new { Id = Guid.CreateVersion7(), Candidate = candidate, tx.Now, Status = number == 0 ? "cancelled" : "booked" }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static Dictionary<string, string> Ada() => new()
    {
        ["lastName"] = "Lovelace",
        ["firstName"] = "Ada",
        ["birthDate"] = "10/12/1965",
        ["phone"] = "06 12 34 56 78",
        ["email"] = "ada@example.org",
        ["site"] = "ronchin",
        ["consent"] = "true",
    };

    /// <summary>A house with an edition of two sites to come and one that is past, and an older edition; the demonstration's door lets the coordinator in.</summary>
    private static async Task<TestHouse> StartAsync()
    {
        var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        foreach (var code in (string[])["2023", "2024"])
        {
            var (edition, _) = await SaveEdition.ApplyAsync(tx, code, _ => new SaveEdition.Row { Id = Guid.CreateVersion7(), Code = code, Name = $"Tour {code}", TimeZone = "Europe/Paris" }, CancellationToken.None);
            await SaveSites.ApplyAsync(tx, edition, ((string, int)[])[("past", 1), ("ronchin", 3), ("wattrelos", 4)] is var sites ? sites.ToDictionary(site => site.Item1, site => (Func<SaveSites.Row?, SaveSites.Row>)(_ =>
                new() { Id = Guid.CreateVersion7(), EditionId = edition, Code = site.Item1, Name = char.ToUpperInvariant(site.Item1[0]) + site.Item1[1..], Date = new(2024, site.Item2, 2) })) : [], CancellationToken.None);
        }
        await tx.CommitAsync(CancellationToken.None);
        return house;
    }

    private static HttpClient Reader(TestHouse house)
    {
        var reader = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = house.Address };
        reader.DefaultRequestHeaders.Add("Accept", "text/html");
        reader.DefaultRequestHeaders.Add("Accept-Language", "fr");
        return reader;
    }

    private static async Task<HttpClient> SignedInAsync(TestHouse house)
    {
        var reader = Reader(house);
        var form = await FormAsync(reader, "/registration/demo");
        form["role"] = "coordinator";
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(reader, "/registration/demo", form)).StatusCode);
        return reader;
    }

    /// <summary>The address of a new candidate's page: Ada, but for what is given.</summary>
    private static async Task<string> AddAsync(HttpClient reader, Dictionary<string, string> other)
    {
        var form = await FormAsync(reader, $"{Edition}/candidates/new");
        foreach (var (name, value) in Ada().Concat(other))
            form[name] = value;
        var answer = await PostAsync(reader, $"{Edition}/candidates/new", form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The fields of the page's first form that is posted, as a browser would send them back.</summary>
    private static async Task<Dictionary<string, string>> FormAsync(HttpClient reader, string address)
    {
        var html = await reader.GetStringAsync(address);
        var form = html[html.IndexOf("method=\"post\"", html.IndexOf("<main", StringComparison.Ordinal), StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = new Dictionary<string, string>();
        foreach (var field in Input().Matches(form).Select(match => match.Value).Where(field => !field.Contains("type=\"checkbox\"", StringComparison.Ordinal) || field.Contains("checked", StringComparison.Ordinal)))
            fields[Name().Match(field).Groups[1].Value] = WebUtility.HtmlDecode(Value().Match(field).Groups[1].Value);
        return fields;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient reader, string address, Dictionary<string, string> form) => reader.PostAsync(address, new FormUrlEncodedContent(form));

    private static async Task<int> CountAsync(TestHouse house, string sql) => await house.Registration.QueryFirstOrDefaultAsync<int>(sql, null, CancellationToken.None);

    [GeneratedRegex("<input[^>]+>")]
    private static partial Regex Input();

    [GeneratedRegex("name=\"([^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("name=\"version\" value=\"([0-9]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("href=\"(/registration/[^\"]+/cancel)\"")]
    private static partial Regex Cancel();
}
