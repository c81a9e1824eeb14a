using JobDating.Outcomes.Figures;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

public sealed class CompanyCountingTests
{
    private const string Acme = "73282932000074";
    private const string AcmeLille = "73282932000082";
    private static readonly Guid Ronchin = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Tourcoing = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly LocalDate April = new(2023, 4, 11);
    private static readonly LocalDate October = new(2023, 10, 10);

    [Fact]
    public void A_company_that_is_nowhere_present_counts_nowhere() => Assert.Empty(CompanyCounting.Steps([]));

    [Fact]
    public void An_establishment_at_two_sites_is_one_in_the_edition_from_the_first_date_and_one_at_each() => AssertSteps(
        [(Ronchin, April, Acme), (Tourcoing, October, Acme)],
        new(Group.Edition, Figure.EstablishmentsPresent, April, 1), new(Group.Edition, Figure.CompaniesPresent, April, 1),
        new(Group.Site(Ronchin), Figure.EstablishmentsPresent, April, 1), new(Group.Site(Ronchin), Figure.CompaniesPresent, April, 1),
        new(Group.Site(Tourcoing), Figure.EstablishmentsPresent, October, 1), new(Group.Site(Tourcoing), Figure.CompaniesPresent, October, 1));

    [Fact]
    public void Two_establishments_of_one_company_are_two_and_one() => AssertSteps(
        [(Ronchin, April, Acme), (Ronchin, April, AcmeLille)],
        new(Group.Edition, Figure.EstablishmentsPresent, April, 2), new(Group.Edition, Figure.CompaniesPresent, April, 1),
        new(Group.Site(Ronchin), Figure.EstablishmentsPresent, April, 2), new(Group.Site(Ronchin), Figure.CompaniesPresent, April, 1));

    private static void AssertSteps((Guid, LocalDate, string)[] present, params Step[] expected)
    {
        Assert.Equal(Sum(expected), Sum(CompanyCounting.Steps(present)));
        Assert.Equal(Sum(expected), Sum(CompanyCounting.Steps([.. present.Reverse()])));
    }

    private static List<Step> Sum(IEnumerable<Step> steps) =>
        [.. steps.GroupBy(step => (step.Group, step.Figure, step.Day)).Select(same => new Step(same.Key.Group, same.Key.Figure, same.Key.Day, same.Sum(step => step.Amount))).OrderBy(step => step.ToString(), StringComparer.Ordinal)];
}
