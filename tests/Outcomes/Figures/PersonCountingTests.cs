using CsCheck;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

public sealed class PersonCountingTests
{
    private static readonly Guid Ronchin = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Tourcoing = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly LocalDate April = new(2023, 4, 11);
    private static readonly LocalDate October = new(2023, 10, 10);
    private static readonly LocalDate March = new(2023, 3, 1);

    private static PersonFacts Ada(bool? consent = true, LocalDate? on = null) => new() { ConsentFollowUp = consent, ConsentedOn = on };

    private static PersonFacts Received(PersonFacts person, Guid site, LocalDate date)
    {
        person.Registrations.Add(new(site, date, March, null, date));
        return person;
    }

    private static int At(PersonFacts person, Figure figure, LocalDate day, Guid? site = null) =>
        PersonCounting.Steps(person).Where(step => step.Figure == figure && step.Group == (site is { } id ? Group.Site(id) : Group.Edition) && step.Day <= day).Sum(step => step.Amount);

    private static Answer Hired(LocalDate day) => new(day.AtMidnight().InUtc().ToInstant(), "candidate", "", "hired");

    [Fact]
    public void Registered_counts_until_cancelled()
    {
        var ada = Ada();
        ada.Registrations.Add(new(Ronchin, April, March, March.PlusDays(5), null));
        Assert.Equal(0, At(ada, Figure.Registered, March.PlusDays(-1)));
        Assert.Equal(1, At(ada, Figure.Registered, March));
        Assert.Equal(1, At(ada, Figure.Registered, March.PlusDays(4), Ronchin));
        Assert.Equal(0, At(ada, Figure.Registered, March.PlusDays(5)));
    }

    [Fact]
    public void Cancelled_at_one_site_and_registered_at_another_is_registered_in_the_edition()
    {
        var ada = Ada();
        ada.Registrations.Add(new(Ronchin, April, March, March.PlusDays(5), null));
        ada.Registrations.Add(new(Tourcoing, October, March.PlusDays(9), null, null));
        Assert.Equal(1, At(ada, Figure.Registered, March));
        Assert.Equal(0, At(ada, Figure.Registered, March.PlusDays(6)));
        Assert.Equal(1, At(ada, Figure.Registered, March.PlusDays(9)));
        Assert.Equal(0, At(ada, Figure.Registered, October, Ronchin));
    }

    [Fact]
    public void Received_at_two_sites_is_one_person_in_the_edition_and_one_at_each()
    {
        var ada = Received(Received(Ada(), Ronchin, April), Tourcoing, October);
        Assert.Equal(1, At(ada, Figure.Received, October));
        Assert.Equal(1, At(ada, Figure.Received, October, Ronchin));
        Assert.Equal(1, At(ada, Figure.Received, October, Tourcoing));
        Assert.Equal(0, At(ada, Figure.Received, October.PlusDays(-1), Tourcoing));
    }

    [Fact]
    public void Prepared_at_a_site_needs_a_workshop_before_the_end_of_its_date()
    {
        var ada = Received(Received(Ada(), Ronchin, April), Tourcoing, October);
        ada.Workshops.Add(April.PlusDays(1));
        Assert.Equal(0, At(ada, Figure.Prepared, October, Ronchin));
        Assert.Equal(1, At(ada, Figure.Prepared, October, Tourcoing));
        Assert.Equal(1, At(ada, Figure.Prepared, October));
        Assert.Equal(0, At(ada, Figure.Prepared, October.PlusDays(-1)));
        ada.Workshops.Add(April);
        Assert.Equal(1, At(ada, Figure.Prepared, April, Ronchin));
    }

    [Fact]
    public void Nobody_is_prepared_at_a_site_where_they_were_not_received()
    {
        var ada = Ada();
        ada.Registrations.Add(new(Ronchin, April, March, null, null));
        ada.Workshops.Add(March);
        Assert.Equal(0, At(ada, Figure.Prepared, October));
    }

    [Fact]
    public void Interviews_count_each_and_their_candidate_once()
    {
        var ada = Ada();
        ada.HeldInterviews.Add(new(Ronchin, April, "conclusive"));
        ada.HeldInterviews.Add(new(Ronchin, April, "undecided"));
        ada.HeldInterviews.Add(new(Tourcoing, October, null));
        Assert.Equal((2, 1, 1, 1), (At(ada, Figure.InterviewsHeld, April), At(ada, Figure.Conclusive, April), At(ada, Figure.Undecided, April), At(ada, Figure.CandidatesInterviewed, April)));
        Assert.Equal((3, 1, 1), (At(ada, Figure.InterviewsHeld, October), At(ada, Figure.Conclusive, October), At(ada, Figure.CandidatesInterviewed, October)));
        Assert.Equal(0, At(ada, Figure.ReceivedInterviewed, October));
    }

    [Fact]
    public void Only_who_was_received_is_a_hire()
    {
        var ada = Ada();
        ada.Answers.Add(new(March, Hired(March)));
        Assert.Equal(0, At(ada, Figure.Hires, October));
        Received(ada, Ronchin, April);
        Assert.Equal(0, At(ada, Figure.Hires, April.PlusDays(-1)));
        Assert.Equal(1, At(ada, Figure.Hires, April));
        Assert.Equal(1, At(ada, Figure.Hires, April, Ronchin));
        Assert.Equal(0, At(ada, Figure.Hires, October, Tourcoing));
    }

    [Fact]
    public void Asked_from_the_day_of_consent_and_always_when_it_has_no_day()
    {
        Assert.Equal(1, At(Received(Ada(), Ronchin, April), Figure.Asked, April));
        Assert.Equal(0, At(Received(Ada(true, October), Ronchin, April), Figure.Asked, October.PlusDays(-1)));
        Assert.Equal(1, At(Received(Ada(true, October), Ronchin, April), Figure.Asked, October));
        Assert.Equal(0, At(Received(Ada(false), Ronchin, April), Figure.Asked, October));
        Assert.Equal(0, At(Received(Ada(null), Ronchin, April), Figure.Asked, October));
    }

    [Fact]
    public void Answered_counts_those_asked_only()
    {
        var ada = Received(Ada(false), Ronchin, April);
        ada.Answers.Add(new(October, Hired(October)));
        Assert.Equal((0, 1), (At(ada, Figure.Answered, October), At(ada, Figure.Hires, October)));
    }

    [Fact]
    public void A_withdrawn_answer_counts_for_the_days_before_only()
    {
        var ada = Received(Ada(), Ronchin, April);
        ada.Answers.Add(new(October, Hired(October), October.PlusDays(3)));
        ada.Answers.Add(new(October.PlusDays(3), new Answer(October.PlusDays(3).AtMidnight().InUtc().ToInstant(), "candidate", "", "training")));
        Assert.Equal((1, 0, 1), (At(ada, Figure.Hires, October), At(ada, Figure.TrainingEntries, October), At(ada, Figure.Answered, October)));
        Assert.Equal((1, 0, 1), (At(ada, Figure.Hires, October.PlusDays(2)), At(ada, Figure.TrainingEntries, October.PlusDays(2)), At(ada, Figure.Answered, October.PlusDays(2), Ronchin)));
        Assert.Equal((0, 1, 1), (At(ada, Figure.Hires, October.PlusDays(3)), At(ada, Figure.TrainingEntries, October.PlusDays(3)), At(ada, Figure.Answered, October.PlusDays(3))));
    }

    [Fact]
    public void An_answer_withdrawn_on_its_own_day_never_counted()
    {
        var ada = Received(Ada(), Ronchin, April);
        ada.Answers.Add(new(October, Hired(October), October));
        Assert.DoesNotContain(PersonCounting.Steps(ada), step => step.Figure is Figure.Hires or Figure.Answered);
    }

    /// <summary>Whatever was said and withdrawn in whatever order: each day has what the rules make of what stood at its end.</summary>
    [Fact]
    public void Each_day_counts_what_stood_at_its_end() =>
        (from situation in Gen.Int[0, 4].Select(at => ((string[])["hired", "not_hired", "training", "neither", "unreachable"])[at])
         from source in Gen.Int[0, 2].Select(at => ((string[])["candidate", "employer", "staff"])[at])
         from day in Gen.Int[0, 9]
         from length in Gen.Int[-1, 5]
         select (situation, source, day, length)).List[0, 8].Sample(said =>
        {
            var ada = Received(Ada(), Ronchin, April);
            foreach (var (situation, source, day, length) in said)
                ada.Answers.Add(new(October.PlusDays(day), new Answer(October.PlusDays(day).AtMidnight().InUtc().ToInstant(), source, "", situation), length < 0 ? null : October.PlusDays(day + length)));
            for (var day = October.PlusDays(-1); day < October.PlusDays(16); day = day.PlusDays(1))
            {
                var standing = Standing.Of([.. ada.Answers.Where(answer => answer.Day <= day && (answer.Withdrawn is null || answer.Withdrawn > day)).Select(answer => answer.Answer)]);
                Assert.Equal(standing, new Standing(At(ada, Figure.Hires, day) == 1, At(ada, Figure.ToSettle, day) == 1, At(ada, Figure.TrainingEntries, day) == 1, At(ada, Figure.Answered, day) == 1));
            }
        });
}
