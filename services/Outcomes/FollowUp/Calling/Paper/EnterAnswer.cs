using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Calling.Paper;

/// <summary>
/// <c>…/answers/new</c>: answers that came on paper, one after the other. Somebody is sought by a few letters, then the same question as everywhere is filled in, with the day that
/// stands on the paper and whose word it is.
/// </summary>
public static class EnterAnswer
{
    /// <summary>Somebody who was found, and where they were received.</summary>
    public sealed record Found(Guid Id, string Code, string Name, IReadOnlyList<string> Sites);

    public sealed record Form
    {
        public string? Id { get; init; }

        /// <summary>The answer that stood when the page was shown; empty: none.</summary>
        public string? Seen { get; init; }

        /// <summary>Whom the paper is about.</summary>
        public string? Person { get; init; }
        public string? AnsweredOn { get; init; }

        /// <summary><c>candidate</c> or <c>employer</c>.</summary>
        public string? Source { get; init; }

        /// <summary><c>hired</c>, <c>training</c>, <c>neither</c>; of an employer <c>hired</c> or <c>not_hired</c>.</summary>
        public string? Situation { get; init; }
        public string? StartedOn { get; init; }
        public string? ContractType { get; init; }
        public string? EndedOn { get; init; }
        public string? Employer { get; init; }
    }

    public static string Address(string code) => $"/outcomes/editions/{Uri.EscapeDataString(code)}/answers/new";

    /// <summary>With a person's form open, and the day and the source of the paper before, which are often the same.</summary>
    internal static string Address(string code, Guid? person, string? on, string? source)
    {
        var query = QueryString.Create("on", on ?? "").Add("source", source ?? "");
        return Address(code) + (person is { } id ? query.Add("person", $"{id}") : query);
    }

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> ShowAsync(string code, string? search, string? person, string? on, string? source, string? noted, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var before = new Form { AnsweredOn = on, Source = source };
        if (!Guid.TryParse(person, out var id))
            return await SearchAsync(db, edition, search ?? "", before, noted, http, ct);
        var (about, kept) = await CallPerson.FindAsync(db, edition.Id, id, ct);
        return about is null
            ? SeeOther.To(Address(edition.Code, kept, on, source))
            : await PageAsync(db, edition, about, before with { Id = $"{Guid.CreateVersion7()}", Source = string.IsNullOrEmpty(source) ? "candidate" : source }, new FormErrors(), http, ct);
    }

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var (person, kept) = await CallPerson.FindAsync(db, edition.Id, Typed.Id(form.Person), ct);
        if (person is null)
            return SeeOther.To(Address(edition.Code, kept, form.AnsweredOn, form.Source));
        var errors = new FormErrors();
        var who = (await Respondent.FindAsync(db, person.Id, ct))!;
        var row = await PaperAnswer.ReadAsync(form, errors, who, db, ct);
        if (row is not null)
            row = row with { Id = Typed.IdOf(person.Id.ToByteArray(), Typed.Id(form.Id)), EditionId = edition.Id, CandidateId = person.Id };
        return row is null || !await SecondTry.RunAsync(() => PaperAnswer.WriteAsync(db, Caller.Of(http).Actor, edition, person, who, row, form.Seen ?? "", errors, ct))
            ? await PageAsync(db, edition, person, form, errors, http, ct)
            : SeeOther.To($"{Address(edition.Code, null, form.AnsweredOn, form.Source)}&noted={row.Id}");
    }

    private static async Task<IResult> SearchAsync(OutcomesDatabase db, ReadBilan.Edition edition, string search, Form before, string? noted, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var found = await FindPeople.ByWordsAsync(db, edition.Id, search, ct);
        if (found is [var only])
            return SeeOther.To(Address(edition.Code, only.Id, before.AnsweredOn, before.Source));
        return new FormErrors().Page<FindPersonPage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            Search = search,
            Before = before,
            Found = (IReadOnlyList<Found>)[.. found.Take(FindPeople.Most)],
            HasMore = found.Count > FindPeople.Most,
            Noted = await NotedCall.JustAsync(db, edition.Id, noted, ct),
            IsUndone = http.Request.Query.ContainsKey("undone"),
            MayImport = Caller.Of(http).May(May.Coordinate),
        });
    }

    private static async Task<IResult> PageAsync(OutcomesDatabase db, ReadBilan.Edition edition, CallPerson person, Form form, FormErrors errors, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var who = (await Respondent.FindAsync(db, person.Id, ct))!;
        var standing = await CallPerson.StandingAsync(db, person.Id, ct);
        return errors.Page<EnterAnswerPage>(new
        {
            EditionCode = edition.Code,
            edition.TimeZone,
            Person = person,
            Sites = (IReadOnlyList<string>)[.. (await ReadCalls.SitesAsync(db, [person.Id], ct))[person.Id]],
            Employers = await who.MetAsync(db, ct),
            History = await SaidAnswer.OfAsync(db, [person.Id], ct),
            // After a conflict the form is shown with what stands now: sent again, it is meant.
            Form = form with { Seen = CallPerson.Seen(standing), Id = errors.Status == StatusCodes.Status409Conflict ? $"{Guid.CreateVersion7()}" : form.Id },
            Errors = errors,
        });
    }
}
