using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>One company's establishments marked present: pure, from attendances to steps. Each counts from the site's date.</summary>
internal static class CompanyCounting
{
    public static List<Step> Steps(IReadOnlyList<(Guid SiteId, LocalDate SiteDate, string Siret)> present)
    {
        var steps = new List<Step>();
        if (present.Count == 0)
            return steps;
        foreach (var establishment in present.GroupBy(at => at.Siret))
            steps.Add(new Step(Group.Edition, Figure.EstablishmentsPresent, establishment.Min(at => at.SiteDate), 1));
        steps.Add(new Step(Group.Edition, Figure.CompaniesPresent, present.Min(at => at.SiteDate), 1));
        foreach (var site in present.GroupBy(at => (at.SiteId, at.SiteDate)))
        {
            steps.Add(new Step(Group.Site(site.Key.SiteId), Figure.EstablishmentsPresent, site.Key.SiteDate, site.Count()));
            steps.Add(new Step(Group.Site(site.Key.SiteId), Figure.CompaniesPresent, site.Key.SiteDate, 1));
        }
        return steps;
    }
}
