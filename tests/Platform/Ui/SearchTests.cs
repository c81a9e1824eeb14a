using CsCheck;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>Folded words, and where a list goes on.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("Lefèvre", "lefevre")]
    [InlineData("D’Hœr-Müller", "d hoer muller")]
    [InlineData("STRAẞE Straße", "strasse")]
    [InlineData("Æsir Łódź Søren İzmir ılgaz", "aesir lodz soren izmir ilgaz")]
    [InlineData("06 12 34 56 78", "0612345678")]
    [InlineData("06.12.34.56.78 / 03-20-11-22-33", "0612345678 0320112233")]
    [InlineData("356 000 000 00048", "35600000000048")]
    [InlineData("12 rue de Lille, 59000", "12 rue de lille 59000")]
    [InlineData("31/12/2023", "31 12 2023")]
    [InlineData("e\u0301te\u0301 Ｆｕｌｌ ﬁn", "ete full fin")]
    [InlineData("\uD800 \uFFFF \u202E a\u0000b 😀", "a b")]
    [InlineData(null, "")]
    [InlineData("%_'--", "")]
    public void Words_lose_case_accents_and_punctuation(string? text, string words) => Assert.Equal(words, string.Join(' ', FoldedWords.Of(text)));

    [Fact]
    public void Folding_twice_is_folding_once_and_every_word_fits_its_column() =>
        Gen.String.Sample(text =>
        {
            var words = FoldedWords.Of(text);
            Assert.All(words, word => Assert.True(word.Length is > 0 and <= FoldedWords.LongestWord && word.All(char.IsLetterOrDigit)));
            Assert.All(words, word => Assert.Equal([word], FoldedWords.Of(word)));
            Assert.Equal(words.Count, words.Distinct().Count());
        }, iter: 20_000);

    [Fact]
    public void Huge_text_makes_few_words()
    {
        Assert.Equal(FoldedWords.LongestWord, Assert.Single(FoldedWords.Of(new string('a', 4_000_000))).Length);
        Assert.True(FoldedWords.Of(string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"w{number}"))).Count <= 40);
    }

    [Fact]
    public void The_longest_word_is_sought_first_and_an_unused_range_holds_every_word()
    {
        var sought = new SoughtWords("Jo Lefèvre");
        Assert.Equal(("lefevre", "lefevre\uFFFF"), (sought.From1, sought.To1));
        Assert.Equal(("jo", "jo\uFFFF"), (sought.From2, sought.To2));
        Assert.Equal(("", "\uFFFF"), (sought.From3, sought.To3));
        Assert.True(sought.FindsFew);
        Assert.False(new SoughtWords("jo").FindsFew);
        Assert.True(new SoughtWords(" ' ").None);
    }

    [Theory]
    [InlineData("lefevre zoe", "C-1")]
    [InlineData("", "")]
    [InlineData("é/+&=?\u00A0", "ü")]
    public void A_cursor_comes_back_as_it_went(string key, string code)
    {
        var cursor = new ListCursor(key, code);
        Assert.Equal(cursor, ListCursor.Read(cursor.Word));
        Assert.Equal(cursor.Word, Uri.EscapeDataString(cursor.Word));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("____")]
    [InlineData("' OR 1=1 --")]
    [InlineData("a b")]
    public void A_nonsense_cursor_is_the_first_page(string? word) => Assert.Null(ListCursor.Read(word));

    [Fact]
    public void Any_cursor_is_read_without_a_fall() =>
        Gen.String.Sample(word =>
        {
            _ = ListCursor.Read(word);
            _ = ListCursor.Read(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(word)));
        }, iter: 20_000);

    [Fact]
    public void What_is_chosen_is_read_from_the_address_and_kept_in_its_links()
    {
        var choice = Read("?search=Ren%C3%A9e&sort=date&direction=down&site=RON&status=" + new string('x', 300), ["name", "date"], "site", "status");
        Assert.Equal(("Renée", "date", true), (choice.Search, choice.Sort, choice.Descending));
        Assert.Equal(("RON", null), (choice.Filter("site"), choice.Filter("status")));
        Assert.Equal("/list?search=Ren%C3%A9e&site=RON&sort=date&direction=down", choice.First);
        Assert.Equal("/list?search=Ren%C3%A9e&site=RON&sort=date&direction=up", choice.By("date"));
        Assert.Contains("&after=", choice.Next(new ListCursor("2023-03-14", "x")));
        Assert.Equal("/list.csv?search=Ren%C3%A9e&site=RON&sort=date&direction=down", choice.All("/list.csv"));
    }

    [Fact]
    public void Nonsense_is_as_if_it_were_not_there()
    {
        var choice = Read("?sort=;drop&direction=sideways&after=xx&search=" + new string('a', 5000), ["-date", "name"]);
        Assert.Equal(("date", true), (choice.Sort, choice.Descending));
        Assert.Equal(200, choice.Search.Length);
        Assert.Null(choice.After);
        Assert.Equal(("\uFFFF", new LocalDate(9999, 12, 31), int.MaxValue), (choice.Key, choice.KeyDate, choice.KeyNumber));
        Assert.Equal(("", int.MinValue), (Read("", ["name"]).Key, Read("?after=eA", ["name"]).KeyNumber));
    }

    private static ListChoice Read(string query, IReadOnlyList<string> sorts, params IReadOnlyList<string> filters)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/list";
        http.Request.QueryString = new QueryString(query);
        return ListChoice.Read(http, sorts, filters);
    }
}
