using System.Net;
using JobDating.Tests.Registration.Sites;
using Xunit;

namespace JobDating.Tests.Registration.Editions;

/// <summary>A coordinator makes an edition and changes it.</summary>
public sealed class EditEditionTests
{
    private const string New = "/registration/editions/new";

    [Fact]
    public async Task An_edition_is_created_once_however_often_its_form_is_sent()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var coordinator = new FormVisitor(house);
        var (action, fields) = await coordinator.OpenAsync(New);
        (fields["name"], fields["code"]) = ("Job Dating Tour 2026", "2026");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => coordinator.SendAsync(action, fields)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.SeeOther, "/registration/editions/2026"), (answer.Status, answer.Location)));
        Assert.Equal(["2026 1 Europe/Paris"], await RowsAsync(house));
        await house.SettleAsync();
        Assert.Equal("Job Dating Tour 2026", await house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT name FROM edition WHERE code = '2026'", null, CancellationToken.None));
        Assert.Equal(1, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM audit WHERE act = 'edition saved'", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_code_that_is_taken_is_said_at_its_field_and_what_was_typed_stays()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync(New, ("name", "One"), ("code", "2026"));
        var answer = await coordinator.FillAsync(New, ("name", "Another <b>"), ("code", "2026"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("href=\"#code\"", answer.Html);
        Assert.Contains("value=\"Another &lt;b&gt;\"", answer.Html);
        Assert.Equal("One", await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT name FROM edition", null, CancellationToken.None));
    }

    [Theory]
    [InlineData("", "2026", "name")]
    [InlineData("Tour", "", "code")]
    [InlineData("Tour", "20/26", "code")]
    [InlineData("Tour", "..", "code")]
    [InlineData("Tour", "New", "code")]
    [InlineData("Tour", "éé", "code")]
    public async Task What_is_missing_or_cannot_be_is_said_at_its_field_and_on_top(string name, string code, string field)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var coordinator = new FormVisitor(house);
        var answer = await coordinator.FillAsync(New, ("name", name), ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Html);
        Assert.Contains($"href=\"#{field}\"", answer.Html);
        Assert.Contains($"id=\"{field}-wrong\"", answer.Html);
        Assert.Empty(await RowsAsync(house));
    }

    [Fact]
    public async Task The_second_of_two_who_change_it_is_told_and_overwrites_nothing()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var one = new FormVisitor(house);
        using var other = new FormVisitor(house, "en");
        await one.FillAsync(New, ("name", "Tour"), ("code", "2026"));
        var (action, fields) = await other.OpenAsync("/registration/editions/2026/edit");
        await one.FillAsync("/registration/editions/2026/edit", ("name", "Tour of one"));
        fields["name"] = "Tour of the other";
        var late = await other.SendAsync(action, fields);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Somebody else changed this", late.Html);
        Assert.Contains("Tour of the other", late.Html);
        Assert.Equal("Tour of one", await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT name FROM edition", null, CancellationToken.None));
        // Having compared, they may save: the form now has the version that stands.
        Assert.Contains("name=\"version\" value=\"2\"", late.Html);
    }

    private static Task<IReadOnlyList<string>> RowsAsync(TestHouse house) =>
        house.Registration.QueryAsync<string>("SELECT CONCAT(code, ' ', version, ' ', time_zone) FROM edition", null, CancellationToken.None);
}
