using CsCheck;
using JobDating.Outcomes.Conversion;
using Xunit;

namespace JobDating.Tests.Outcomes.Conversion;

public sealed class SmallGroupsTests
{
    private static List<GroupLine> Of(params int[] sizes) => [.. sizes.Select((size, i) => new GroupLine { Key = $"{i}", Name = "", Registered = size })];

    private static string Shown(bool isPartition, params int[] sizes) => string.Join(" ", SmallGroups.Hide(Of(sizes), isPartition).Select(line => line.Size));

    [Fact]
    public void Groups_of_five_are_shown_and_of_four_not() => Assert.Equal("5 9", Shown(false, 5, 4, 9));

    [Fact]
    public void What_one_small_group_hides_another_hides_with_it() => Assert.Equal("30 20", Shown(true, 30, 2, 20, 7));

    [Fact]
    public void Two_small_groups_that_are_five_people_together_hide_each_other() => Assert.Equal("30 7", Shown(true, 30, 2, 3, 7));

    [Fact]
    public void Of_two_groups_a_small_one_hides_both() => Assert.Equal("", Shown(true, 900, 3));

    [Fact]
    public void Whatever_the_sizes_nobody_small_is_shown_or_can_be_told_from_the_rest() =>
        Gen.Int[0, 12].Array[0, 9].Sample(sizes =>
        {
            var shown = SmallGroups.Hide(Of(sizes), isPartition: true);
            var hidden = sizes.Sum() - shown.Sum(line => line.Size);
            Assert.All(shown, line => Assert.True(line.Size >= SmallGroups.Least));
            Assert.True(shown.Count == sizes.Length || hidden >= SmallGroups.Least || shown.Count == 0);
        });
}
