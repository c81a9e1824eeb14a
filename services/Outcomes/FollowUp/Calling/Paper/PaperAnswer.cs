using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling.Paper;

/// <summary>
/// An answer on paper: read as it was typed, and recorded as what it is, the candidate's word or the employer's, known on the day that stands on it. Of a candidate it takes the place
/// of what they had said before in the same round.
/// </summary>
public static class PaperAnswer
{
    private const string SitesSql = """
        SELECT MIN(s.date)
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id = @Id
        """;

    // The round that asked on that day, or had asked before; of two the later.
    private const string WaveSql = """
        SELECT w.id
        FROM registration r
        JOIN wave w ON w.site_id = r.site_id
        WHERE r.candidate_id = @Id AND r.received_at IS NOT NULL AND w.status = 'open' AND w.due_on <= @Day
        ORDER BY w.due_on DESC, w.number DESC
        LIMIT @Take
        """;

    private static readonly LocalTime _noon = new(12, 0);

    public static IReadOnlyList<Option> Sources => [new("candidate", CallTexts.Words["Paper.Source.candidate"]), new("employer", CallTexts.Words["Paper.Source.employer"])];

    public static IReadOnlyList<Option> Situations => [.. ((string[])["hired", "training", "neither"]).Select(word => new Option(word, CallTexts.Situation(word))), new("not_hired", CallTexts.Words["Paper.NotHired"])];

    /// <summary>Null where something is wrong.</summary>
    internal static async Task<RecordAnswers.Row?> ReadAsync(EnterAnswer.Form form, FormErrors errors, Respondent who, OutcomesDatabase db, CancellationToken ct)
    {
        var typed = new Typed(errors);
        var today = db.Now.InZone(who.Zone).Date;
        var day = typed.Date("answeredOn", form.AnsweredOn, required: true, earliest: await db.QueryFirstOrDefaultAsync<LocalDate?>(SitesSql, new { who.Id }, ct), latest: today);
        var source = typed.Choice("source", form.Source, Sources, required: true);
        var situation = typed.Choice("situation", form.Situation, Situations, required: true);
        var details = CandidateWord.Hired(new ShowQuestion.Form { StartedOn = form.StartedOn, ContractType = form.ContractType, EndedOn = form.EndedOn, Employer = form.Employer }, errors, who, db.Now, await who.MetAsync(db, ct));
        if (source == "candidate" && situation == "not_hired" || source == "employer" && situation is "training" or "neither")
            errors.Add("situation", CallTexts.Words[$"Paper.Situation.{source}"]);
        else if (source == "employer" && details.Siret.Length == 0)
            errors.Add("employer", CallTexts.Words["Paper.Employer.Missing"]);
        if (errors.Any)
            return null;
        return details with
        {
            Source = source!,
            Situation = situation!,
            AnsweredAt = day == today ? db.Now : who.Zone.AtLeniently(day!.Value.At(_noon)).ToInstant(),
            Siret = situation is "hired" or "not_hired" ? details.Siret : "",
            ContractType = situation == "hired" ? details.ContractType : null,
            StartedOn = situation is "hired" or "training" ? details.StartedOn : null,
            EndedOn = situation == "hired" ? details.EndedOn : null,
        };
    }

    /// <summary>False, with the sentence, where something else came first.</summary>
    internal static async Task<bool> WriteAsync(OutcomesDatabase db, Actor actor, ReadBilan.Edition edition, CallPerson person, Respondent who, RecordAnswers.Row row, string seen, FormErrors errors, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        await HoldPeople.ApplyAsync(tx, [person.Id], ct);
        if (await NotedCall.FindAsync(tx, edition.Id, row.Id, ct) is not null)
            return true;
        if (await CallPerson.StandingAsync(tx, person.Id, ct) is var standing && CallPerson.Seen(standing) != seen)
        {
            errors.Conflict("", standing is null ? CallTexts.Words["Meanwhile.Undone"] : CallTexts.Words["Paper.Meanwhile", person.Name, CallTexts.Situation(standing.Situation), CallTexts.Moment(standing.AnsweredAt, edition.TimeZone)]);
            return false;
        }
        if (row.Source == "employer")
            await RecordAnswers.ApplyAsync(tx, edition.Id, One(row), ct);
        else if (!await ReplaceAsync(tx, edition, person, who.Zone, row, standing, errors, ct))
            return false;
        await NotedCall.InsertAsync(tx, row.Id, edition.Id, person.Id, NotedCall.Paper, null, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    /// <summary>The candidate's own word.</summary>
    private static async Task<bool> ReplaceAsync(Transaction tx, ReadBilan.Edition edition, CallPerson person, DateTimeZone zone, RecordAnswers.Row row, RecordAnswers.Row? standing, FormErrors errors, CancellationToken ct)
    {
        var wave = await tx.QueryFirstOrDefaultAsync<Guid?>(WaveSql, new { person.Id, Day = row.AnsweredAt.InZone(zone).Date, Take = 1 }, ct);
        if (standing is { Source: "candidate" } && standing.WaveId == wave && standing.AnsweredAt.InZone(zone).Date > row.AnsweredAt.InZone(zone).Date)
        {
            errors.Conflict("", CallTexts.Words["Paper.Older", person.Name, CallTexts.Situation(standing.Situation), CallTexts.Moment(standing.AnsweredAt, edition.TimeZone)]);
            return false;
        }
        if (wave is { } asking)
            await RecordAnswers.ReplaceAsync(tx, person.Id, "candidate", asking, _ => row with { WaveId = asking }, ct);
        else
            await RecordAnswers.ApplyAsync(tx, edition.Id, await PutRightAsync(tx, row, zone, ct), ct);
        await TakeBackAsks.ApplyAsync(tx, [person.Id], ct);
        return true;
    }

    /// <summary>Outside any round a paper takes the place only of what was taken down of the same day: it is the same paper, put right.</summary>
    private static async Task<Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>>> PutRightAsync(Transaction tx, RecordAnswers.Row row, DateTimeZone zone, CancellationToken ct)
    {
        var changes = One(row);
        foreach (var said in await SaidAnswer.OfAsync(tx, row.CandidateId, ct))
            if (said is { Source: "candidate", WithdrawnAt: null } && said.AnsweredAt.InZone(zone).Date == row.AnsweredAt.InZone(zone).Date)
                changes.TryAdd(new(said.CandidateId, said.AnsweredAt, said.Source, said.Siret, said.Situation), old => old! with { WithdrawnAt = Instant.Max(tx.Now, old.AnsweredAt) });
        return changes;
    }

    private static Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>> One(RecordAnswers.Row row) =>
        new() { [row.Key()] = old => old is null ? row : old with { ContractType = row.ContractType, StartedOn = row.StartedOn, EndedOn = row.EndedOn, WithdrawnAt = null } };
}
