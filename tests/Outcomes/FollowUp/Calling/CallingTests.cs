using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Xunit;
using static JobDating.Tests.Outcomes.FollowUp.Calling.CallHouse;

namespace JobDating.Tests.Outcomes.FollowUp.Calling;

/// <summary>Marie phones Grace, who has no address; Paul phones beside her.</summary>
public sealed class CallingTests
{
    [Theory, EachEngine]
    public async Task What_somebody_says_on_the_telephone_is_their_own_word_and_counts_as_a_hire(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 13);
        Assert.Equal("Grace", await at.ListAsync());
        var page = await ReadAsync(at.Marie, Call(at.Grace));
        Assert.All((string[])["href=\"tel:+33639980002\"", "06 39 98 00 02", "Je m’appelle Marie", "Vous étiez au job dating de Ronchin le 11 avril 2024", "Où en êtes-vous aujourd’hui ?", "Vous aviez accepté", "concluant"], part => Assert.Contains(part, page));
        var next = NextOf(await NoteAsync(at.Marie, at.Grace, "hired", ("startedOn", "02/05/2024"), ("contractType", "CDI"), ("employer", Acme)));
        Assert.StartsWith($"{Calls}?noted=", next);
        Assert.Contains("Noté : Grace Grace – En emploi.", await ReadAsync(at.Marie, next));
        Assert.Equal([$"candidate hired {Acme}"], await at.AnswersAsync(at.Grace));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 13));
        Assert.Equal("", await at.ListAsync());
        // The round has its answer, and who took it down is known.
        Assert.Equal(1, await at.CountAsync("invitation WHERE candidate_id = @Grace AND answered_at IS NOT NULL"));
        Assert.Equal(1, await at.CountAsync("audit WHERE act = 'answer recorded' AND subject_id = @Grace AND actor LIKE 'account %'"));
    }

    [Theory, EachEngine]
    public async Task An_attempt_is_no_answer(Engine engine)
    {
        await using var at = await StartAsync(engine);
        foreach (var (day, outcome) in ((int, string)[])[(13, "no_answer"), (14, "busy"), (15, "no_answer"), (16, "no_answer")])
        {
            at.To(5, day, 9 + day % 10);
            Assert.Equal("Grace", await at.ListAsync());
            NextOf(await NoteAsync(at.Marie, at.Grace, outcome));
            Assert.Equal("", await at.ListAsync());
            Assert.Equal("Grace", await at.ListAsync("/later"));
        }
        at.To(5, 17);
        NextOf(await NoteAsync(at.Marie, at.Grace, "no_answer"));
        Assert.Equal(("", "", "Grace"), (await at.ListAsync(), await at.ListAsync("/later"), await at.ListAsync("/given-up")));
        Assert.Equal(Enumerable.Repeat("staff unreachable", 5), await at.AnswersAsync(at.Grace));
        Assert.Equal((0, 0, 0), await at.FiguresAsync(5, 20));
        Assert.Equal(0, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
        // She calls back by herself.
        at.To(5, 20);
        NextOf(await NoteAsync(at.Marie, at.Grace, "neither"));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 20));
        Assert.Equal("", await at.ListAsync("/given-up"));
    }

    [Fact]
    public async Task Who_has_an_address_is_phoned_only_when_the_mails_are_over_and_who_has_nothing_cannot_be_reached()
    {
        await using var at = await StartAsync();
        await at.AddAsync("Alan", phone: null);
        await at.Work.SweepDailyAsync(new(2024, 5, 12), new(2024, 5, 21));
        at.To(5, 23);
        Assert.Equal(("Grace", "Alan"), (await at.ListAsync(), await at.ListAsync("/no-number")));
        Assert.Contains("Ni téléphone ni adresse électronique", await ReadAsync(at.Marie, $"{Calls}/no-number"));
        at.To(5, 24);
        Assert.Equal("Grace Ada", await at.ListAsync());
        at.To(5, 24, 7, 59);
        Assert.Equal(("", "Ada Grace"), (await at.ListAsync(), await at.ListAsync("/later", "?sort=name")));
        Assert.DoesNotContain("href=\"tel:", await ReadAsync(at.Marie, Call(at.Grace)));
        // Mails that came back will bring nothing.
        at.To(5, 23);
        await at.Work.WriteAsync("UPDATE mail SET status = 'bounced' WHERE about_id = @Ada");
        Assert.Equal("Ada Grace", await at.ListAsync());
    }

    [Theory]
    [InlineData("UPDATE person SET asks_ended_at = @Now")]
    [InlineData("UPDATE person SET consent_follow_up = 0")]
    [InlineData("UPDATE wave SET paused_at = @Now")]
    [InlineData("UPDATE wave SET status = 'closed'")]
    [InlineData("UPDATE invitation SET answered_at = @Now")]
    public async Task Nobody_is_phoned_whom_no_open_wave_asks(string what)
    {
        await using var at = await StartAsync();
        await at.Work.WriteAsync(what);
        at.To(5, 13);
        Assert.All((string[])["", "/later", "/given-up", "/no-number"], view => Assert.Equal("", at.ListAsync(view).Result));
        Assert.Equal(Calls, NextOf(await at.Marie.GetAsync($"{Calls}/next")));
    }

    [Theory, EachEngine]
    public async Task Two_at_once_never_phone_the_same_person(Engine engine)
    {
        await using var at = await StartAsync(engine);
        foreach (var name in (string[])["Alan", "Barbara", "Carol", "Donald", "Edsger"])
            await at.AddAsync(name);
        at.To(5, 13, 10, 12);
        HttpClient[] staff = [at.Marie, at.Paul, .. Enumerable.Range(0, 4).Select(number => Staff(at.Work, $"Nr{number}"))];
        var taken = await Task.WhenAll(staff.Select(async who => NextOf(await who.GetAsync($"{Calls}/next"))));
        Assert.Equal(6, taken.Distinct().Count());
        Assert.All(taken, address => Assert.StartsWith($"{Calls}/", address));
        Assert.Equal(Calls, NextOf(await at.Marie.GetAsync($"{Calls}/next")));
    }

    [Fact]
    public async Task A_colleague_sees_who_is_on_the_telephone_and_since_when_for_a_quarter_of_an_hour()
    {
        await using var at = await StartAsync();
        at.To(5, 13, 10, 12);
        await ReadAsync(at.Marie, Call(at.Grace));
        var page = await ReadAsync(at.Paul, Call(at.Grace));
        Assert.Contains("Marie est au téléphone avec cette personne depuis 10h12.", page);
        Assert.DoesNotContain("name=\"outcome\"", page);
        Assert.Contains("Marie est au téléphone avec cette personne depuis 10h12.", await ReadAsync(at.Paul, Calls));
        Assert.Contains("Fiche ouverte par vous à 10h12", await ReadAsync(at.Marie, Calls));
        at.To(5, 13, 10, 28);
        Assert.Contains("name=\"outcome\"", await ReadAsync(at.Paul, Call(at.Grace)));
        Assert.Contains("Paul est au téléphone", await ReadAsync(at.Marie, Call(at.Grace)));
    }

    [Theory, EachEngine]
    public async Task The_same_form_sent_twice_notes_once(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 13);
        var page = await OpenAsync(at.Marie, at.Grace);
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SendAsync(at.Marie, Call(at.Grace), page, "no_answer")));
        Assert.All(sent, answer => NextOf(answer));
        Assert.Equal(["staff unreachable"], await at.AnswersAsync(at.Grace));
        // Another button of the page that lies open still.
        Assert.Contains("Cette fiche a déjà servi à noter : Ne répond pas", await RefusedAsync(await SendAsync(at.Marie, Call(at.Grace), page, "neither"), HttpStatusCode.Conflict));
        page = await OpenAsync(at.Marie, at.Grace);
        foreach (var _ in Enumerable.Range(0, 2))
            NextOf(await SendAsync(at.Marie, Call(at.Grace), page, "hired"));
        Assert.Equal(["staff unreachable", "candidate hired"], await at.AnswersAsync(at.Grace));
        Assert.Equal(2, await at.CountAsync("phone_call"));
    }

    [Theory, EachEngine]
    public async Task Who_answered_meanwhile_is_not_overwritten_unless_it_is_meant(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 13);
        var page = await OpenAsync(at.Marie, at.Grace);
        at.To(5, 13, 10, 5);
        await at.Work.HearAsync(new FollowUpAnswersHandedOver
        {
            EditionId = at.Work.Edition,
            ImportId = Guid.CreateVersion7(),
            FileName = "followups.csv",
            FirstLine = 2,
            Columns = ["candidate_code"],
            Rows = [new() { Line = 2, CandidateId = at.Grace, AnsweredAt = WaveHouse.At(5, 13, 10, 4), Source = "candidate", Siret = "", Situation = "training" }],
        });
        foreach (var outcome in (string[])["hired", "no_answer"])
            Assert.Contains("une réponse de Grace Grace est arrivée : En formation (13 mai 2024 à 10h04). Rien n’a été noté.", await RefusedAsync(await SendAsync(at.Marie, Call(at.Grace), page, outcome, ("startedOn", "02/05/2024")), HttpStatusCode.Conflict));
        Assert.Equal(["candidate training"], await at.AnswersAsync(at.Grace));
        Assert.Contains("Cette personne a déjà répondu : En formation", await ReadAsync(at.Marie, Call(at.Grace)));
        NextOf(await NoteAsync(at.Marie, at.Grace, "hired"));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 13));
    }

    [Theory, EachEngine]
    public async Task What_was_noted_by_mistake_is_undone_on_the_same_day(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 13);
        var noted = NextOf(await NoteAsync(at.Marie, at.Grace, "neither")).Split('=')[1];
        var again = NextOf(await NoteAsync(at.Marie, at.Grace, "hired")).Split('=')[1];
        Assert.Equal(["candidate neither withdrawn", "candidate hired"], await at.AnswersAsync(at.Grace));
        await RefusedAsync(await UndoAsync(at, noted), HttpStatusCode.Conflict);
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{Call(at.Grace)}?undone=yes", NextOf(await UndoAsync(at, again)));
        Assert.Equal(["candidate neither", "candidate hired withdrawn"], await at.AnswersAsync(at.Grace));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 13));
        NextOf(await UndoAsync(at, noted));
        Assert.Equal((0, 0, 0), await at.FiguresAsync(5, 13));
        Assert.Equal("Grace", await at.ListAsync());
        foreach (var outcome in (string[])["wrong_number", "asks_ended"])
        {
            var call = NextOf(await NoteAsync(at.Marie, at.Grace, outcome)).Split('=')[1];
            Assert.Equal("", await at.ListAsync());
            NextOf(await UndoAsync(at, call));
            Assert.Equal("Grace", await at.ListAsync());
        }
        var yesterdays = NextOf(await NoteAsync(at.Marie, at.Grace, "busy")).Split('=')[1];
        at.To(5, 14);
        Assert.Contains("le jour même", await RefusedAsync(await UndoAsync(at, yesterdays), HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_wrong_number_waits_for_another()
    {
        await using var at = await StartAsync();
        at.To(5, 13);
        NextOf(await NoteAsync(at.Marie, at.Grace, "wrong_number"));
        at.To(5, 14);
        Assert.Equal(("", "Grace"), (await at.ListAsync(), await at.ListAsync("/no-number")));
        Assert.Contains("Le numéro n’est pas le bon", await ReadAsync(at.Marie, $"{Calls}/no-number"));
        await at.SaveAsync(at.Grace, 3, "Grace", null, "+33639980002", "en");
        Assert.Equal("Grace", await at.ListAsync("/no-number"));
        await at.SaveAsync(at.Grace, 4, "Grace", null, "+33639980009", "en");
        Assert.Equal("Grace", await at.ListAsync());
        Assert.Contains("My name is Marie", await ReadAsync(at.Marie, Call(at.Grace)));
    }

    [Fact]
    public async Task At_an_agreed_time_somebody_is_first()
    {
        await using var at = await StartAsync();
        await at.AddAsync("Alan");
        at.To(5, 13, 9);
        foreach (var (day, time, says) in ((string, string, string)[])[("13/05/2024", "8h30", "Cette heure est passée"), ("13/05/2024", "20h", "On appelle entre 8 h et 20 h"), ("12/05/2024", "10h", "trop ancienne"), ("", "", "callBackOn-wrong")])
            Assert.Contains(says, await RefusedAsync(await NoteAsync(at.Marie, at.Grace, "call_back", ("callBackOn", day), ("callBackTime", time)), HttpStatusCode.UnprocessableEntity));
        var next = NextOf(await NoteAsync(at.Marie, at.Grace, "call_back", ("callBackOn", "13/05/2024"), ("callBackTime", "14h30")));
        Assert.Contains("Noté : Grace Grace – À rappeler le 13 mai 2024 à 14h30.", await ReadAsync(at.Marie, next));
        Assert.Equal(("Alan", "Grace"), (await at.ListAsync(), await at.ListAsync("/later")));
        at.To(5, 13, 14, 30);
        Assert.Equal("Grace Alan", await at.ListAsync());
    }

    [Theory, EachEngine]
    public async Task Who_wants_to_be_asked_no_more_is_asked_no_more(Engine engine)
    {
        await using var at = await StartAsync(engine);
        at.To(5, 13);
        NextOf(await NoteAsync(at.Marie, at.Grace, "asks_ended"));
        at.To(5, 14);
        Assert.Equal(("", "", ""), (await at.ListAsync(), await at.ListAsync("/later"), await at.ListAsync("/no-number")));
        Assert.Equal(1, await at.CountAsync("audit WHERE act = 'asks ended' AND subject_id = @Grace"));
        Assert.Contains("ne l’appelez pas", await ReadAsync(at.Marie, Call(at.Grace)));
    }

    [Theory, EachEngine]
    public async Task Somebody_erased_or_merged_while_listed_is_not_phoned(Engine engine)
    {
        await using var at = await StartAsync(engine);
        var twin = await at.AddAsync("Gracie");
        at.To(5, 13);
        var page = await OpenAsync(at.Marie, twin);
        NextOf(await SendAsync(at.Marie, Call(twin), page, "no_answer"));
        page = await OpenAsync(at.Marie, twin);
        await at.Work.HearAsync(new CandidatesMerged { EditionId = at.Work.Edition, KeptId = at.Grace, GoneId = twin, KeptVersion = 3, GoneVersion = 3 });
        await EraseAsync(at, twin, "Gracie", at.Grace);
        Assert.Equal($"{Call(at.Grace)}?merged=yes", NextOf(await SendAsync(at.Marie, Call(twin), page, "hired")));
        Assert.Equal($"{Call(at.Grace)}?merged=yes", NextOf(await at.Marie.GetAsync(Call(twin))));
        // The attempt is the kept one's now: not twice on one day.
        Assert.Equal(("", "Grace"), (await at.ListAsync(), await at.ListAsync("/later")));
        Assert.Equal(["staff unreachable"], await at.AnswersAsync(at.Grace));
        Assert.Equal(1, await at.CountAsync("phone_call WHERE candidate_id = @Grace"));
        page = await OpenAsync(at.Marie, at.Grace);
        await EraseAsync(at, at.Grace, "Grace", null);
        at.To(5, 14);
        Assert.Equal("", await at.ListAsync());
        await RefusedAsync(await SendAsync(at.Marie, Call(at.Grace), page, "hired"), HttpStatusCode.Gone);
        await RefusedAsync(await at.Marie.GetAsync(Call(at.Grace)), HttpStatusCode.Gone);
        Assert.Equal(0, await at.CountAsync("person WHERE phone IS NOT NULL AND erased_at IS NOT NULL"));
    }

    [Fact]
    public async Task The_list_is_sought_sorted_paged_and_a_file()
    {
        await using var at = await StartAsync();
        foreach (var number in Enumerable.Range(10, 55))
            await at.AddAsync($"Alan{number}", $"+336399801{number}");
        at.To(5, 13);
        Assert.Equal("Grace", await at.ListAsync("", "?search=gra"));
        Assert.Equal("Alan12", await at.ListAsync("", "?search=06 39 98 01 12"));
        var first = await at.ListAsync("", "?sort=name");
        var next = System.Text.RegularExpressions.Regex.Match(await ReadAsync(at.Marie, $"{Calls}?sort=name"), "href=\"([^\"]*after=[^\"]*)\"").Groups[1].Value;
        Assert.Equal(56, first.Split(' ').Concat((await at.ListAsync("", next[Calls.Length..])).Split(' ')).Distinct().Count());
        Assert.StartsWith("Grace Alan64", await at.ListAsync("", "?sort=name&direction=down"));
        var csv = await ReadAsync(at.Marie, $"{Calls}/now.csv?search=grace");
        Assert.Equal(2, csv.TrimEnd().Split('\n').Length);
        Assert.Contains("Grace,Grace,Grace,", csv);
        Assert.Contains(",Ronchin,no_address,0,,,", csv);
        await ReadAsync(at.Marie, $"{Calls}/nonsense", HttpStatusCode.NotFound);
        await ReadAsync(at.Marie, Call(Guid.CreateVersion7()), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_head_counts_the_days_calls_and_who_may_not_follow_up_stays_outside()
    {
        await using var at = await StartAsync();
        await at.AddAsync("Alan");
        await at.AddAsync("Barbara");
        at.To(5, 13);
        NextOf(await NoteAsync(at.Marie, at.Grace, "no_answer"));
        var next = NextOf(await NoteAsync(at.Paul, (await at.Work.Db.QueryAsync<Guid>("SELECT id FROM person WHERE code = 'Alan' AND version = 2", null, CancellationToken.None)).Single(), "training"));
        Assert.Contains("Encore 0 autre personne à appeler maintenant.", await ReadAsync(at.Paul, next));
        var page = await ReadAsync(at.Marie, Calls);
        Assert.All((string[])["<dt>à appeler aujourd’hui</dt><dd>1</dd>", "<dt>appels aujourd’hui</dt><dd>2</dd>", "<dt>personnes jointes aujourd’hui</dt><dd>1</dd>", "<dt>abandonnées</dt><dd>0</dd>"], part => Assert.Contains(part, page));
        Assert.Contains("Ne répond pas", await ReadAsync(at.Marie, $"{Calls}/called"));
        Assert.Contains($"href=\"{Calls}\"", await ReadAsync(at.Marie, "/outcomes/editions/2024/waves"));
        using var coordinator = Staff(at.Work, "Coordinator", Role.Coordinator);
        foreach (var address in (string[])[Calls, $"{Calls}/next", $"{Calls}/later", $"{Calls}/now.csv", Call(at.Grace), Paper])
            Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.GetAsync(address)).StatusCode);
        foreach (var address in (string[])[Call(at.Grace), $"{Call(at.Grace)}/undo", Paper])
            Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.PostAsync(address, new FormUrlEncodedContent([]))).StatusCode);
    }

    private static Task<HttpResponseMessage> UndoAsync(CallHouse at, string call) => at.Marie.PostAsync($"{Call(at.Grace)}/undo", new FormUrlEncodedContent([KeyValuePair.Create("call", call)]));

    private static Task EraseAsync(CallHouse at, Guid id, string code, Guid? keptId) => at.Work.HearAsync(new CandidatesErased
    {
        EditionId = at.Work.Edition,
        Candidates = [new() { Id = id, Version = 9, Code = code, ErasedAt = at.Work.House.Clock.GetCurrentInstant(), ConsentFollowUp = true, KeptId = keptId }],
    });
}
