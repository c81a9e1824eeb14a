using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

public sealed class CountedHireTests
{
    private const string Acme = "73282932000074";
    private static readonly LocalDate April = new(2023, 4, 17);

    private static PersonFacts.Said Said(LocalDate day, string source, string situation = "hired", string? type = null, LocalDate? start = null, LocalDate? end = null, string siret = Acme) =>
        new(day, new Answer(day.AtMidnight().InUtc().ToInstant(), source, siret, situation), null, new Contract(type, start, end));

    [Fact]
    public void The_employer_s_word_on_the_contract_goes_before_the_candidate_s_and_what_it_leaves_out_the_candidate_says()
    {
        var hire = Assert.Single(CountedHire.Of([Said(April.PlusDays(30), "candidate", type: "CDI", start: April), Said(April.PlusDays(40), "employer", type: "CDD", start: null)]));

        Assert.Equal((ContractClass.Durable, April), (hire.Class, hire.StartedOn!.Value));
        Assert.Equal(ContractClass.Transition, CountedHire.Of([Said(April, "candidate", type: "CDI", start: April), Said(April, "employer", type: "aided")]).Single().Class);
    }

    [Fact]
    public void A_hire_that_does_not_count_is_none() => Assert.Empty(CountedHire.Of([Said(April, "candidate", type: "CDI"), Said(April, "employer", "not_hired")]));

    [Fact]
    public void Still_employed_six_months_on_only_when_somebody_said_so_then()
    {
        bool? Lasted(params PersonFacts.Said[] said) => CountedHire.Of(said).Single().Lasted;

        Assert.Null(Lasted(Said(April.PlusDays(30), "candidate", type: "CDI", start: April)));
        Assert.Null(Lasted(Said(April.PlusDays(30), "candidate", type: "CDD", start: April, end: April.PlusMonths(12))));
        Assert.True(Lasted(Said(April.PlusMonths(6), "candidate", type: "CDI", start: April)));
        Assert.False(Lasted(Said(April.PlusDays(30), "candidate", type: "CDD", start: April, end: April.PlusMonths(3))));
        Assert.False(Lasted(Said(April.PlusDays(30), "candidate", type: "CDI", start: April), Said(April.PlusMonths(5), "candidate", "neither", siret: "")));
        Assert.Null(Lasted(Said(April.PlusDays(30), "candidate", type: "CDI", start: April), Said(April.PlusMonths(7), "candidate", "neither", siret: "")));
        Assert.Null(Lasted(Said(April.PlusMonths(8), "candidate", type: "CDI")));
    }
}
