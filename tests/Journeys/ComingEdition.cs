using JobDating.Tests.Registration.Imports;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// An edition of the demonstration house that is still to come, each journey's own: Ronchin and Tourcoing, Acme with a baker's and a cook's post, the structures Emploi
/// and Mission. Alan comes from Mission, Grace and Ada from nobody.
/// </summary>
internal sealed class ComingEdition : IDisposable
{
    private readonly Demo _demo;
    private readonly HttpClient _http;
    private readonly WrittenArchive _archive = new();

    private ComingEdition(Demo demo, string code, LocalDate date)
    {
        (_demo, _http, Code, Date) = (demo, demo.Client(), code, date);
        var registered = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(Today.PlusDays(-3).At(new LocalTime(10, 0)));
        _archive
            .With("edition.csv", "code,name,time_zone", $"{code},{Name},Europe/Paris")
            .With("sites.csv", "code,name,commune,address,date,opens_at,closes_at,interview_minutes",
                $"ronchin,Ronchin,Ronchin,Salle des fêtes,{LocalDatePattern.Iso.Format(date)},09:00,17:00,10", $"tourcoing,Tourcoing,Tourcoing,Halle aux sports,{LocalDatePattern.Iso.Format(date.PlusDays(14))},09:00,17:00,10")
            .With("establishments.csv", "siret,company_name", $"{WrittenArchive.Acme},Acme")
            .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{WrittenArchive.Acme},2,expected", $"tourcoing,{WrittenArchive.Acme},1,expected")
            .With("offers.csv", "code,siret,title,contract_type,positions", $"O1,{WrittenArchive.Acme},Boulanger,CDI,2", $"O2,{WrittenArchive.Acme},Cuisinière,CDD,1")
            .With("structures.csv", "code,name", "S1,Emploi", "S2,Mission")
            .With("candidates.csv", "code,last_name,first_name,phone,structure_code", "C1,Lovelace,Ada,0639980001,", "C2,Hopper,Grace,0639980002,", "C3,Turing,Alan,0639980003,S2")
            .With("registrations.csv", "candidate_code,site_code,registered_at,channel", $"C1,ronchin,{registered},staff", $"C2,ronchin,{registered},staff", $"C3,ronchin,{registered},prescriber");
    }

    public static LocalDate Today => SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]).Date;

    public string Code { get; }

    /// <summary>Ronchin's; Tourcoing is two weeks later.</summary>
    public LocalDate Date { get; }

    public string Name => $"Tour {Code}";

    public string Path => $"/registration/editions/{Code}";

    public static async Task<ComingEdition> MakeAsync(Demo demo, string code, LocalDate date)
    {
        var edition = new ComingEdition(demo, code, date);
        await edition.ImportAsync();
        return edition;
    }

    /// <summary>The desk at Ronchin has received them.</summary>
    public async Task ReceiveAsync(params string[] candidates)
    {
        var now = InstantPattern.General.Format(SystemClock.Instance.GetCurrentInstant());
        _archive.With("registrations.csv", ["candidate_code,site_code,registered_at,channel,received_at", .. candidates.Select(code => $"{code},ronchin,{now},staff,{now}")]);
        await ImportAsync();
    }

    /// <summary>What Outcomes counts today, once it has heard everything.</summary>
    public async Task<string> BilanAsync()
    {
        await _demo.SettleAsync();
        return await _http.GetStringAsync($"/outcomes/api/editions/{Code}/bilan?asOf={LocalDatePattern.Iso.Format(Today)}");
    }

    /// <summary>Where anybody registers, as the coordinator reads it on the site's page to publish it.</summary>
    public async Task<string> RegisterAddressAsync()
    {
        await using var coordinator = await _demo.VisitAsync();
        await coordinator.LookAsAsync("coordinator");
        await coordinator.Page.GotoAsync($"{Path}/sites/ronchin");
        return (await coordinator.See("main a[href$='/register']").GetAttributeAsync("href"))!;
    }

    /// <summary>The personal link in the newest mail to that address, as an administrator of a house without mail server reads it.</summary>
    public async Task<string> LinkInMailAsync(string address, string language)
    {
        await using var administrator = await _demo.VisitAsync();
        await administrator.LookAsAsync("administrator");
        await administrator.Page.GotoAsync($"/registration/mails?search={Uri.EscapeDataString(address)}");
        await administrator.See("main tbody a").ClickAsync();
        var text = await administrator.See(".mail-text").InnerTextAsync();
        Assert.StartsWith(language == "en" ? "Hello" : "Bonjour", text);
        var link = text.Split((string[])[" ", "\n"], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains("/in/", StringComparison.Ordinal));
        return new Uri(link).AbsolutePath;
    }

    /// <summary>The id of the candidate of that name, from the address of their page.</summary>
    public async Task<string> CandidateAsync(string name)
    {
        await using var coordinator = await _demo.VisitAsync();
        await coordinator.LookAsAsync("coordinator");
        await coordinator.Page.GotoAsync($"{Path}/candidates?search={name}");
        return (await coordinator.See("main tbody a").GetAttributeAsync("href"))!.Split('/')[^1];
    }

    public static async Task<string> DownloadAsync(Visitor visitor, Func<Task> ask)
    {
        var file = await visitor.Page.RunAndWaitForDownloadAsync(ask);
        return await File.ReadAllTextAsync(await file.PathAsync());
    }

    public void Dispose()
    {
        _http.Dispose();
        _archive.Dispose();
    }

    private async Task ImportAsync()
    {
        var answer = await _http.PostAsync("/registration/api/editions/import", new ByteArrayContent(await File.ReadAllBytesAsync(_archive.Zip())));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await _demo.SettleAsync();
    }
}
