using System.Net.Http.Json;
using System.Text.Json;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// An edition of the demonstration house, each journey's own: Ronchin was yesterday, Tourcoing is in two weeks, from 9:00 to 10:00 with interviews of ten minutes. Acme has one table at each,
/// and a baker's post; Globex one at Tourcoing, and a cook's post. Ada was to meet Acme at Ronchin, and nobody has noted what came of it.
/// </summary>
internal sealed class SiteToBook : IDisposable
{
    private readonly Demo _demo;
    private readonly HttpClient _http;
    private readonly WrittenArchive _archive = new();
    private JsonElement _site;

    private SiteToBook(Demo demo, string code)
    {
        (_demo, _http, Code) = (demo, demo.Client(), code);
        var (yesterday, date) = (Show(ComingEdition.Today.PlusDays(-1)), Show(ComingEdition.Today.PlusDays(14)));
        _archive
            .With("edition.csv", "code,name,time_zone", $"{code},Tour {code},Europe/Paris")
            .With("sites.csv", "code,name,commune,address,date,opens_at,closes_at,interview_minutes",
                $"ronchin,Ronchin,Ronchin,Salle des fêtes,{yesterday},09:00,17:00,10", $"tourcoing,Tourcoing,Tourcoing,Halle aux sports,{date},09:00,10:00,10")
            .With("establishments.csv", "siret,company_name", $"{WrittenArchive.Acme},Acme", $"{WrittenArchive.Globex},Globex")
            .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{WrittenArchive.Acme},1,present", $"tourcoing,{WrittenArchive.Acme},1,expected", $"tourcoing,{WrittenArchive.Globex},1,expected")
            .With("offers.csv", "code,siret,title,contract_type,positions", $"O1,{WrittenArchive.Acme},Boulanger,CDI,2", $"O2,{WrittenArchive.Globex},Cuisinière,CDD,1")
            .With("candidates.csv", "code,last_name,first_name,phone", "C1,Lovelace,Ada,0639980001")
            .With("registrations.csv", "candidate_code,site_code,registered_at,channel,received_at", $"C1,ronchin,{Show(ComingEdition.Today.PlusDays(-5))}T10:00,staff,{yesterday}T09:05")
            .With("interviews.csv", "code,site_code,siret,table,candidate_code,starts_at,minutes,status", $"I1,ronchin,{WrittenArchive.Acme},1,C1,{yesterday}T09:10,10,booked");
    }

    public string Code { get; }

    /// <summary>Tourcoing's.</summary>
    public Guid Id => _site.GetProperty("site").GetProperty("id").GetGuid();

    /// <summary>Tourcoing's pages of Scheduling.</summary>
    public string Path => $"/scheduling/editions/{Code}/sites/tourcoing";

    public static async Task<SiteToBook> MakeAsync(Demo demo, string code)
    {
        var site = new SiteToBook(demo, code);
        await site.SendAsync("/registration/api/editions/import", new ByteArrayContent(await File.ReadAllBytesAsync(site._archive.Zip())));
        await demo.SettleAsync();
        site._site = await site._http.GetFromJsonAsync<JsonElement>($"/registration/api/editions/{code}/sites/tourcoing");
        return site;
    }

    /// <summary>Registers at Tourcoing by the form that is there for everybody, as somebody without account; the offers by their titles, most wanted first.</summary>
    public async Task RegisterAsync(string firstName, string lastName, params string[] offers)
    {
        var address = $"/registration/api/sites/{Id}/register";
        var page = await _http.GetFromJsonAsync<JsonElement>(address);
        page = await GoOnAsync(new() { ["step"] = "who", ["go"] = "where", ["firstName"] = firstName, ["lastName"] = lastName, ["birthDate"] = "24/06/1967", ["email"] = $"{firstName}.{lastName}@example.org" });
        page = await GoOnAsync(new() { ["step"] = "where", ["go"] = "offers", ["site"] = $"{Id}" });
        var chosen = new Dictionary<string, string> { ["step"] = "offers", ["go"] = "register", ["consentRegistration"] = "true" };
        foreach (var (offer, rank) in offers.Select((offer, at) => (offer, at + 1)))
            chosen[$"rank-{page.GetProperty("offers").GetProperty("offers").EnumerateArray().First(row => row.GetProperty("title").GetString() == offer).GetProperty("id").GetGuid():N}"] = $"{rank}";
        await GoOnAsync(chosen);
        await _demo.SettleAsync();

        async Task<JsonElement> GoOnAsync(Dictionary<string, string> answers)
        {
            answers["draft"] = page.GetProperty("sealed").GetString()!;
            return await SendAsync(address, JsonContent.Create(answers));
        }
    }

    /// <summary>Invites that establishment's contact; the link of the mail, as an administrator of a house without mail server reads it.</summary>
    public async Task<string> EmployerLinkAsync(string siret, string language)
    {
        var mail = $"hank.{Code}@example.org";
        await SendAsync($"/registration/api/editions/{Code}/employers/{siret}/contacts/new", JsonContent.Create(new { name = "Hank", email = mail, language }));
        await SendAsync($"/registration/api/editions/{Code}/invitations/employers/send", JsonContent.Create(new { who = "all" }));
        await using var administrator = await _demo.VisitAsync();
        await administrator.LookAsAsync("administrator");
        await administrator.Page.GotoAsync($"/registration/mails?search={Uri.EscapeDataString(mail)}");
        await administrator.See("main tbody a").ClickAsync();
        var text = await administrator.See(".mail-text").InnerTextAsync();
        return new Uri(text.Split((string[])[" ", "\n"], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains("/in/", StringComparison.Ordinal))).AbsolutePath;
    }

    /// <summary>Only two rounds are left at each table: from 9:00 to 9:20.</summary>
    public async Task TwoRoundsAsync()
    {
        var tables = await _http.GetFromJsonAsync<JsonElement>($"/scheduling/api/editions/{Code}/sites/tourcoing/tables");
        foreach (var table in tables.GetProperty("tables").EnumerateArray())
            await SendAsync($"/scheduling/api/editions/{Code}/sites/tourcoing/tables/{table.GetProperty("id").GetGuid()}", JsonContent.Create(new { version = "0", closesAt = "09:20", confirmed = "true" }));
    }

    public void Dispose()
    {
        _http.Dispose();
        _archive.Dispose();
    }

    private static string Show(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private async Task<JsonElement> SendAsync(string path, HttpContent content)
    {
        using var answer = await _http.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }
}
