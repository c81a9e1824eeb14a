using System.IO.Compression;
using System.Net;
using System.Text;
using JobDating.Platform;
using JobDating.Tests.Registration.Employers;
using MiniExcelLibs;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.ListImports;

/// <summary>A coordinator sends lists as they come: columns are matched, everything is said before anything is written, nobody comes twice.</summary>
public sealed class ListImportTests
{
    private static readonly string Upload = $"{CoordinatorAtWork.Address}/import-list";

    private const string People = """
        Nom;Prénom;Né(e) le;Tél.;Courriel;Ville;Remarques
        Lovelace;Ada;10/12/1965;06 12 34 56 78;ada@example.org;Ronchin;vient en bus
        Hopper;Grace;09.12.66;0698765432;;Lille;
        ;Sans nom;;;;;
        Hamilton;Margaret;31/02/1960;12;margaret@;Lens;
        """;

    [Theory, EachEngine]
    public async Task A_list_is_matched_by_its_headers_checked_and_imported_in_its_good_rows_only_when_that_is_said(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        var import = await SendAsync(work, "candidates", "liste.csv", Encoding.Latin1.GetBytes(People), ("site", $"{work.Ronchin}"));
        var html = await work.SeeAsync(import);
        Assert.Contains("Ligne 4", html, StringComparison.Ordinal);
        Assert.Equal(0, await work.OneAsync<int>("SELECT COUNT(*) FROM candidate"));
        Assert.Equal(["1", "3", "3"], await FindingsAsync(work));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await work.FillAsync(import, $"{import}/run")).Status);
        await RunAsync(work, import, ("onlyGood", "true"));

        Assert.Equal(["Ada Lovelace 1965-12-10 +33612345678 ada@example.org Ronchin", "Grace Hopper 1966-12-09 +33698765432  Lille", "Margaret Hamilton    Lens"], await PeopleAsync(work));
        Assert.Equal(3, await work.OneAsync<int>("SELECT COUNT(*) FROM registration WHERE channel = 'staff'"));
        await NoFileIsLeftAsync(work);
        await work.House.SettleAsync();
        Assert.Equal(3, await work.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM person", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task The_same_people_are_recognised_and_what_is_known_of_them_stays(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        await RunAsync(work, await SendAsync(work, "candidates", "one.csv", "last name,first name,birth date,phone\nLovelace,Ada,10/12/1965,\nHopper,Grace,,0698765432\n"u8.ToArray()));
        var second = await SendAsync(work, "candidates", "two.csv", Encoding.UTF8.GetBytes("Nom\tPrénom\tDate de naissance\tTéléphone\tVille\nADA\tLOVELACE\t10/12/1965\t06 12 34 56 78\tRonchin\nHopper\tGrâce\t\t06 98 76 54 32\t\nHopper\tGrace\t01/01/1970\t\t\nDoe\tJane\t\t+33 6 98 76 54 32\t\nDoe\tJane\t\t+33 6 98 76 54 32\tLens\n"));
        var html = await work.SeeAsync(second);
        Assert.Contains("Déjà là : Ada Lovelace", html, StringComparison.Ordinal);
        Assert.Contains("Le même nom que Grace Hopper", html, StringComparison.Ordinal);
        Assert.Contains("Le même téléphone que Grace Hopper", html, StringComparison.Ordinal);
        await RunAsync(work, second);

        Assert.Equal(["Ada Lovelace 1965-12-10 +33612345678  Ronchin", "Grace Hopper  +33698765432  ", "Grace Hopper 1970-01-01   ", "Jane Doe  +33698765432  Lens"], await PeopleAsync(work));
        var third = await SendAsync(work, "candidates", "two.csv", Encoding.UTF8.GetBytes("Nom,Prénom,Date de naissance\nLovelace,Ada,10/12/1965\n"));
        await RunAsync(work, third);
        Assert.Equal(4, await work.OneAsync<int>("SELECT COUNT(*) FROM candidate"));
    }

    [Theory, EachEngine]
    public async Task A_spreadsheet_of_employers_brings_establishments_and_their_contacts_and_then_their_offers(Engine engine)
    {
        await using var work = await CoordinatorAtWork.StartAsync(engine);
        var sheet = Sheet(
            ["Salon de l’emploi", null, null, null, null, null],
            ["N° SIRET", "Raison sociale", "Ville", "Charte signée le", "Contact", "Mail"],
            [73282932000074d, "Acme", "Ronchin", new DateTime(2022, 11, 22), "Grace Hopper", "Grace@example.org"],
            ["404 833 048 00022", "Globex", "Lille", null, null, null],
            ["73282932000075", "Wrong", null, null, null, null]);
        var import = await SendAsync(work, "establishments", "salon.xlsx", sheet);
        Assert.Contains("SIRET valable", await work.SeeAsync(import), StringComparison.Ordinal);
        await RunAsync(work, import, ("onlyGood", "true"));

        Assert.Equal(["Globex", "Acme"], await work.AllAsync<string>("SELECT company_name FROM establishment ORDER BY siret"));
        Assert.Equal(new LocalDate(2022, 11, 22), await work.OneAsync<LocalDate>($"SELECT charter_signed_on FROM establishment WHERE siret = '{CoordinatorAtWork.Acme}'"));
        Assert.Equal("grace@example.org", await work.OneAsync<string>("SELECT email FROM partner_contact"));
        Assert.Contains(CoordinatorAtWork.Acme, await work.SeeAsync($"{CoordinatorAtWork.Address}/employers?search=grace"), StringComparison.Ordinal);

        var offers = await SendAsync(work, "offers", "offres.csv", Encoding.UTF8.GetBytes("Entreprise;Poste;Contrat;Nb postes;ROME\nACME;Boulanger;CDI temps plein;2;D1102\nAcme;boulanger;CDI;2;\nNobody;Vendeur;CDD;1;\nGlobex;Vendeur;on verra;beaucoup;vente\n"));
        await RunAsync(work, offers, ("onlyGood", "true"));
        Assert.Equal(["Boulanger CDI", "Vendeur "], await work.AllAsync<string>("SELECT CONCAT(title, ' ', contract_type) FROM offer ORDER BY title"));
    }

    private static IReadOnlyList<(string What, byte[] Bytes, string Refusal)> Hostile =>
    [
        ("empty of names", "\n\n\n"u8.ToArray(), "Empty"),
        ("one column", "hello\nworld\n"u8.ToArray(), "Empty"),
        ("header only", "Nom;Prénom\n"u8.ToArray(), "HeaderOnly"),
        ("binary", [1, 0, 2, 0, 3, 0], "NotAList"),
        ("old Excel", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "OldExcel"),
        ("a zip of something else", Zip(("readme.txt", 10)), "NotASpreadsheet"),
        ("half a zip", Zip(("xl/workbook.xml", 5000))[..40], "Damaged"),
        ("a zip bomb", Zip(("xl/workbook.xml", 10), ("xl/sharedStrings.xml", 160 * 1024 * 1024)), "TooLargeInside"),
        ("a workbook that is none", Zip(("xl/workbook.xml", 10), ("[Content_Types].xml", 10)), "Damaged"),
        ("too wide", Encoding.UTF8.GetBytes(string.Join(';', Enumerable.Range(0, 300)) + "\n1;2\n"), "TooManyColumns"),
    ];

    [Fact]
    public async Task What_is_no_list_is_refused_with_a_sentence_and_not_kept()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        foreach (var (what, bytes, refusal) in Hostile)
        {
            var (status, import) = await work.UploadAsync(Upload, $"{what}.xlsx", bytes, ("kind", "candidates"));

            Assert.True(status == HttpStatusCode.SeeOther, what);
            Assert.Equal((what, refusal), (what, await work.OneAsync<string>($"SELECT refusal FROM list_import WHERE id = '{import.Split('/')[^1].ToUpperInvariant()}'")));
            Assert.Contains("Refusée", await work.SeeAsync(import), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(work.House.Data, "lists")));
        }
    }

    [Fact]
    public async Task Formulas_quotes_duplicate_headers_and_markup_are_text()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var import = await SendAsync(work, "candidates", "<b>odd</b>.csv", Encoding.UTF8.GetBytes("\uFEFFNom,Nom,Prénom\n=1+1,x,\"<script>alert(1)</script>\"\n\"Lovelace, Ada\",y,\"Ada \"\"A\"\"\"\nBroken,z,\"no end\n"));
        await RunAsync(work, import, ("onlyGood", "true"));

        Assert.Equal(["=1+1 <script>alert(1)</script>", "Lovelace, Ada Ada \"A\""], await work.AllAsync<string>("SELECT CONCAT(last_name, ' ', first_name) FROM candidate ORDER BY last_name"));
        Assert.Equal("Quotes", await work.OneAsync<string>("SELECT rule_name FROM list_import_finding WHERE is_notice = 0"));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_and_a_post_without_our_form_are_refused()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var form = await work.SeeAsync(Upload);
        using var stranger = work.House.Client(asAdministrator: false);
        using var content = new MultipartFormDataContent { { new ByteArrayContent(new byte[10]), "file", "x.csv" } };
        Assert.NotEqual(HttpStatusCode.SeeOther, (await stranger.PostAsync(Upload, content)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await work.UploadAsync(Upload, "x.csv", [], ("kind", "candidates"))).Status);
        Assert.Contains("name=\"kind\"", form, StringComparison.Ordinal);
        Assert.Equal(0, await work.OneAsync<int>("SELECT COUNT(*) FROM list_import"));
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_after_the_last_row_it_wrote()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var list = new StringBuilder("Nom;Prénom;Mail\n");
        for (var i = 0; i < 1200; i++)
            list.Append("Person").Append(i).Append(";Ada;p").Append(i).Append("@example.org\n");
        var import = await SendAsync(work, "candidates", "many.csv", Encoding.UTF8.GetBytes(list.ToString()));
        await RunAsync(work, import);
        Assert.Equal(1200, await work.OneAsync<int>("SELECT COUNT(*) FROM candidate"));

        // As if the process had died after its first batch, with the file still there.
        var id = Guid.Parse(import.Split('/')[^1]);
        Directory.CreateDirectory(Path.Combine(work.House.Data, "lists"));
        await File.WriteAllTextAsync(Path.Combine(work.House.Data, "lists", $"{id:N}"), list.ToString());
        await using (var tx = await work.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            foreach (var table in (string[])["candidate_line", "candidate_word", "candidate_key"])
                await tx.ExecuteAsync($"DELETE FROM {table} WHERE candidate_id IN (SELECT id FROM candidate WHERE last_name IN @Names)", new { Names = Enumerable.Range(500, 700).Select(i => $"Person{i}") }, CancellationToken.None);
            await tx.ExecuteAsync("DELETE FROM candidate WHERE last_name IN @Names", new { Names = Enumerable.Range(500, 700).Select(i => $"Person{i}") }, CancellationToken.None);
            await tx.ExecuteAsync("UPDATE list_import SET status = 'writing', through = 501, written = 500, claimed_until = @Now", new { tx.Now }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await WaitAsync(work, import);
        Assert.Equal(1200, await work.OneAsync<int>("SELECT COUNT(DISTINCT last_name) FROM candidate"));
        Assert.Equal(1200, await work.OneAsync<int>("SELECT COUNT(*) FROM candidate"));
        Assert.Equal(1200, await work.OneAsync<int>("SELECT written FROM list_import"));
    }

    /// <summary>Uploads, keeps the columns as guessed, and waits for the dry run; the import's address.</summary>
    private static async Task<string> SendAsync(CoordinatorAtWork work, string kind, string file, byte[] bytes, params (string, string?)[] match)
    {
        var (status, import) = await work.UploadAsync(Upload, file, bytes, ("kind", kind));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        (status, var text) = await work.FillAsync(import, $"{import}/match", match);
        Assert.True(status == HttpStatusCode.SeeOther, text);
        await WaitAsync(work, import);
        return import;
    }

    private static async Task RunAsync(CoordinatorAtWork work, string import, params (string, string?)[] fields)
    {
        var (status, text) = await work.FillAsync(import, $"{import}/run", fields);
        Assert.True(status == HttpStatusCode.SeeOther, text);
        await WaitAsync(work, import);
        Assert.Equal("done", await work.OneAsync<string>($"SELECT status FROM list_import WHERE id = '{import.Split('/')[^1].ToUpperInvariant()}'"));
    }

    private static async Task WaitAsync(CoordinatorAtWork work, string import)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await work.OneAsync<string>($"SELECT status FROM list_import WHERE id = '{import.Split('/')[^1].ToUpperInvariant()}'") is not ("waiting" or "checking" or "ready" or "writing"))
                return;
            await Task.Delay(50);
        }
        Assert.Fail($"{import} was still running after 30 seconds.");
    }

    /// <summary>The file goes once the last row is committed, so a moment after the import says that it is done.</summary>
    private static async Task NoFileIsLeftAsync(CoordinatorAtWork work)
    {
        for (var i = 0; i < 200 && Directory.EnumerateFiles(Path.Combine(work.House.Data, "lists")).Any(); i++)
            await Task.Delay(50);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(work.House.Data, "lists")));
    }

    private static async Task<IEnumerable<string>> FindingsAsync(CoordinatorAtWork work) =>
    [
        .. await work.AllAsync<string>("SELECT CONCAT('', COUNT(*)) FROM list_import_finding WHERE is_notice = 0"),
        .. await work.AllAsync<string>("SELECT CONCAT('', COUNT(*)) FROM list_import_finding WHERE is_notice = 1"),
        .. await work.AllAsync<string>("SELECT CONCAT('', good_count + known_count) FROM list_import"),
    ];

    private static Task<IReadOnlyList<string>> PeopleAsync(CoordinatorAtWork work) =>
        work.AllAsync<string>("SELECT CONCAT(first_name, ' ', last_name, ' ', birth_date, ' ', phone, ' ', email, ' ', commune) FROM candidate ORDER BY first_name, birth_date");

    private static byte[] Sheet(params object?[][] rows)
    {
        using var file = new MemoryStream();
        MiniExcel.SaveAs(file, rows.Select(row => row.Select((cell, i) => (Name: $"c{i}", Cell: cell)).ToDictionary(cell => cell.Name, cell => cell.Cell)), printHeader: false);
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, int Zeros)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, zeros) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                for (var written = 0; written < zeros; written += 65536)
                    entry.Write(new byte[Math.Min(65536, zeros - written)]);
            }
        return file.ToArray();
    }
}
