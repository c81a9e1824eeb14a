using System.Net;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using Xunit;
using static JobDating.Tests.Outcomes.FollowUp.Calling.CallHouse;

namespace JobDating.Tests.Outcomes.FollowUp.Calling;

/// <summary>Marie takes down what came on paper.</summary>
public sealed class PaperTests
{
    [Theory, EachEngine]
    public async Task An_answer_on_paper_counts_from_its_day_and_answers_the_round(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 20);
        // One who is alone is opened at once.
        Assert.Equal($"{Paper}?on=&source=&person={at.Grace}", NextOf(await at.Marie.GetAsync($"{Paper}?search=gra")));
        await at.AddAsync("Grave");
        Assert.Contains(">Grace Grace</a>", await ReadAsync(at.Marie, $"{Paper}?search=gra"));
        Assert.Contains("commence par « zz »", await ReadAsync(at.Marie, $"{Paper}?search=zz"));
        var next = NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "15/05/2024"), ("source", "candidate"), ("situation", "hired"), ("contractType", "CDD"), ("startedOn", "02/05/2024"), ("employer", Acme)));
        // The day and the source are kept for the next one.
        Assert.StartsWith($"{Paper}?on=15%2F05%2F2024&source=candidate&noted=", next);
        Assert.Contains("Noté : Grace Grace – En emploi.", await ReadAsync(at.Marie, next));
        Assert.Equal([$"candidate hired {Acme}"], await at.AnswersAsync(at.Grace));
        Assert.Equal((0, 0, 0), await at.FiguresAsync(5, 14));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 15));
        Assert.Equal(1, await at.CountAsync("invitation WHERE candidate_id = @Grace AND answered_at IS NOT NULL"));
        Assert.Equal("Grave", await at.ListAsync());
    }

    [Theory]
    [InlineData("21/05/2024", "candidate", "hired", "", "trop lointaine")]
    [InlineData("10/04/2024", "candidate", "hired", "", "trop ancienne")]
    [InlineData("", "candidate", "hired", "", "answeredOn-wrong")]
    [InlineData("15/05/2024", "candidate", "not_hired", "", "n’est que pour un employeur")]
    [InlineData("15/05/2024", "employer", "training", "", "seulement s’il a embauché")]
    [InlineData("15/05/2024", "employer", "hired", "", "de quel employeur")]
    public async Task A_paper_that_cannot_be_is_not_taken_and_nothing_typed_is_lost(string on, string source, string situation, string employer, string says)
    {
        await using var at = await StartAsync();
        at.To(5, 20);
        var page = await RefusedAsync(await EnterAsync(at, at.Grace, ("answeredOn", on), ("source", source), ("situation", situation), ("employer", employer), ("startedOn", "02/05/2024")), HttpStatusCode.UnprocessableEntity);
        Assert.Contains(says, page);
        Assert.Contains("value=\"02/05/2024\"", page);
        Assert.Empty(await at.AnswersAsync(at.Grace));
    }

    [Theory, EachEngine]
    public async Task An_employers_paper_is_the_employers_word(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 20);
        NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "20/05/2024"), ("source", "employer"), ("situation", "hired"), ("employer", Acme)));
        Assert.Equal([$"employer hired {Acme}"], await at.AnswersAsync(at.Grace));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 20));
        // Her own word is still asked for.
        Assert.Equal("Grace", await at.ListAsync());
    }

    [Theory, EachEngine]
    public async Task The_same_paper_sent_twice_is_one_and_put_right_is_one(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 20);
        var page = await FieldsAsync(at, at.Grace);
        foreach (var _ in Enumerable.Range(0, 2))
            NextOf(await SendAsync(at, page, ("answeredOn", "20/05/2024"), ("source", "candidate"), ("situation", "hired")));
        Assert.Equal(["candidate hired"], await at.AnswersAsync(at.Grace));
        NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "20/05/2024"), ("source", "candidate"), ("situation", "neither")));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 20));
        // Long after the round, when none is open.
        at.To(6, 25);
        await OpenDueWaves.RunAsync(at.Work.Db, CancellationToken.None);
        foreach (var situation in (string[])["hired", "training"])
            NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "24/06/2024"), ("source", "candidate"), ("situation", situation)));
        Assert.Equal((0, 1, 1), await at.FiguresAsync(6, 25));
    }

    [Fact]
    public async Task A_paper_that_is_older_than_what_was_said_since_is_not_taken_and_a_newer_answer_is_not_overwritten_unseen()
    {
        await using var at = await StartAsync();
        at.To(5, 20);
        var page = await FieldsAsync(at, at.Grace);
        NextOf(await NoteAsync(at.Marie, at.Grace, "hired"));
        (string, string)[] paper = [("answeredOn", "15/05/2024"), ("source", "candidate"), ("situation", "neither")];
        Assert.Contains("Depuis que cette page est ouverte", await RefusedAsync(await SendAsync(at, page, paper), HttpStatusCode.Conflict));
        Assert.Contains("Ce papier est plus ancien", await RefusedAsync(await EnterAsync(at, at.Grace, paper), HttpStatusCode.Conflict));
        Assert.Equal(["candidate hired"], await at.AnswersAsync(at.Grace));
    }

    [Theory, EachEngine]
    public async Task A_paper_taken_down_for_the_wrong_person_is_undone_on_the_same_day(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 20);
        NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "14/05/2024"), ("source", "candidate"), ("situation", "neither")));
        var next = NextOf(await EnterAsync(at, at.Grace, ("answeredOn", "15/05/2024"), ("source", "candidate"), ("situation", "hired")));
        Assert.Contains("Annuler", await ReadAsync(at.Marie, next));
        Assert.Contains("Réponse sur papier", await ReadAsync(at.Marie, $"{Calls}/called"));
        Assert.Contains("<dt>appels aujourd’hui</dt><dd>0</dd>", await ReadAsync(at.Marie, Calls));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 20));
        Assert.Equal($"{Paper}?undone=yes", NextOf(await at.Marie.PostAsync($"{Call(at.Grace)}/undo", new FormUrlEncodedContent([KeyValuePair.Create("call", next.Split("noted=")[1])]))));
        Assert.Equal(["candidate neither", "candidate hired withdrawn"], await at.AnswersAsync(at.Grace));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 20));
    }

    private static async Task<HttpResponseMessage> EnterAsync(CallHouse at, Guid person, params (string Name, string Value)[] fields) => await SendAsync(at, await FieldsAsync(at, person), fields);

    private static Task<HttpResponseMessage> SendAsync(CallHouse at, Dictionary<string, string> page, params (string Name, string Value)[] fields) =>
        at.Marie.PostAsync(Paper, new FormUrlEncodedContent(page.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));

    private static async Task<Dictionary<string, string>> FieldsAsync(CallHouse at, Guid person)
    {
        var page = await ReadAsync(at.Marie, $"{Paper}?person={person}");
        return System.Text.RegularExpressions.Regex.Matches(page, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"").Where(field => field.Groups[1].Value is "id" or "seen" or "person").ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value);
    }
}
