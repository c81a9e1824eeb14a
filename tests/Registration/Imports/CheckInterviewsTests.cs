using Xunit;

namespace JobDating.Tests.Registration.Imports;

/// <summary>Interviews of the past are facts: what contradicts itself is an error, what is only odd is a notice.</summary>
public sealed class CheckInterviewsTests
{
    private const string Acme = WrittenArchive.Acme;
    private const string Globex = WrittenArchive.Globex;
    private const string InterviewColumns = "code,site_code,siret,table,candidate_code,starts_at,minutes,status,result";

    [Theory]
    [InlineData("held", "conclusive")]
    [InlineData("booked", "undecided", "interviews.csv:2 result ResultUnlessHeld")]
    [InlineData("no_show", "not_conclusive", "interviews.csv:2 result ResultUnlessHeld")]
    [InlineData("held", "good", "interviews.csv:2 result NotAWord")]
    [InlineData("done", "conclusive", "interviews.csv:2 status NotAWord")]
    public async Task Only_an_interview_that_was_held_has_a_result(string status, string result, params string[] findings)
    {
        using var archive = new WrittenArchive().WithCast().With("interviews.csv", InterviewColumns, $"I1,ronchin,{Acme},1,C1,2023-04-11T10:00,10,{status},{result}");
        (await archive.CheckAsync()).Are(findings);
    }

    [Theory]
    [InlineData("0", "10", "table")]
    [InlineData("1", "0", "minutes")]
    public async Task Tables_and_minutes_count_from_one(string table, string minutes, string column)
    {
        using var archive = new WrittenArchive().WithCast().With("interviews.csv", InterviewColumns, $"I1,ronchin,{Acme},{table},C1,2023-04-11T10:00,{minutes},held,");
        (await archive.CheckAsync()).Are($"interviews.csv:2 {column} NumberTooSmall");
    }

    [Fact]
    public async Task Two_interviews_at_once_are_a_notice_at_the_later_one()
    {
        using var archive = new WrittenArchive().WithCast().With("interviews.csv", InterviewColumns,
            $"I1,ronchin,{Acme},1,C1,2023-04-11T10:05,10,held,",
            $"I2,ronchin,{Acme},1,C2,2023-04-11T10:00,10,no_show,",
            $"I3,ronchin,{Globex},1,C2,2023-04-11T08:09Z,10,booked,",
            $"I4,ronchin,{Globex},1,C1,2023-04-11T10:15,4,cancelled,",
            $"I5,ronchin,{Globex},1,C1,2023-04-11T10:19,10,held,");
        var check = await archive.CheckAsync();
        check.Are("interviews.csv:2 table TableOverlap?", "interviews.csv:4 candidate_code CandidateOverlap?");
        Assert.Equal(["3", "3"], check.Findings.Select(finding => finding.Arguments[0]));
        Assert.Equal(["2023-04-11T10:05", "2023-04-11T10:09"], check.Findings.Select(finding => finding.Value));
    }

    [Fact]
    public async Task A_long_interview_overlaps_each_of_those_within_it()
    {
        using var archive = new WrittenArchive().WithCast().With("interviews.csv", InterviewColumns,
            $"I1,ronchin,{Acme},1,C1,2023-04-11T10:00,60,held,",
            $"I2,ronchin,{Acme},1,C2,2023-04-11T10:10,5,held,",
            $"I3,ronchin,{Acme},1,C2,2023-04-11T10:50,5,held,");
        (await archive.CheckAsync()).Are("interviews.csv:3 table TableOverlap?", "interviews.csv:4 table TableOverlap?");
    }

    [Fact]
    public async Task A_table_that_no_attendance_announces_is_a_notice_when_the_archive_has_attendances()
    {
        using var archive = new WrittenArchive().WithCast()
            .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{Acme},,present")
            .With("interviews.csv", InterviewColumns, $"I1,ronchin,{Acme},1,C1,2023-04-11T10:00,10,held,",
                $"I2,ronchin,{Acme},2,C1,2023-04-11T11:00,10,held,", $"I3,ronchin,{Globex},1,C1,2023-04-11T12:00,10,held,");
        (await archive.CheckAsync()).Are("interviews.csv:3 table TableBeyondAttendance?", "interviews.csv:4 siret AttendanceAbsent?");
        archive.With("attendances.csv", "site_code,siret,status", $"ronchin,{Acme},present", $"ronchin,{Globex},present");
        (await archive.CheckAsync()).Are();
        archive.Without("attendances.csv");
        (await archive.CheckAsync()).Are();
    }
}
