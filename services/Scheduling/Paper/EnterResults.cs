using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Paper;

/// <summary>
/// <c>/scheduling/editions/{code}/sites/{site}/tables/{table}/results</c>: one table's sheet of paper, entered with the keyboard: a letter for each round, and the day of a second interview.
/// One post saves what was changed; a line that cannot be saved keeps what was typed and says why, the others are saved.
/// </summary>
public static class EnterResults
{
    /// <param name="Letter">As typed, or of what stands.</param>
    /// <param name="Shown">What stood in both boxes when the page was made: a line that nobody touched is not written, whatever it has become meanwhile.</param>
    public sealed record Row(ReadPaperTables.Line Line, string Letter, string Second, string Shown);

    private sealed record Sheet(CoordinatedSite.Site Site, IReadOnlyList<ReadPaperTables.Table> Tables, ReadPaperTables.Table Table, IReadOnlyList<ReadPaperTables.Line> Lines);

    private sealed record Change(ReadPaperTables.Line Line, string Outcome, LocalDate? Second);

    /// <exception cref="Rejected">404</exception>
    internal static async Task<RazorComponentResult> ShowAsync(string code, string site, Guid table, string? done, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await FindAsync(code, site, table, http, db, ct), null, new FormErrors(), Guid.CreateVersion7(), done is "saved" ? done : null);

    /// <exception cref="Rejected">404</exception>
    internal static async Task<IResult> SaveAsync(string code, string site, Guid table, IFormCollection form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var sheet = await FindAsync(code, site, table, http, db, ct);
        var id = Typed.Id(form["id"]);
        var errors = new FormErrors();
        var changes = Read(sheet, form, errors);
        if (errors.Any)
            return Page(sheet, form, errors, id, null);
        foreach (var change in changes)
            await SaveAsync(sheet.Site, change, id, errors, http, db, ct);
        if (errors.Any)
            return Page(await FindAsync(code, site, table, http, db, ct), form, errors, id, null);
        return SeeOther.To(form["then"] == "next" && Next(sheet) is { } next ? $"{AddressOf(sheet.Site, next.Id)}?done=saved" : $"{AddressOf(sheet.Site, table)}?done=saved");
    }

    internal static string AddressOf(CoordinatedSite.Site site, Guid table) => $"{site.Path}/tables/{table}/results";

    /// <summary>What was touched and is not so already, with what is wrong at its line.</summary>
    private static List<Change> Read(Sheet sheet, IFormCollection form, FormErrors errors)
    {
        var typed = new Typed(errors);
        var changes = new List<Change>();
        foreach (var line in sheet.Lines.Where(line => !line.IsErased && form.ContainsKey($"r-{line.Id:N}")))
        {
            var (box, day) = ($"r-{line.Id:N}", $"d-{line.Id:N}");
            var letter = form[box].ToString().Trim();
            if (form[$"w-{line.Id:N}"] == Both(letter, form[day].ToString()))
                continue;
            var second = typed.Date(day, form[day], earliest: sheet.Site.Date);
            var outcome = PaperTexts.OutcomeOf(letter);
            if (letter.Length > 0 && outcome is null)
                errors.Add(box, PaperTexts.Words["Letter.Wrong"]);
            else if (outcome is null && line.Outcome is not null)
                errors.Add(box, PaperTexts.Words["Letter.Kept"]);
            else if (outcome != "conclusive" && second is not null)
                errors.Add(day, PaperTexts.Words["Second.OnlyConclusive"]);
            else if (outcome is null || (outcome == line.Outcome && second == line.SecondInterviewOn))
                continue;
            else if (Typed.Version(form[$"v-{line.Id:N}"]) != line.Version)
                errors.Conflict(box, PaperTexts.Words["Changed", PaperTexts.Words[$"Outcome.{line.Outcome ?? "none"}"]]);
            else
                changes.Add(new Change(line, outcome, second));
        }
        return changes;
    }

    /// <summary>In a transaction of its own: one that cannot be leaves the others alone.</summary>
    private static async Task SaveAsync(CoordinatedSite.Site site, Change change, Guid form, FormErrors errors, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var (line, outcome, second) = change;
        var act = new Act(Typed.IdOf(Encoding.ASCII.GetBytes($"{outcome} {line.Id}"), form), site.Booker);
        try
        {
            await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                // It happened when it was planned: so it can be entered days later.
                if (line.Status != "booked")
                    await JudgeAsync(tx, site.Booker, change, ct);
                else if (outcome == JudgeInterview.NoShow)
                    await RunInterview.MissAsync(tx, act, line.Id, line.EndsAt, ct);
                else
                    await RunInterview.EndAsync(tx, act, line.Id, line.EndsAt, new RunInterview.Judgement(outcome, second), ct);
                await tx.CommitAsync(ct);
                return true;
            });
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            errors.Conflict($"r-{line.Id:N}", rejected.Message);
        }
        catch (ChangedMeanwhileException)
        {
            errors.Conflict($"r-{line.Id:N}", PaperTexts.Words["Changed", PaperTexts.Words["Outcome.none"]]);
        }
    }

    private static async Task JudgeAsync(Transaction tx, string by, Change change, CancellationToken ct)
    {
        var line = change.Line;
        if (!await JudgeInterview.ApplyAsync(tx, by, new(line.Id, line.Version, line.TableId, line.CandidateId, line.StartsAt, line.EndsAt), change.Outcome, change.Second, ct))
            throw line.Status == JudgeInterview.NoShow ? new Rejected(StatusCodes.Status409Conflict, BookingTexts.Words["Refused.Is.given_away"]) : new ChangedMeanwhileException();
    }

    private static async Task<Sheet> FindAsync(string code, string site, Guid table, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var tables = await ReadPaperTables.AtSiteAsync(db, found.Id, ct);
        return new Sheet(found, tables, tables.FirstOrDefault(one => one.Id == table) ?? throw new Rejected(StatusCodes.Status404NotFound, PaperTexts.Words["Table.Unknown"]), await ReadPaperTables.LinesAsync(db, table, ct));
    }

    private static ReadPaperTables.Table? Next(Sheet sheet) => sheet.Tables.SkipWhile(table => table.Id != sheet.Table.Id).Skip(1).FirstOrDefault();

    private static RazorComponentResult Page(Sheet sheet, IFormCollection? typed, FormErrors errors, Guid id, string? done) => errors.Page<EnterResultsPage>(new
    {
        sheet.Site,
        sheet.Table,
        Rows = (IReadOnlyList<Row>)[.. sheet.Lines.Select(line => RowOf(line, typed))],
        Next = Next(sheet),
        At = 1 + sheet.Tables.TakeWhile(table => table.Id != sheet.Table.Id).Count(),
        Of = sheet.Tables.Count,
        Id = id,
        Done = done,
        Errors = errors,
    });

    private static Row RowOf(ReadPaperTables.Line line, IFormCollection? typed)
    {
        var letter = line.Outcome is { } outcome ? PaperTexts.Letter(outcome) : "";
        var second = line.SecondInterviewOn is { } on ? Typed.Show(on) : "";
        return typed?.ContainsKey($"r-{line.Id:N}") == true
            ? new Row(line, typed[$"r-{line.Id:N}"].ToString(), typed[$"d-{line.Id:N}"].ToString(), Both(letter, second))
            : new Row(line, letter, second, Both(letter, second));
    }

    private static string Both(string letter, string second) => $"{letter} {second}".Trim();
}
