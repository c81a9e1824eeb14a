using JobDating.Contracts.Registration;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.EmployerPages;
using JobDating.Scheduling.EmployerPages.Marks;
using JobDating.Scheduling.EmployerPages.Waiting;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Tables;
using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>Does a step by the slice that people or messages would come through. Each answers whether it did what was asked; what has nothing to choose from is refused.</summary>
internal sealed class Acts(Stage stage)
{
    private static readonly string[] Bookers = [Booker.Employer, Booker.Employer, Booker.Coordinator, Booker.Hall, Booker.Candidate];
    private static readonly string[] Outcomes = ["conclusive", "undecided", "no_show"];
    private static readonly string?[] Statuses = [null, null, "postponed", "cancelled"];
    private static readonly string[] Sirets = [SiteAtWork.Acme, SiteAtWork.Globex];
    private readonly List<Func<Task<bool>>> _done = [];

    public async Task<bool> RunAsync(Step step, Look now)
    {
        switch (step.Kind)
        {
            case Kind.Book:
                return now.AllTables.Count > 0 && await KeptAsync(Book(step, now, Guid.CreateVersion7()));
            case Kind.Move:
                return now.AllInterviews.Count > 0 && now.AllTables.Count > 0 && await KeptAsync(Move(step, now, Guid.CreateVersion7()));
            case Kind.Cancel:
                return now.AllInterviews.Count > 0 && await KeptAsync(Cancel(step, now, Guid.CreateVersion7()));
            case Kind.Resend:
                return _done.Count > 0 && await _done[step.A % _done.Count]();
            case Kind.Pin:
                return now.AllInterviews.Count > 0 && Of(now.AllInterviews, step.A) is var pinned
                    && await Stage.DoneAsync(() => ChangeInterview.PinAsync(Stage.Code, Site(pinned.SiteId), pinned.Id, new() { Pinned = step.B % 3 > 0 ? "true" : null }, stage.Db, Coordinator, default));
            case Kind.Result:
                return now.AllInterviews.Count > 0 && Of(now.AllInterviews, step.A) is var noted
                    && await Stage.DoneAsync(() => NoteResult.RunAsync(noted.Id, new() { Outcome = Of(Outcomes, step.B), Version = $"{noted.Version - (step.C % 9 == 0 ? 1 : 0)}" }, Employer(noted.Siret), stage.Db, default));
            case Kind.Table:
                return now.AllTables.Count > 0 && Of(now.AllTables, step.A) is var table && await Stage.DoneAsync(() => ChangeTable.SaveAsync(Stage.Code, Site(table.SiteId), table.Id, new()
                {
                    Version = $"{table.Version ?? 0}",
                    OpensAt = step.B % 3 == 0 ? "09:30" : null,
                    ClosesAt = step.C % 3 == 0 ? "10:00" : null,
                    Minutes = (step.D % 4) switch { 0 => "20", 1 => "15", _ => null },
                    Confirmed = "true",
                }, stage.Db, Coordinator, default));
            case Kind.Attendance:
                return await HeardAsync(stage.Attendance(Of(stage.Sites, step.A).Id, Of(Sirets, step.B), step.C % 4, step.D % 5 == 0 ? "absent" : "expected"));
            case Kind.Site:
                return await HeardAsync(Changed(step));
            case Kind.Rules:
                return await RulesAsync(step);
            case Kind.Register:
                return await RegisterAsync(step);
            case Kind.Withdraw:
                return await HeardAsync(stage.Registered([Of(stage.Candidates, step.A)], Of(stage.Sites, step.B).Id, stage.Clock.GetCurrentInstant()));
            case Kind.Erase:
                return await HeardAsync(stage.Erased(Of(stage.Candidates, step.A)));
            case Kind.Merge:
                return await MergeAsync(step);
            case Kind.Wish:
                return await HeardAsync(stage.Wishes(Of(stage.Candidates, step.A), (step.B % 4) switch { 0 => [], 1 => [SiteAtWork.Acme], 2 => [SiteAtWork.Globex], _ => Sirets }));
            case Kind.Mark:
                return await Stage.DoneAsync(() => MarkCandidate.RunAsync(Of(stage.Sites, step.A).Id, new() { Mark = $"{Of(stage.Candidates, step.B)} {(step.C % 2 == 0 ? "no" : "want")}" }, stage.Db, Employer(Of(Sirets, step.D)), default));
            case Kind.Wait:
                return await Stage.DoneAsync(() => JoinWaiting.RunAsync(Of(stage.Sites, step.A % 3).Id, Of(stage.Candidates, step.B), new() { Id = $"{Guid.CreateVersion7()}" }, Employer(Of(Sirets, step.C)), stage.Db, default));
            case Kind.Leave:
                return now.AllWaits.Count > 0 && Of(now.AllWaits, step.A) is var left && await Stage.DoneAsync(() => JoinWaiting.LeaveAsync(left.Id, Employer(left.Siret), stage.Db, default));
            case Kind.Accept:
                return now.AllWaits.OrderBy(wait => wait.Status != "offered").ToList() is { Count: > 0 } waits && waits[step.A % 4 % waits.Count] is var accepted
                    && await Stage.DoneAsync(() => AcceptOffer.RunAsync(accepted.Id, Employer(accepted.Siret), stage.Db, default));
            case Kind.Sweep:
                await OfferFreedTimes.RunAsync(stage.Db, default);
                return true;
            case Kind.Plan:
                return await PlanAsync(step);
            case Kind.Publish:
                return now.AllPlans.Count > 0 && now.AllPlans[^1] is var plan && await Stage.DoneAsync(() => PostPlan.RunAsync(Stage.Code, Site(plan.SiteId), new() { Id = $"{plan.Id}" }, Coordinator, stage.Db, default));
            case Kind.Clock:
                stage.Clock.Advance(Duration.FromMinutes((step.A % 6) switch { 0 => 5, 1 => 31, 2 => 60, 3 => 95, 4 => 15, _ => 3 * 60 }));
                return true;
            case Kind.Stale:
                if (stage.Said.Count == 0)
                    return false;
                await stage.HearAsync(Of(stage.Said, step.A));
                return true;
            default:
                return stage.Late.TryDequeue(out var late) && await HeardAsync(late);
        }
    }

    private static HttpContext Coordinator => Stage.By(Role.Coordinator);

    private static HttpContext Employer(string siret) => Stage.By(Role.Employer, siret);

    private static T Of<T>(IReadOnlyList<T> all, int number) => all[number % all.Count];

    private string Site(Guid id) => stage.Sites.First(site => site.Id == id).Code;

    private async Task<bool> HeardAsync(object message)
    {
        await stage.HearAsync(message);
        return true;
    }

    /// <summary>An act that was done can be sent again, with the id that it brought.</summary>
    private async Task<bool> KeptAsync(Func<Task<bool>> act)
    {
        if (!await act())
            return false;
        _done.Add(act);
        return true;
    }

    private Func<Task<bool>> Book(Step step, Look now, Guid id)
    {
        var table = Of(now.AllTables, step.A);
        var candidate = Of(stage.Candidates, step.B);
        var at = stage.At(table.SiteId, step.C);
        return Of(Bookers, step.D) switch
        {
            Booker.Employer => () => Stage.DoneAsync(() => ChooseTime.BookAsync(table.SiteId, candidate, new() { Id = $"{id}", Time = ReadTimes.WordOf(table.Id, at) }, Employer(table.Siret), stage.Db, default)),
            Booker.Coordinator => () => Stage.DoneAsync(() => BookForCandidate.RunAsync(Stage.Code, Site(table.SiteId), candidate, new() { Id = $"{id}", Table = $"{table.Id}", At = InstantPattern.General.Format(at) }, stage.Db, Coordinator, default)),
            var by => () => stage.DoneAsync(tx => BookInterview.ApplyAsync(tx, new Act(id, by), new BookInterview.Wish(table.Id, candidate, at), default)),
        };
    }

    private Func<Task<bool>> Move(Step step, Look now, Guid id)
    {
        var interview = Of(now.AllInterviews, step.A);
        var table = step.B % 2 == 0 ? now.AllTables.First(one => one.Id == interview.TableId) : Of(now.AllTables, step.B);
        var at = stage.At(table.SiteId, step.C);
        return Of(Bookers, step.D) switch
        {
            Booker.Employer => () => Stage.DoneAsync(() => ChooseTime.MoveAsync(interview.Id, new() { Id = $"{id}", Time = ReadTimes.WordOf(table.Id, at) }, Employer(interview.Siret), stage.Db, default)),
            Booker.Coordinator => () => Stage.DoneAsync(() => ChangeInterview.MoveAsync(Stage.Code, Site(interview.SiteId), interview.Id, new() { Id = $"{id}", Table = $"{table.Id}", At = InstantPattern.General.Format(at) }, stage.Db, Coordinator, default)),
            var by => () => stage.DoneAsync(tx => MoveInterview.ApplyAsync(tx, new Act(id, by), interview.Id, table.Id, at, default)),
        };
    }

    private Func<Task<bool>> Cancel(Step step, Look now, Guid id)
    {
        var interview = Of(now.AllInterviews, step.A);
        return Of(Bookers, step.D) switch
        {
            Booker.Employer => () => Stage.DoneAsync(() => CancelOwnInterview.RunAsync(interview.Id, new() { Id = $"{id}" }, Employer(interview.Siret), stage.Db, default)),
            Booker.Coordinator => () => Stage.DoneAsync(() => ChangeInterview.CancelAsync(Stage.Code, Site(interview.SiteId), interview.Id, new() { Id = $"{id}" }, stage.Db, Coordinator, default)),
            var by => () => stage.DoneAsync(tx => CancelInterview.ApplyAsync(tx, new Act(id, by), interview.Id, default)),
        };
    }

    private SitesSaved Changed(Step step)
    {
        var at = step.A % stage.Sites.Count;
        var site = stage.Sites[at];
        site = stage.Sites[at] = site with
        {
            Version = site.Version + 1,
            Status = Of(Statuses, step.B),
            Date = step.C % 3 == 0 ? SiteAtWork.Day.PlusDays(step.D % 2) : site.Date,
            OpensAt = step.C % 3 == 1 ? new LocalTime(9, step.D % 2 * 20) : site.OpensAt,
            ClosesAt = step.C % 3 == 1 ? new LocalTime(10, step.D % 3 * 15) : site.ClosesAt,
            InterviewMinutes = step.C % 5 == 2 ? 10 + (step.D % 3 * 5) : site.InterviewMinutes,
        };
        return new SitesSaved { EditionId = stage.Edition, Sites = [site] };
    }

    private async Task<bool> RulesAsync(Step step)
    {
        var site = Of(stage.Sites, step.A % 3);
        var version = await stage.Db.QueryFirstOrDefaultAsync<int>("SELECT version FROM site_rules WHERE site_id = @Id", new { site.Id }, default);
        return await Stage.DoneAsync(() => ChangeRules.SaveAsync(Stage.Code, site.Code, new()
        {
            Version = $"{version}",
            Pause = step.B % 4 == 0 ? "5" : null,
            LunchStartsAt = step.B % 5 == 1 ? "09:30" : null,
            LunchEndsAt = step.B % 5 == 1 ? "09:45" : null,
            MostPerCandidate = (step.C % 4) switch { 0 => "1", 1 => "2", _ => null },
            Gap = (step.C % 5) switch { 0 => "5", 1 => "10", _ => null },
            Notice = step.D % 4 == 0 ? "30" : null,
            OncePerEstablishment = step.D % 3 > 0 ? "true" : null,
            CandidatesBook = step.D % 2 == 0 ? "true" : null,
            BookingClosesOn = step.D % 10 == 9 ? "11/04/2024" : null,
            BookingClosesAt = step.D % 10 == 9 ? "08:30" : null,
            Confirmed = "true",
        }, stage.Db, Coordinator, default));
    }

    /// <summary>Somebody new, or somebody there once more.</summary>
    private async Task<bool> RegisterAsync(Step step)
    {
        if (step.A % 2 == 0 && stage.Candidates.Count < 8)
        {
            stage.Candidates.Add(Guid.CreateVersion7());
            await stage.HearAsync(stage.Saved(stage.Candidates.Count - 1), stage.Wishes(stage.Candidates[^1], Of(Sirets, step.B)));
        }
        return await HeardAsync(stage.Registered([step.A % 2 == 0 ? stage.Candidates[^1] : Of(stage.Candidates, step.B)], Of(stage.Sites, step.C % 3).Id));
    }

    /// <summary>The kept one is registered wherever the gone one was; that they are one, and that the other is gone, comes in either order, perhaps late.</summary>
    private async Task<bool> MergeAsync(Step step)
    {
        var (gone, kept) = (Of(stage.Candidates, step.A), Of(stage.Candidates, step.B));
        var erased = stage.Said.Concat(stage.Late).OfType<CandidatesErased>().Select(message => message.Candidates[0].Id).ToHashSet();
        if (gone == kept || erased.Contains(gone) || erased.Contains(kept))
            return false;
        object[] messages =
        [
            new CandidatesMerged { EditionId = stage.Edition, KeptId = kept, GoneId = gone, KeptVersion = 1, GoneVersion = 2 },
            stage.Erased(gone, kept),
        ];
        foreach (var site in stage.Sites)
            await stage.HearAsync(stage.Registered([kept], site.Id));
        await stage.HearAsync(messages[step.C % 2]);
        if (step.D % 2 == 0)
            await stage.HearAsync(messages[1 - (step.C % 2)]);
        else
            stage.Late.Enqueue(messages[1 - (step.C % 2)]);
        return true;
    }

    private async Task<bool> PlanAsync(Step step)
    {
        var site = await CoordinatedSite.FindAsync(Coordinator, Stage.Code, Of(stage.Sites, step.A % 3).Code, stage.Db, default);
        var id = Guid.CreateVersion7();
        if (site.Status == "cancelled" || !await stage.DoneAsync(tx => PlanRecord.AskAsync(tx, id, site, seconds: 1, keepMinutes: step.B % 2 * 30, default, isRest: step.D % 3 == 0)))
            return false;
        await MakePlan.RunAsync(stage.Db, id, new PlanEffort { Steps = 200, Seed = step.C }, default);
        return true;
    }
}
