using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>
/// <c>/outcomes/my/follow-up</c>: the question, or what was answered and what more may be said. Opening it answers nothing: mail programs open links by themselves.
/// </summary>
public static class ShowQuestion
{
    /// <summary>The details as they were typed.</summary>
    public sealed record Form
    {
        /// <summary>What the details belong to: <c>hired</c> or <c>training</c>.</summary>
        public string? Situation { get; init; }
        public string? StartedOn { get; init; }
        public string? ContractType { get; init; }
        public string? EndedOn { get; init; }

        /// <summary>A SIRET, or <see cref="Elsewhere"/>.</summary>
        public string? Employer { get; init; }
    }

    /// <summary>With somebody who was not met at the tour.</summary>
    internal const string Elsewhere = "elsewhere";

    internal static async Task<IResult> RunAsync(HttpContext http, OutcomesDatabase db, CancellationToken ct) =>
        await PageAsync(await Respondent.OfAsync(http, db, ct), http, db, null, new FormErrors(), ct);

    /// <param name="typed">What was typed and is not taken; null: what stands.</param>
    internal static async Task<RazorComponentResult> PageAsync(Respondent who, HttpContext http, OutcomesDatabase db, Form? typed, FormErrors errors, CancellationToken ct)
    {
        var waves = await who.WavesAsync(db, ct);
        var open = waves.Where(wave => wave.IsOpen(who.Zone, db.Now)).ToList();
        var said = await who.SaidAsync(db, ct);
        // What was said in an earlier round does not answer one that has opened since; what was said in a later one, closed meanwhile, answers the older too.
        var rounds = waves.Where(wave => open.Count > 0 && wave.DueOn >= open[^1].DueOn).Select(wave => (Guid?)wave.Id).ToHashSet();
        var now = said.LastOrDefault(answer => rounds.Contains(answer.WaveId ?? Guid.Empty));
        var asks = typed is null && (now is null || now.Situation == "not_hired" || http.Request.Query.ContainsKey("change"));
        var form = typed ?? Filled(now, said.LastOrDefault(answer => answer.Situation == now?.Situation && answer.IsDetailed));
        return errors.Page<QuestionPage>(new
        {
            Wave = open.Count > 0 ? open[^1] : null,
            Until = open.Count > 0 ? open.Max(wave => wave.LastDay(who.Zone)) : (LocalDate?)null,
            EndedOn = waves.Select(wave => (LocalDate?)wave.LastDay(who.Zone)).Where(day => day < db.Now.InZone(who.Zone).Date).Max(),
            Said = now ?? (open.Count > 0 ? null : said.LastOrDefault()),
            IsAsked = open.Count > 0 && asks,
            // The second step is only for what has more to say, and comes by itself the first time.
            Details = open.Count > 0 && !asks && form.Situation is "hired" or "training" && (typed is not null || now is { IsDetailed: false } || http.Request.Query.ContainsKey("details")) ? form : null,
            Employers = form.Situation == "hired" ? await who.MetAsync(db, ct) : [],
            who.Zone,
            HasEnded = who.AsksEndedAt is not null,
            Done = http.Request.Query["done"].ToString() is "answered" or "detailed" or "stopped" or "resumed" ? http.Request.Query["done"].ToString() : null,
            Errors = errors,
        });
    }

    /// <param name="before">What was said of the same in an earlier round, where nothing more was said in this one: it may still be so.</param>
    private static Form Filled(Respondent.Said? now, Respondent.Said? before)
    {
        var from = now is { IsDetailed: true } ? now : before;
        return new Form
        {
            Situation = now?.Situation,
            StartedOn = from?.StartedOn is { } start ? Typed.Show(start) : null,
            ContractType = from?.ContractType,
            EndedOn = from?.EndedOn is { } end ? Typed.Show(end) : null,
            Employer = from is null || from.ContractType == "business_creation" ? null : from.Siret.Length > 0 ? from.Siret : Elsewhere,
        };
    }
}
