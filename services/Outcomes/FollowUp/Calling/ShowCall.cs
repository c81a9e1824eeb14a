using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// <c>GET …/calls/{candidate}</c>: whom to phone at which number, what to say, what is known already, and what may come of it. Whoever opens it is on the telephone with them
/// (<see cref="TakeCall"/>); where a colleague is, there is nothing to note.
/// </summary>
public static class ShowCall
{
    private const string CallsSql = """
        SELECT id, outcome, call_back_at
        FROM phone_call
        WHERE candidate_id = @Id
        """;

    private const string AnsweredSql = """
        SELECT COUNT(*)
        FROM invitation i
        JOIN wave w ON w.id = i.wave_id
        WHERE i.candidate_id = @Id AND w.status = 'open' AND i.answered_at IS NOT NULL
        """;

    /// <summary>Why this person is not to be phoned now; nothing keeps staff from noting what a person says who phones by themselves.</summary>
    public enum Hindrance
    {
        None,
        Ended,
        Closed,
        NoNumber,
        WrongNumber,
        Night,
    }

    /// <summary>What was said or tried before.</summary>
    public sealed record Past(SaidAnswer Answer, string? Outcome);

    private sealed record CallRow
    {
        public Guid Id { get; init; }
        public required string Outcome { get; init; }
    }

    public static string Address(string code, Guid candidate) => $"{ShowCalls.Address(code)}/{candidate}";

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> RunAsync(string code, Guid candidate, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var (person, kept) = await CallPerson.FindAsync(db, edition.Id, candidate, ct);
        return person is null ? SeeOther.To($"{Address(edition.Code, kept)}?merged=yes") : await PageAsync(db, edition, person, null, new FormErrors(), http, ct);
    }

    /// <param name="typed">What was typed and is not taken; null: what stands.</param>
    internal static async Task<IResult> PageAsync(OutcomesDatabase db, ReadBilan.Edition edition, CallPerson person, NoteCall.Form? typed, FormErrors errors, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var taken = await TakeCall.TakeAsync(db, person.Id, Caller.Of(http), ct);
        if (!taken)
            person = (await CallPerson.FindAsync(db, edition.Id, person.Id, ct)).Person ?? person;
        var who = (await Respondent.FindAsync(db, person.Id, ct))!;
        var waves = (await who.WavesAsync(db, ct)).Where(wave => wave.IsOpen(who.Zone, db.Now)).ToList();
        var standing = await CallPerson.StandingAsync(db, person.Id, ct);
        var calls = (await db.QueryAsync<CallRow>(CallsSql, new { person.Id }, ct)).ToDictionary(call => call.Id, call => call.Outcome);
        var said = await SaidAnswer.OfAsync(db, [person.Id], ct);
        var next = await ReadCalls.NextAsync(db, edition, ct);
        return errors.Page<ShowCallPage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            Caller = Caller.Of(http).Name,
            Person = person,
            IsTaken = taken,
            Hindrance = HindranceOf(person, who, waves.Count > 0, db.Now),
            // What is read out: the site of the round that asks, the later of two.
            Wave = waves.Count > 0 ? waves[^1] : null,
            Sites = (IReadOnlyList<string>)[.. (await ReadCalls.SitesAsync(db, [person.Id], ct))[person.Id]],
            Employers = await who.MetAsync(db, ct),
            History = (IReadOnlyList<Past>)[.. said.Reverse().Select(answer => new Past(answer, calls.GetValueOrDefault(answer.Id)))],
            Standing = said.FirstOrDefault(answer => answer.Id == standing?.Id),
            HasAnswered = await db.QueryFirstOrDefaultAsync<int>(AnsweredSql, new { person.Id }, ct) > 0,
            Form = (typed ?? Filled(standing)) with { Id = errors.Status == StatusCodes.Status422UnprocessableEntity ? typed?.Id : $"{Guid.CreateVersion7()}", Seen = CallPerson.Seen(standing) },
            Today = Typed.Show(edition.Today(db.Now)),
            Left = next.Count,
            Noted = await NotedCall.JustAsync(db, edition.Id, http.Request.Query["noted"], ct),
            IsUndone = http.Request.Query.ContainsKey("undone"),
            WasMerged = http.Request.Query.ContainsKey("merged"),
            Errors = errors,
        });
    }

    private static Hindrance HindranceOf(CallPerson person, Respondent who, bool isOpen, Instant now) =>
        who.AsksEndedAt is not null || person.ConsentFollowUp != true ? Hindrance.Ended
        : !isOpen ? Hindrance.Closed
        : person.Phone is null ? Hindrance.NoNumber
        : person.PhoneWrongAt is not null ? Hindrance.WrongNumber
        : !CallHours.MayCall(now.InZone(who.Zone).TimeOfDay) ? Hindrance.Night
        : Hindrance.None;

    /// <summary>Who puts an answer right begins with it.</summary>
    private static NoteCall.Form Filled(RecordAnswers.Row? standing) => standing is { Source: "candidate", Situation: "hired" or "training" } said
        ? new NoteCall.Form
        {
            StartedOn = said.Situation == "hired" && said.StartedOn is { } start ? Typed.Show(start) : null,
            TrainingStartedOn = said.Situation == "training" && said.StartedOn is { } begin ? Typed.Show(begin) : null,
            ContractType = said.ContractType,
            EndedOn = said.EndedOn is { } end ? Typed.Show(end) : null,
            Employer = said.Situation != "hired" || said.ContractType == "business_creation" ? null : said.Siret.Length > 0 ? said.Siret : ShowQuestion.Elsewhere,
        }
        : new NoteCall.Form();
}
