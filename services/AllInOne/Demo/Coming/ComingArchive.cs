using NodaTime;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>The tour to come as an edition archive: what the format has a place for. What it has not is in <see cref="ComingStory"/>.</summary>
internal static class ComingArchive
{
    /// <summary>Writes the archive's files into <paramref name="folder"/>; the same day always makes the same bytes.</summary>
    public static void Write(ComingStory story, string folder)
    {
        var archive = new ArchiveFolder(folder);
        archive.Edition(story.Tour.EditionCode, story.Tour.EditionName);
        archive.Structures();
        archive.Sites(story.Tour.Sites, ComingTour.InterviewMinutes);
        archive.Establishments(story.Employers.Establishments);
        archive.Attendances(story.Employers.Attendances.Select(a => (a, "expected")));
        archive.Offers(story.Employers.Offers);
        archive.Candidates(story.Candidates.All);
        archive.Workshops(ComingWorkshops.Plan(story.Tour, story.Candidates, story.Employers));
        archive.Articles(Announced(story.Tour.Today));
    }

    private static IEnumerable<DemoArticle> Announced(LocalDate today) =>
    [
        new(today.PlusDays(-12), "Métropole Hebdo", "Le job dating des plus de 50 ans repart en tournée", "https://example.org/presse/tournee"),
        new(today.PlusDays(-3), "Radio Beffroi", "Six dates pour se faire recruter après 50 ans", "https://example.org/presse/six-dates"),
    ];
}
