using System.Text;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

/// <summary>A file that is not UTF-8 is found at the line where that shows, and what came before is still judged.</summary>
public sealed class ArchiveEncodingTests
{
    [Fact]
    public async Task Another_encoding_is_found_at_the_line_of_its_first_byte_and_ends_the_reading()
    {
        using var archive = new WrittenArchive()
            .WithBytes("structures.csv", Encoding.Latin1.GetBytes("code,name\r\nS1,\"a\nb\"\r\nS2,\r\nS3,Métropole\r\nS4,\r\n"));
        (await archive.CheckAsync()).Are("structures.csv:4 name Required", "structures.csv:5  NotUtf8");
    }

    [Fact]
    public async Task Another_encoding_far_into_a_file_is_found_after_the_rows_before_it()
    {
        var lines = string.Concat(Enumerable.Range(0, 9000).Select(i => $"S{i},Côté {i}\r\n"));
        byte[] bytes = [.. Encoding.UTF8.GetBytes("code,name\r\n" + lines + "S,a"), 0xC3, 0x28];
        using var archive = new WrittenArchive().WithBytes("structures.csv", bytes);
        var check = await archive.CheckAsync();
        check.Are("structures.csv:9002  NotUtf8");
        Assert.Equal(9000, check.Result.Rows["structures.csv"]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Wide_characters_are_another_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var mark in new[] { encoding.GetPreamble(), [] })
        {
            using var archive = new WrittenArchive().WithBytes("structures.csv", [.. mark, .. encoding.GetBytes("code,name\nS1,x\n")]);
            (await archive.CheckAsync()).Are("structures.csv:1  NotUtf8");
        }
    }

    [Theory]
    [InlineData("code,name\nS1,x\nS2,\n", "structures.csv:3 name Required", "structures.csv:4  NotUtf8")]
    [InlineData("code,name\nS1,\"x\n\n", "structures.csv:4  NotUtf8")]
    [InlineData("code,name\nS1", "structures.csv:2  NotUtf8")]
    [InlineData("code,na", "structures.csv:1  NotUtf8")]
    [InlineData("", "structures.csv:1  NotUtf8")]
    public async Task The_row_that_another_encoding_cuts_is_not_judged(string before, params string[] findings)
    {
        using var archive = new WrittenArchive().WithBytes("structures.csv", [.. Encoding.UTF8.GetBytes(before), 0xE9, .. "x\nS9,\n"u8]);
        (await archive.CheckAsync()).Are(findings);
    }

    [Fact]
    public async Task A_file_that_ends_in_the_middle_of_a_character_is_another_encoding()
    {
        using var archive = new WrittenArchive().WithBytes("structures.csv", [.. "code,name\nS1,x\nS2,"u8, 0xC3]);
        (await archive.CheckAsync()).Are("structures.csv:3  NotUtf8");
    }
}
