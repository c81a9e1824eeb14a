using JobDating.Registration.Workshops;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>Two people tick the same page: what each line does.</summary>
public sealed class TickTests
{
    [Theory]
    [InlineData(false, false, 1, false, 2, Tick.Does.Nothing)]
    [InlineData(false, false, 2, true, 2, Tick.Does.Nothing)]
    [InlineData(false, true, 1, false, 1, Tick.Does.Change)]
    [InlineData(true, false, 1, true, 1, Tick.Does.Change)]
    [InlineData(false, true, 1, true, 2, Tick.Does.Nothing)]
    [InlineData(false, true, 1, false, 3, Tick.Does.Conflict)]
    [InlineData(true, false, 1, true, 3, Tick.Does.Conflict)]
    public void Only_what_this_reader_touched_counts(bool was, bool now, int version, bool attended, int stored, Tick.Does does) =>
        Assert.Equal(does, new Tick("C1", version, was, now).On(new Participants.Row { Participant = "C1", Attended = attended, Version = stored }));

    [Fact]
    public void Somebody_withdrawn_meanwhile_is_a_conflict() =>
        Assert.Equal(Tick.Does.Conflict, new Tick("C1", 1, false, true).On(new Participants.Row { Participant = "C1", Version = 2, WithdrawnAt = Instant.MinValue }));

    [Fact]
    public void Nobody_is_a_conflict() => Assert.Equal(Tick.Does.Conflict, new Tick("C9", 1, false, true).On(null));
}
