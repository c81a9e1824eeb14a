using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class ArchiveFormatTests
{
    /// <summary>The table of IMPORT.md: keys in bold are marked with a plus here, required columns with a star.</summary>
    [Theory]
    [InlineData("edition.csv", "+code name* time_zone*")]
    [InlineData("structures.csv", "+code name* kind")]
    [InlineData("sites.csv", "+code name* commune address date* opens_at closes_at interview_minutes")]
    [InlineData("establishments.csv", "+siret company_name* name commune charter_signed_on")]
    [InlineData("attendances.csv", "+site_code +siret tables status*")]
    [InlineData("offers.csv", "+code siret* title* rome_code contract_type positions")]
    [InlineData("candidates.csv", "+code last_name* first_name* birth_date email phone commune structure_code consent_followup consented_on")]
    [InlineData("registrations.csv", "+candidate_code +site_code registered_at* channel* cancelled_at received_at")]
    [InlineData("workshops.csv", "+code name* audience* starts_at* place capacity")]
    [InlineData("workshop_attendances.csv", "+workshop_code +participant_code structure attended*")]
    [InlineData("interviews.csv", "+code site_code* siret* table* candidate_code* starts_at* minutes* status* result second_interview_on")]
    [InlineData("followups.csv", "+candidate_code +answered_at +source +siret +situation contract_type started_on ended_on")]
    [InlineData("press.csv", "+published_on +outlet +title url")]
    [InlineData("mobility_visits.csv", "+site_code +candidate_code +visited_at outcome")]
    public void Files_have_the_columns_of_the_text(string file, string columns) =>
        Assert.Equal(columns, string.Join(' ', ArchiveFormat.Find(file)!.Columns
            .Select(column => (column.IsKey ? "+" : "") + column.Name + (column.IsRequired && !column.IsKey ? "*" : ""))));

    [Fact]
    public void Only_a_follow_ups_siret_may_be_empty_in_a_key() =>
        Assert.Equal(["followups.csv siret"], from file in ArchiveFormat.Files
                                              from column in file.Columns
                                              where column.IsKey && !column.IsRequired
                                              select $"{file.Name} {column.Name}");

    [Fact]
    public void References_point_to_earlier_files_that_have_a_key_of_one_column()
    {
        var before = new HashSet<string>();
        foreach (var file in ArchiveFormat.Files)
        {
            foreach (var column in file.Columns.Where(column => column.Reference is not null))
            {
                Assert.Contains(column.Reference!, before);
                Assert.Single(ArchiveFormat.Find(column.Reference!)!.Keys);
            }
            before.Add(file.Name);
        }
        Assert.Equal(14, before.Count);
    }
}
