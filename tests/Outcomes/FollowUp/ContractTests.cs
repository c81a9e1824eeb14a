using JobDating.Outcomes.FollowUp;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

public sealed class ContractTests
{
    private static LocalDate? Day(string? text) => text is null ? null : LocalDatePattern.Iso.Parse(text).Value;

    [Theory]
    [InlineData("CDI", null, null, "Durable")]
    [InlineData("business_creation", null, null, "Durable")]
    [InlineData("aided", "2023-04-01", "2024-03-31", "Transition")]
    [InlineData("other", "2023-04-01", "2024-03-31", "NotKnown")]
    [InlineData(null, "2023-04-01", "2024-03-31", "NotKnown")]
    [InlineData("CDD", "2023-04-01", null, "NotKnown")]
    [InlineData("CDD", null, "2023-09-30", "NotKnown")]
    [InlineData("CDD", "2023-04-01", "2023-03-31", "NotKnown")]
    [InlineData("CDD", "2023-04-01", "2023-09-29", "Transition")]
    [InlineData("CDD", "2023-04-01", "2023-09-30", "Durable")]
    [InlineData("temp", "2023-04-11", "2023-10-09", "Transition")]
    [InlineData("temp", "2023-04-11", "2023-10-10", "Durable")]
    [InlineData("apprenticeship", "2023-09-01", "2025-08-31", "Durable")]
    [InlineData("CDD", "2023-08-31", "2024-02-28", "Transition")]
    [InlineData("CDD", "2023-08-31", "2024-02-29", "Durable")]
    [InlineData("CDD", "2022-08-31", "2023-02-27", "Transition")]
    [InlineData("CDD", "2022-08-31", "2023-02-28", "Durable")]
    public void The_class_comes_from_the_dates_and_exactly_six_months_are_durable(string? type, string? start, string? end, string expected) =>
        Assert.Equal(expected, $"{new Contract(type, Day(start), Day(end)).Class}");
}
