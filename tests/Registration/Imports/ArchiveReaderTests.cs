using JobDating.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class ArchiveReaderTests
{
    private static readonly DateTimeZone _paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    [Theory]
    [InlineData("code,last_name,first_name\nC1,Lovelace,Ada\n")]
    [InlineData("code;last_name;first_name\r\nC1;Lovelace;Ada\r\n")]
    [InlineData("\uFEFFcode;last_name;first_name\r\nC1;Lovelace;Ada")]
    [InlineData(" First_Name ,CODE,\"last_name\"\n Ada ,C1,\" Lovelace\"\n")]
    [InlineData("\r\ncode,last_name,first_name\r\n\r\n , ,\r\nC1,Lovelace,Ada\r\n")]
    public async Task Separator_order_case_spaces_and_blank_lines_do_not_matter(string text)
    {
        var row = Assert.Single(await RowsAsync("candidates.csv", text));
        Assert.Equal(("C1", "Lovelace", "Ada"), (row.Text("code"), row.Text("last_name"), row.Text("first_name")));
    }

    [Fact]
    public async Task The_separator_is_the_one_that_finds_the_columns()
    {
        var row = Assert.Single(await RowsAsync("structures.csv", "code;name;\"a,b,c,d\"\nS1;Mission, Lille;x\n", notices: 1));
        Assert.Equal("Mission, Lille", row.Text("name"));
    }

    [Fact]
    public async Task Quoted_cells_hold_separators_quotes_and_line_breaks_and_lines_are_counted_as_an_editor_does()
    {
        var rows = await RowsAsync("structures.csv", "code;name\r\nS1;\"La \"\"Ruche\"\"; bureau\r\n2e étage\"\r\n\r\nS2;b\r\n");
        Assert.Equal([2, 5], rows.Select(row => row.Line));
        Assert.Equal("La \"Ruche\"; bureau\r\n2e étage", rows[0].Text("name"));
    }

    [Fact]
    public async Task An_absent_column_is_told_from_an_empty_cell()
    {
        var row = Assert.Single(await RowsAsync("candidates.csv", "code,last_name,first_name,email\nC1,Lovelace,Ada,\n"));
        Assert.True(row.Has("email"));
        Assert.False(row.Has("phone"));
        Assert.Null(row.Text("email"));
    }

    [Fact]
    public async Task Cells_are_read_as_what_they_are()
    {
        var site = Assert.Single(await RowsAsync("sites.csv",
            "code,name,date,opens_at,closes_at,interview_minutes\nronchin,Ronchin,2024-02-29,09:00,17:30:15,10\n"));
        Assert.Equal(new LocalDate(2024, 2, 29), site.Date("date"));
        Assert.Equal(new LocalTime(9, 0), site.Time("opens_at"));
        Assert.Equal(new LocalTime(17, 30, 15), site.Time("closes_at"));
        Assert.Equal(10, site.Number("interview_minutes"));

        var offer = Assert.Single(await RowsAsync("offers.csv", $"code,siret,title,contract_type\nO1,732 829 320 00074,Comptable,cdi\n"));
        Assert.Equal((WrittenArchive.Acme, "CDI"), (offer.Text("siret"), offer.Text("contract_type")));

        var rows = await RowsAsync("workshop_attendances.csv", "workshop_code,participant_code,attended\nW,a,YES\nW,b,Oui\nW,c,no\nW,d,NON\n");
        Assert.Equal([true, true, false, false], rows.Select(row => row.Flag("attended")));
    }

    [Theory]
    [InlineData("2023-03-14T09:30", "2023-03-14T08:30:00Z")]
    [InlineData("2023-07-14 09:30", "2023-07-14T07:30:00Z")]
    [InlineData("2023-03-14T09:30:15", "2023-03-14T08:30:15Z")]
    [InlineData("2023-03-14T09:30:15.25", "2023-03-14T08:30:15.25Z")]
    [InlineData("2023-03-14T09:30:15.123456789", "2023-03-14T08:30:15.1234567Z")]
    [InlineData("2023-03-14T09:30Z", "2023-03-14T09:30:00Z")]
    [InlineData("2023-03-14T09:30:00-03:30", "2023-03-14T13:00:00Z")]
    [InlineData("2023-10-29T02:30", "2023-10-29T00:30:00Z")]
    [InlineData("2023-10-29T02:30+01:00", "2023-10-29T01:30:00Z")]
    [InlineData("2023-03-26T02:30+01:00", "2023-03-26T01:30:00Z")]
    public async Task Date_times_are_local_or_have_an_offset_and_what_occurs_twice_is_the_first(string text, string instant)
    {
        var row = Assert.Single(await RowsAsync("mobility_visits.csv", $"site_code,candidate_code,visited_at\nronchin,C1,{text}\n"));
        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).Value, row.Instant("visited_at"));
    }

    [Theory]
    [InlineData("visited_at", "2023-03-26T02:30", "SkippedTime")]
    [InlineData("visited_at", "2023-03-14", "NotADateTime")]
    [InlineData("visited_at", "2023-02-30T09:30", "NotADateTime")]
    [InlineData("visited_at", "2023-03-14T24:00", "NotADateTime")]
    [InlineData("visited_at", "2023-03-14T09:30:60", "NotADateTime")]
    [InlineData("visited_at", "2023-03-14T09:30+19:00", "NotADateTime")]
    [InlineData("visited_at", "2023-03-14T09:30+", "NotADateTime")]
    [InlineData("visited_at", "14/03/2023 09:30", "NotADateTime")]
    [InlineData("visited_at", "0001-01-01T00:00+18:00", "YearOutOfRange")]
    [InlineData("visited_at", "", "Required")]
    [InlineData("outcome", "bilan", "NotAWord")]
    public async Task A_cell_of_a_visit_that_cannot_be_read_is_found_in_its_place(string column, string text, string rule)
    {
        var visited = column == "visited_at" ? text : "2023-03-14T09:30";
        var outcome = column == "outcome" ? text : "";
        await FindsAsync("mobility_visits.csv", $"site_code,candidate_code,visited_at,outcome\nronchin,C1,{visited},{outcome}\n", $"mobility_visits.csv:2 {column} {rule}", text);
    }

    [Theory]
    [InlineData("date", "2023-02-30", "NotADate")]
    [InlineData("date", "14/03/2023", "NotADate")]
    [InlineData("date", "2023-3-14", "NotADate")]
    [InlineData("date", "2023-03-14T00:00", "NotADate")]
    [InlineData("date", "0000-01-01", "NotADate")]
    [InlineData("date", "1899-12-31", "YearOutOfRange")]
    [InlineData("date", "2201-01-01", "YearOutOfRange")]
    [InlineData("opens_at", "9h", "NotATime")]
    [InlineData("opens_at", "25:00", "NotATime")]
    [InlineData("interview_minutes", "0", "NumberTooSmall")]
    [InlineData("interview_minutes", "-99999999999999999999", "NumberTooSmall")]
    [InlineData("interview_minutes", "1000001", "NumberTooLarge")]
    [InlineData("interview_minutes", "99999999999999999999", "NumberTooLarge")]
    [InlineData("interview_minutes", "ten", "NotANumber")]
    [InlineData("interview_minutes", "7.5", "NotANumber")]
    [InlineData("interview_minutes", "-", "NotANumber")]
    [InlineData("name", "", "Required")]
    [InlineData("name", "a\u0000b", "ControlCharacter")]
    [InlineData("name", "a\u001bb", "ControlCharacter")]
    public async Task A_cell_of_a_site_that_cannot_be_read_is_found_in_its_place(string column, string text, string rule)
    {
        var cells = new Dictionary<string, string> { ["code"] = "ronchin", ["name"] = "Ronchin", ["date"] = "2023-04-11", ["opens_at"] = "", ["interview_minutes"] = "" };
        cells[column] = text;
        await FindsAsync("sites.csv", $"{string.Join(',', cells.Keys)}\n{string.Join(',', cells.Values)}\n", $"sites.csv:2 {column} {rule}", text);
    }

    [Fact]
    public async Task A_text_has_its_longest_length_and_not_one_character_more()
    {
        Assert.Single(await RowsAsync("structures.csv", $"code,name\n{new string('c', 64)},{new string('é', 200)}\n"));
        await FindsAsync("structures.csv", $"code,name\n{new string('c', 65)},x\n", "structures.csv:2 code TooLong");
        await FindsAsync("structures.csv", $"code,name\nS1,{new string('é', 201)}\n", "structures.csv:2 name TooLong", new string('é', 199) + "…");
    }

    [Theory]
    [InlineData("'=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
    [InlineData("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
    [InlineData("''=1", "'=1")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("+33 6 12", "+33 6 12")]
    public async Task Formulas_are_text_and_the_apostrophe_of_an_export_is_taken_off(string cell, string text)
    {
        var row = Assert.Single(await RowsAsync("structures.csv", $"code,name\nS1,{cell}\n"));
        Assert.Equal(text, row.Text("name"));
    }

    [Theory]
    [InlineData("S1,x\nS2,a\"b\nS3,y\n", 3, "name", "QuoteInside")]
    [InlineData("S1,x\nS2,\"a\" b\nS3,y\n", 3, "name", "TextAfterQuote")]
    [InlineData("S1,x\n\"S2\"x,a\nS3,y\n", 3, "code", "TextAfterQuote")]
    [InlineData("S1,x\nS2,\"ab\nS3,y\n", 3, "name", "QuoteUnclosed")]
    [InlineData("S1,x\nS2,\"ab\"\"\n", 3, "name", "QuoteUnclosed")]
    [InlineData("S1,\"x\ny\"\nS2,a,b\n", 4, "", "CellCount")]
    [InlineData("S1,x\nS2\nS3,y\n", 3, "", "CellCount")]
    public async Task A_broken_row_is_found_at_the_line_where_it_starts(string rows, int line, string column, string rule) =>
        await FindsAsync("structures.csv", "code,name\n" + rows, $"structures.csv:{line} {column} {rule}");

    [Theory]
    [InlineData("", "structures.csv:0  FileEmpty")]
    [InlineData("\uFEFF", "structures.csv:0  FileEmpty")]
    [InlineData("\r\n\n", "structures.csv:0  FileEmpty")]
    [InlineData("code,kind\nS1,x\n", "structures.csv:1 name ColumnMissing")]
    [InlineData("name,kind\nS1,x\n", "structures.csv:1 code ColumnMissing")]
    [InlineData("code,name,Name\nS1,x,y\n", "structures.csv:1 name ColumnTwice")]
    [InlineData("code,\"name\nS1,x\n", "structures.csv:1  QuoteUnclosed")]
    [InlineData("code,name,colour\nS1,x,red\n", "structures.csv:1 colour ColumnUnknown?")]
    public async Task A_header_is_checked(string text, string finding) => await FindsAsync("structures.csv", text, finding);

    [Fact]
    public async Task Without_a_required_column_the_others_are_still_checked()
    {
        using var archive = new WrittenArchive().With("sites.csv", "code,date", "ronchin,2023-02-30");
        (await archive.CheckAsync()).Are("sites.csv:1 name ColumnMissing", "sites.csv:2 date NotADate");
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_and_one_more_is_refused_with_the_limit_named()
    {
        var lines = "code,name\n\n" + string.Concat(Enumerable.Range(1, 100_000).Select(i => $"S{i},x\n"));
        using var archive = new WrittenArchive().WithText("structures.csv", lines);
        (await archive.CheckAsync()).Are();
        archive.WithText("structures.csv", lines + "\nS0,\nS0,\n");
        var check = await archive.CheckAsync();
        check.Are("structures.csv:100004  TooManyRows");
        Assert.Equal("100000", Assert.Single(check.Only.Arguments));
        Assert.Equal(100_000, check.Result.Rows["structures.csv"]);
    }

    [Theory]
    [InlineData((byte)'0', false)]
    [InlineData((byte)0, false)]
    [InlineData((byte)',', false)]
    [InlineData((byte)'"', true)]
    [InlineData((byte)'\n', true)]
    public async Task One_absurdly_long_field_ends_the_reading_and_takes_little_memory(byte filling, bool quoted)
    {
        var bytes = new byte[100_000_000];
        bytes.AsSpan().Fill(filling);
        (quoted ? "code,name\nS1,\""u8 : "code,name\nS1,"u8).CopyTo(bytes);
        if (filling == '"')
            bytes[^1] = (byte)'x';
        using var archive = new WrittenArchive().WithBytes("structures.csv", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        (await archive.CheckAsync()).Are("structures.csv:2  RecordTooLong");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }

    private static async Task<List<ArchiveRow>> RowsAsync(string name, string text, int notices = 0)
    {
        using var written = new WrittenArchive().WithText(name, text);
        using var archive = Archive.Open(written.Folder);
        var sink = new FindingSink((_, _) => ValueTask.CompletedTask);
        var rows = new List<ArchiveRow>();
        await foreach (var row in new ArchiveReader(archive, ArchiveFormat.Find(name)!, _paris, sink).ReadAsync(CancellationToken.None))
            rows.Add(row);
        Assert.Equal((0, notices), (sink.Errors, sink.Notices));
        return rows;
    }

    /// <summary>That one finding and no other; references are taken as known.</summary>
    private static async Task FindsAsync(string name, string text, string finding, string? value = null)
    {
        using var archive = new WrittenArchive().WithText(name, text);
        var check = await archive.CheckAsync((_, _, codes, _) =>
            Task.FromResult<IReadOnlyDictionary<string, string?>>(codes.ToDictionary(code => code, _ => (string?)null)));
        check.Are(finding);
        if (value is not null)
            Assert.Equal(value, check.Only.Value);
    }
}
