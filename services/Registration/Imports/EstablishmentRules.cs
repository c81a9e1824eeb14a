using JobDating.Contracts.Flow;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Imports;

/// <summary>Establishments of one company that say different things about it: the last row will be kept, which deserves a notice.</summary>
internal sealed class EstablishmentRules
{
    private readonly Dictionary<string, Company> _companies = [];

    private readonly record struct Company(string Name, LocalDate? Charter, int Line);

    public void Check(ArchiveRow row, List<Finding> found)
    {
        if (row.Text("siret") is not { } siret || row.Text("company_name") is not { } name || row.IsBroken("charter_signed_on"))
            return;
        var company = new Company(name, row.Date("charter_signed_on"), row.Line);
        if (_companies.TryAdd(Siret.Siren(siret), company))
            return;
        var first = _companies[Siret.Siren(siret)];
        if (first.Name != name)
            Notice("company_name", name, FindingRules.CompanyNameDiffers, first.Name);
        if (first.Charter != company.Charter)
            Notice("charter_signed_on", Text(company.Charter), FindingRules.CharterDiffers, Text(first.Charter));

        void Notice(string column, string value, string rule, string before) =>
            found.Add(ArchiveFindings.About(row, column, value, rule, $"{first.Line}", before) with { IsNotice = true });
    }

    private static string Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
}
