using JobDating.Outcomes.FollowUp;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>IMPORT.md's "How follow-up answers become figures", rule by rule. The order in which answers are heard never matters.</summary>
public sealed class StandingTests
{
    private const string Acme = "73282932000074";
    private const string Globex = "40483304800022";

    private static Answer Said(int day, string source, string situation, string siret = Acme) =>
        new(Instant.FromUtc(2023, 6, 1, 12, 0) + Duration.FromDays(day), source, siret, situation);

    private static Standing Of(params Answer[] answers)
    {
        var standing = Standing.Of(answers);
        Assert.Equal(standing, Standing.Of([.. answers.Reverse()]));
        Assert.Equal(standing, Standing.Of([.. answers, .. answers]));
        return standing;
    }

    [Fact]
    public void Nobody_who_said_nothing_stands_anywhere() => Assert.Equal(default, Of());

    [Theory]
    [InlineData("candidate"), InlineData("employer"), InlineData("staff")]
    public void Hired_is_a_claim_whoever_says_it(string source) => Assert.True(Of(Said(1, source, "hired")).Hired);

    [Fact]
    public void The_same_hire_said_twice_by_candidate_and_employer_is_one()
    {
        var standing = Of(Said(1, "candidate", "hired"), Said(2, "employer", "hired"));
        Assert.True(standing is { Hired: true, ToSettle: false, Answered: true });
    }

    [Theory]
    [InlineData(1, 2), InlineData(2, 1)]
    public void A_claim_that_another_source_denies_is_to_settle_whoever_spoke_first(int candidate, int employer)
    {
        var standing = Of(Said(candidate, "candidate", "hired"), Said(employer, "employer", "not_hired"));
        Assert.True(standing is { Hired: false, ToSettle: true });
    }

    [Fact]
    public void The_employer_may_claim_what_the_candidate_denies() =>
        Assert.True(Of(Said(1, "employer", "hired"), Said(2, "candidate", "not_hired")) is { Hired: false, ToSettle: true });

    [Fact]
    public void A_later_answer_of_the_same_source_replaces_its_earlier_one()
    {
        Assert.Equal((false, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "candidate", "not_hired"))));
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "not_hired"), Said(2, "candidate", "hired"))));
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "employer", "not_hired"), Said(3, "employer", "hired"))));
        Assert.Equal((false, true), Claim(Of(Said(1, "candidate", "hired"), Said(2, "employer", "hired"), Said(3, "employer", "not_hired"))));
    }

    [Theory]
    [InlineData(0), InlineData(3)]
    public void Staff_settles_a_contradiction_before_or_after_it(int day)
    {
        Answer[] contested = [Said(1, "candidate", "hired"), Said(2, "employer", "not_hired")];
        Assert.Equal((true, false), Claim(Of([.. contested, Said(day, "staff", "hired")])));
        Assert.Equal((false, false), Claim(Of([.. contested, Said(day, "staff", "not_hired")])));
    }

    [Theory]
    [InlineData(0), InlineData(3)]
    public void Staff_settles_also_what_nobody_contests(int day)
    {
        Assert.Equal((false, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "employer", "hired"), Said(day, "staff", "not_hired"))));
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "not_hired"), Said(day, "staff", "hired"))));
    }

    [Fact]
    public void The_latest_word_of_staff_is_the_one_that_settles() =>
        Assert.Equal((false, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "staff", "hired"), Said(3, "staff", "not_hired"))));

    [Fact]
    public void One_uncontested_claim_is_enough_beside_a_contested_one() =>
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "employer", "not_hired"), Said(3, "candidate", "hired", Globex))));

    [Fact]
    public void A_claim_settled_as_not_hired_leaves_another_contested_one_to_settle() =>
        Assert.Equal((false, true), Claim(Of(
            Said(1, "candidate", "hired"), Said(2, "staff", "not_hired"),
            Said(3, "candidate", "hired", Globex), Said(4, "employer", "not_hired", Globex))));

    [Fact]
    public void A_hire_without_establishment_is_a_pair_of_its_own()
    {
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "hired", ""), Said(2, "employer", "not_hired"))));
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "hired"), Said(2, "candidate", "not_hired", ""))));
        Assert.Equal((true, false), Claim(Of(Said(1, "candidate", "hired", ""), Said(2, "staff", "not_hired"))));
        Assert.Equal((false, false), Claim(Of(Said(1, "candidate", "hired", ""), Said(2, "staff", "not_hired", ""))));
    }

    [Fact]
    public void Not_hired_alone_claims_and_contests_nothing() =>
        Assert.True(Of(Said(1, "employer", "not_hired")) is { Hired: false, ToSettle: false, Answered: true });

    [Theory]
    [InlineData("candidate"), InlineData("staff")]
    public void Neither_does_not_withdraw_a_hire(string source) =>
        Assert.True(Of(Said(1, "candidate", "hired"), Said(2, source, "neither", "")).Hired);

    [Fact]
    public void Training_counts_unless_a_hire_does()
    {
        Assert.True(Of(Said(1, "candidate", "training", "")).InTraining);
        Assert.False(Of(Said(1, "candidate", "training", ""), Said(2, "candidate", "hired")).InTraining);
        Assert.True(Of(Said(1, "candidate", "training", ""), Said(2, "candidate", "hired"), Said(3, "staff", "not_hired")).InTraining);
    }

    [Fact]
    public void Somebody_to_settle_may_also_be_in_training() =>
        Assert.True(Of(Said(1, "candidate", "hired"), Said(2, "employer", "not_hired"), Said(3, "candidate", "training", "")) is { ToSettle: true, InTraining: true, Hired: false });

    [Fact]
    public void An_attempt_is_no_answer_and_everything_else_is()
    {
        Assert.False(Of(Said(1, "staff", "unreachable", "")).Answered);
        foreach (var situation in (string[])["hired", "training", "neither", "not_hired"])
            foreach (var source in (string[])["candidate", "employer", "staff"])
                Assert.True(Of(Said(1, "staff", "unreachable", ""), Said(2, source, situation)).Answered);
    }

    private static (bool Hired, bool ToSettle) Claim(Standing standing) => (standing.Hired, standing.ToSettle);
}
