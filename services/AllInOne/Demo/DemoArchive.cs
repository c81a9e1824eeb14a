using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>
/// The 2023 tour as an edition archive: the report's figures, told with invented people and story.Employers. It comes in by the ordinary import,
/// like any other edition.
/// </summary>
public static class DemoArchive
{
    public const string EditionCode = "2023";

    /// <summary>
    /// Writes the archive's files into <paramref name="folder"/>, which is made when absent; files of the same names are replaced.
    /// Every run writes the same bytes, rows in order of their key.
    /// </summary>
    /// <param name="known">Only answers given until then: the rest of the story is still to come. Null: all.</param>
    public static void Write(string folder, Instant? known = null)
    {
        var story = new Story2023();
        var archive = new ArchiveFolder(folder);
        archive.Edition(EditionCode, "Job Dating Tour 2023");
        archive.Structures();
        archive.Sites(Tour2023.Sites, Tour2023.InterviewMinutes);
        archive.Establishments(story.Employers.Establishments);
        archive.Attendances(story.Employers.Attendances.Select(a => (a, a.Present ? "present" : "absent")));
        archive.Offers(story.Employers.Offers);
        archive.Candidates(story.Candidates.All);
        archive.Workshops(story.Workshops);
        archive.Articles(Press.Articles());
        archive.Put("interviews.csv", "code site_code siret table candidate_code starts_at minutes status result second_interview_on", 1,
            story.Interviews.Select(i => new[]
            {
                i.Code, i.Attendance.Site.Code, i.Attendance.Establishment.Siret, ArchiveFolder.Text(i.Table), i.Candidate.Code, ArchiveFolder.Text(i.StartsAt),
                ArchiveFolder.Text(Tour2023.InterviewMinutes), i.Status, i.Result, ArchiveFolder.Text(i.SecondInterviewOn),
            }));
        archive.Put("followups.csv", "candidate_code answered_at source siret situation contract_type started_on ended_on", 5, story.Answers.Where(a => known is null || AnswersArrive.At(a) <= known).Select(a => new[]
        {
            a.Candidate.Code, ArchiveFolder.Text(a.AnsweredAt), a.Source, a.Siret, a.Situation,
            a.Contract?.Type ?? "", ArchiveFolder.Text(a.Contract?.StartedOn), ArchiveFolder.Text(a.Contract?.EndedOn),
        }));
        archive.Put("mobility_visits.csv", "site_code candidate_code visited_at outcome", 3, story.Visits.Select(v => new[]
            { v.Candidate.Site.Code, v.Candidate.Code, ArchiveFolder.Text(v.VisitedAt), v.Outcome }));
    }
}
