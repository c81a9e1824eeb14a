using CsCheck;
using JobDating.Registration.Schedules;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>What is different in a timetable, and when that is told.</summary>
public sealed class ScheduleChangeTests
{
    private static readonly Instant _now = Instant.FromUtc(2024, 4, 11, 8, 0);

    private static readonly Gen<Slot> _slot = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[-3, 6], (id, table, minutes) =>
        new Slot { Id = new Guid(id, 0, 0, new byte[8]), Siret = "1", TableNumber = table, StartsAt = _now + Duration.FromMinutes(minutes) });

    private static readonly Gen<IReadOnlyList<Slot>> _timetable = _slot.List[0, 5].Select(slots => (IReadOnlyList<Slot>)[.. slots.DistinctBy(slot => slot.Id)]);

    [Fact]
    public void From_what_was_known_and_what_changed_one_comes_to_what_stands() => Gen.Select(_timetable, _timetable).Sample((known, present) =>
    {
        var (before, after) = (known.Where(slot => slot.StartsAt > _now).ToHashSet(), present.Where(slot => slot.StartsAt > _now).ToHashSet());
        var change = ScheduleChange.Of(known, present, _now);
        Assert.Equal(before.SetEquals(after), change is null);
        if (change is null)
            return;
        var differ = change.Added.Concat(change.Moved).ToHashSet();
        Assert.True(before.Except(change.Gone).Where(slot => !change.Moved.Contains(slot.Id)).Concat(after.Where(slot => differ.Contains(slot.Id))).ToHashSet().SetEquals(after));
        Assert.True(_now < change.First && change.First <= change.Last);
    });

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(12, 14)]
    [InlineData(14, 15)]
    [InlineData(60, 15)]
    public void It_is_told_two_minutes_after_the_last_change_and_fifteen_after_the_first(int changed, int told) =>
        Assert.Equal(_now + Duration.FromMinutes(told), ScheduleChange.DueAt(_now, _now + Duration.FromMinutes(changed)));
}
