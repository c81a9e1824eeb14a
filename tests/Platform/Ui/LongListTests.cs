using System.Diagnostics;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>The list that services/README.md recommends, over 100,000 people: as fast at its end as at its beginning, whatever is sought.</summary>
public sealed class LongListTests
{
    private const int People = 100_000;

    private const string Matches = """
          AND EXISTS (SELECT 1 FROM person_word w WHERE w.person_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM person_word w WHERE w.person_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM person_word w WHERE w.person_id = c.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string Order = """
          AND c.sort_name >= @Key AND (c.sort_name > @Key OR c.code > @Code)
        ORDER BY c.sort_name, c.code
        LIMIT @Take
        """;

    private const string ListSql = $"""
        SELECT c.code, c.sort_name
        FROM person c
        WHERE c.edition_id = @EditionId
          AND EXISTS (SELECT 1 FROM person_word w WHERE w.person_id = c.id AND w.word >= @From1 AND w.word < @To1)
        {Matches}
        {Order}
        """;

    private const string FoundSql = $"""
        SELECT c.code, c.sort_name
        FROM (SELECT DISTINCT person_id FROM person_word WHERE edition_id = @EditionId AND word >= @From1 AND word < @To1) f
        JOIN person c ON c.id = f.person_id
        WHERE c.edition_id = @EditionId
        {Matches}
        {Order}
        """;

    private static readonly string[] First = ["Ada", "Grace", "Edsger", "Barbara", "Alan", "Zoé", "Marie-Jo", "André", "Chloé", "Mélanie"];

    private sealed record Row
    {
        public required string Code { get; init; }
        public required string SortName { get; init; }
    }

    [Theory, EachEngine]
    public async Task A_hundred_thousand_rows_answer_like_a_hundred(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var _ = folder;
        var edition = Guid.CreateVersion7();
        await MakeAsync(database, edition);

        var (_, first) = await FastAsync("", null);
        Assert.Equal(51, first.Count);
        var (_, deep) = await FastAsync("", new ListCursor("nom99000", "c99000"));
        Assert.Equal("c99001", deep[0].Code);
        var (_, rare) = await FastAsync("ZOE nom12345", null);
        Assert.Equal(["c12345"], rare.Select(row => row.Code));
        var (_, common) = await FastAsync("zo", null);
        Assert.Equal(51, common.Count);
        var (_, wide) = await FastAsync("nom1 zoe", null);
        Assert.Equal(51, wide.Count);
        var (_, none) = await FastAsync("zz", null);
        Assert.Empty(none);
        var (_, phone) = await FastAsync("06 00 01 23 45", null);
        Assert.Equal(["c12345"], phone.Select(row => row.Code));

        async Task<(TimeSpan Taken, IReadOnlyList<Row> Rows)> FastAsync(string search, ListCursor? after)
        {
            var choice = Choice(search, after);
            var best = TimeSpan.MaxValue;
            IReadOnlyList<Row> rows = [];
            for (var again = 0; again < 3; again++)
            {
                var clock = Stopwatch.StartNew();
                var words = choice.Words;
                rows = await database.AllAsync<Row>(words.FindsFew ? FoundSql : ListSql, new
                {
                    EditionId = edition,
                    words.From1,
                    words.To1,
                    words.From2,
                    words.To2,
                    words.From3,
                    words.To3,
                    words.From4,
                    words.To4,
                    choice.Key,
                    choice.Code,
                    choice.Take,
                });
                best = clock.Elapsed < best ? clock.Elapsed : best;
            }
            TestContext.Current.SendDiagnosticMessage($"\"{search}\" after {after?.Code}: {best.TotalMilliseconds:0.0} ms");
            Assert.True(best < TimeSpan.FromSeconds(10), $"\"{search}\" took {best}.");
            return (best, rows);
        }
    }

    private static ListChoice Choice(string search, ListCursor? after)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/list";
        http.Request.QueryString = new QueryString($"?search={Uri.EscapeDataString(search)}&after={after?.Word}");
        return ListChoice.Read(http, ["name"]);
    }

    private static async Task MakeAsync(TryoutDatabase database, Guid edition)
    {
        await database.RunAsync("CREATE TABLE person (id uniqueidentifier NOT NULL PRIMARY KEY, edition_id uniqueidentifier NOT NULL, code nvarchar(64) NOT NULL, sort_name nvarchar(200) NOT NULL, first_word nvarchar(60) NOT NULL, phone_word nvarchar(60) NOT NULL)");
        await database.RunAsync("CREATE INDEX ix_person_name ON person (edition_id, sort_name, code)");
        await database.RunAsync("CREATE TABLE person_word (edition_id uniqueidentifier NOT NULL, word nvarchar(60) NOT NULL, person_id uniqueidentifier NOT NULL, PRIMARY KEY (edition_id, word, person_id))");
        await database.RunAsync("CREATE INDEX ix_person_word_person ON person_word (person_id, word)");
        await database.RunAsync("INSERT INTO person (id, edition_id, code, sort_name, first_word, phone_word) VALUES (@Id, @EditionId, @Code, @SortName, @FirstWord, @PhoneWord)", Enumerable.Range(0, People).Select(number => new
        {
            Id = Guid.CreateVersion7(),
            EditionId = edition,
            Code = $"c{number:00000}",
            SortName = $"nom{number:00000}",
            FirstWord = FoldedWords.Of(First[number % 10])[0],
            PhoneWord = PhoneText.Words($"06 00 0{number / 10000} {number / 100 % 100:00} {number % 100:00}")[0],
        }).ToList());
        foreach (var column in (string[])["sort_name", "first_word", "phone_word"])
            await database.RunAsync($"INSERT INTO person_word (edition_id, word, person_id) SELECT edition_id, {column}, id FROM person");
    }
}
