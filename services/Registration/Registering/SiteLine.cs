namespace JobDating.Registration.Registering;

/// <summary>When and where, in one line: "mardi 11 avril 2023, de 9h00 à 17h00, Salle des fêtes".</summary>
internal static class SiteLine
{
    public static string Of(SitesToCome.Site site) =>
        string.Join(", ", new[] { Reading.Long(site.Date), Reading.Hours(site.OpensAt, site.ClosesAt), site.Address ?? site.Commune }.Where(part => part is not null));
}
