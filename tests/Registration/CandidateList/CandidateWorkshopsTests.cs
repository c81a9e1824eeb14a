using JobDating.Platform;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Workshops;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.CandidateList;

/// <summary>What a coordinator reads of Ada's workshops.</summary>
public sealed class CandidateWorkshopsTests
{
    private static readonly Instant _nine = Instant.FromUtc(2024, 3, 1, 9, 0);

    [Theory]
    [InlineData(-1, false, false, "Expected")]
    [InlineData(1, false, false, "Missed")]
    [InlineData(1, false, true, "Attended")]
    [InlineData(-1, true, false, "Off")]
    public void Nobody_missed_what_has_not_begun_or_was_called_off(int hours, bool isOff, bool attended, string state) =>
        Assert.Equal(state, new ReadCandidate.Workshop { Name = "CV", StartsAt = _nine, CancelledAt = isOff ? _nine : null, Attended = attended }.State(_nine + Duration.FromHours(hours)));

    [Fact]
    public async Task A_place_booked_is_shown_until_it_is_given_back()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        using var coordinator = tour.House.Client();
        var page = $"/registration/editions/2023/candidates/{ada}";
        await BookAsync(tour, ada, null);
        Assert.Contains("place réservée", await coordinator.GetStringAsync(page));
        await BookAsync(tour, ada, _nine);
        Assert.DoesNotContain("Réussir", await coordinator.GetStringAsync(page));
    }

    private static async Task BookAsync(ComingTour tour, Guid ada, Instant? withdrawn)
    {
        var code = (await tour.House.Registration.QueryFirstOrDefaultAsync<string>("SELECT code FROM candidate", null, CancellationToken.None))!;
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await RecordWorkshopAttendances.ApplyAsync(tx, tour.Edition, new Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>
        {
            [(tour.Workshop, code)] = old => (old ?? new() { WorkshopId = tour.Workshop, Participant = code, EditionId = tour.Edition, CandidateId = ada }) with { WithdrawnAt = withdrawn },
        }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
