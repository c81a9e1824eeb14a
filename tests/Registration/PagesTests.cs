using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.AllInOne.Demo;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Registration;

/// <summary>Registration's pages as a browser gets them, over the demo's edition.</summary>
public sealed partial class PagesTests(PagesTests.DemoHouse demo) : IClassFixture<PagesTests.DemoHouse>
{
    private const int LargestPage = 60 * 1024;

    /// <summary>The house with the demo's edition in it, its pages open, and its one import.</summary>
    public sealed class DemoHouse : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-pages-").FullName;

        public TestHouse House { get; private set; } = null!;
        public string Folder => _folder;
        public string Import { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            DemoArchive.Write(_folder);
            House = await TestHouse.StartAsync(listen: true);
            await House.ImportAsync(_folder);
            using var reader = Reader("fr");
            Import = ImportAddress().Match(await reader.GetStringAsync("/registration/import")).Value;
        }

        public HttpClient Reader(string language)
        {
            var reader = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = House.Address };
            reader.DefaultRequestHeaders.Authorization = new("Bearer", TestHouse.Token);
            reader.DefaultRequestHeaders.Add("Accept", "text/html");
            reader.DefaultRequestHeaders.Add("Accept-Language", language);
            return reader;
        }

        public async ValueTask DisposeAsync()
        {
            await House.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    public static TheoryData<string, string> Pages { get; } = new(
        from language in (string[])["fr", "en"]
        from page in (string[])["/", "/registration/editions", "/registration/editions/2023", "/registration/editions/2023?search=barœul&sort=received", "/registration/import", "an import"]
        select (language, page));

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_page_answers_in_both_languages_is_small_and_has_no_inline_style_or_script(string language, string page)
    {
        using var reader = demo.Reader(language);
        using var answer = await reader.GetAsync(page == "an import" ? demo.Import : page);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"<html lang=\"{language}\">", html);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1000, LargestPage);
        Assert.DoesNotContain("style=", html);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("http-equiv=\"refresh\"", html);
    }

    [Fact]
    public async Task The_style_sheet_is_small_too_and_may_be_kept()
    {
        using var reader = demo.Reader("fr");
        using var answer = await reader.GetAsync(PageFrame.StylePath);

        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1000, LargestPage);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_editions_page_shows_each_edition_with_its_sites()
    {
        using var reader = demo.Reader("fr");
        var html = await reader.GetStringAsync("/");

        Assert.Contains("Job Dating Tour 2023", html);
        Assert.Contains("du 14 mars au 10 octobre 2023", html);
        Assert.Contains("<dd>950</dd>", html);
        Assert.Contains("<dd>116</dd>", html);
        Assert.Contains("Mons-en-Barœul", html);
        Assert.Contains("href=\"/outcomes/editions/2023/bilan\"", html);
    }

    [Fact]
    public async Task The_edition_page_counts_each_site_and_the_whole()
    {
        using var reader = demo.Reader("fr");
        var html = await reader.GetStringAsync("/registration/editions/2023");

        Assert.Contains("mardi 14 mars 2023", html);
        Assert.Contains("de 9h00 à 17h00", html);
        Assert.Contains("<dd>274</dd>", html);
        Assert.Contains("de 87 entreprises", html);

        var csv = await reader.GetStringAsync("/registration/editions/2023/sites.csv");
        var sites = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => string.Join(' ', cells[^9..^6]));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["wambrechies"] = "148 140 40",
                ["mons-en-baroeul"] = "174 165 48",
                ["ronchin"] = "158 150 43",
                ["wattrelos"] = "152 145 42",
                ["val-de-marque"] = "137 130 37",
                ["tourcoing"] = "231 220 64",
            },
            sites);
    }

    [Fact]
    public async Task The_search_for_a_site_ignores_accents_and_case()
    {
        using var reader = demo.Reader("fr");
        var csv = await reader.GetStringAsync("/registration/editions/2023/sites.csv?search=HÀLLE");

        Assert.Equal(2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("tourcoing,", csv);
        Assert.Contains("Rien ne correspond à « atlantis »", PageText.Plain(await reader.GetStringAsync("/registration/editions/2023?search=atlantis")));
    }

    [Theory]
    [InlineData("fr", "Il n’y a pas d’édition « atlantis ».")]
    [InlineData("en", "There is no edition “atlantis”.")]
    public async Task An_unknown_edition_is_404_and_a_sentence(string language, string sentence)
    {
        using var reader = demo.Reader(language);
        foreach (var page in (string[])["/registration/editions/atlantis", "/registration/editions/atlantis/sites.csv"])
        {
            using var answer = await reader.GetAsync(page);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(sentence, PageText.Plain(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task An_archive_sent_by_the_form_is_imported_and_its_page_shows_the_end()
    {
        using var reader = demo.Reader("fr");
        using var answer = await reader.PostAsync("/registration/import", Form(await TokenAsync(reader), Zip(demo.Folder)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var html = await OverAsync(reader, answer.Headers.Location!);
        Assert.Contains("terminé", html);
        Assert.Contains("/registration/editions/2023", html);
    }

    [Fact]
    public async Task A_refused_archive_shows_its_findings_and_gives_them_as_csv()
    {
        using var reader = demo.Reader("fr");
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteAsync(zip, "edition.csv", "code,name,time_zone\n2031,Tournée,Europe/Paris\n");
            await WriteAsync(zip, "sites.csv", "code,name,date\n" + string.Concat(Enumerable.Range(0, 600).Select(number => $"s{number},=cmd|{new string('é', 150)},2031-02-30\n")));
        }

        using var answer = await reader.PostAsync("/registration/import", Form(await TokenAsync(reader), archive.ToArray()));
        var html = await OverAsync(reader, answer.Headers.Location!);

        Assert.Contains("Rien n’a été écrit : 600 erreurs", PageText.Plain(html));
        Assert.Contains("Ce n’est pas une date qui existe", html);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(html) <= LargestPage);
        var csv = await reader.GetStringAsync($"{answer.Headers.Location}/findings.csv");
        Assert.Equal(601, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_form_without_the_page_s_token_is_refused_in_a_sentence()
    {
        await demo.House.AccountAsync(Staff.Grace, Role.Coordinator);
        using var her = await demo.House.SignedInAsync(Staff.Grace);
        var before = await CountAsync();
        using var answer = await her.PostAsync("/registration/import", [("dryRun", "true")]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This form could not be verified", await answer.Content.ReadAsStringAsync());
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_form_without_a_file_says_so_at_the_field_and_on_top()
    {
        using var reader = demo.Reader("fr");
        using var answer = await reader.PostAsync("/registration/import", Form(await TokenAsync(reader), null));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("<a href=\"#archive\">Choisissez une archive", html);
        Assert.Contains("aria-invalid=\"true\"", html);
    }

    private async Task<int> CountAsync() => await demo.House.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM edition_import", null, CancellationToken.None);

    private static async Task<string> TokenAsync(HttpClient reader) => Token().Match(await reader.GetStringAsync("/registration/import")).Groups[1].Value;

    private static MultipartFormDataContent Form(string? token, byte[]? zip)
    {
        var form = new MultipartFormDataContent();
        if (token is not null)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        if (zip is not null)
            form.Add(new ByteArrayContent(zip), "archive", "archive.zip");
        return form;
    }

    private static byte[] Zip(string folder)
    {
        using var archive = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, archive);
        return archive.ToArray();
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text)
    {
        await using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        await writer.WriteAsync(text);
    }

    /// <summary>The import's page, once it no longer refreshes itself.</summary>
    private static async Task<string> OverAsync(HttpClient reader, Uri page)
    {
        for (var look = 0; look < 600; look++)
        {
            var html = await reader.GetStringAsync(page);
            if (!html.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal))
                return html;
            await Task.Delay(50);
        }
        throw new TimeoutException("The import was not over after 30 seconds.");
    }

    [GeneratedRegex("/registration/imports/[0-9a-f-]+")]
    private static partial Regex ImportAddress();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
