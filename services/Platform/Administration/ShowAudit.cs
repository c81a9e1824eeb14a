using System.Runtime.CompilerServices;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>Who did what to whom, and when: searched by person, act, kind and date.</summary>
public sealed class ShowAudit
{
    private static readonly Instant Beginning = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(9999, 1, 1, 0, 0);
    private readonly Service _service;
    private readonly Administration.Names? _names;
    private readonly Administration.Find? _find;

    internal ShowAudit(Service service, Administration.Names? names, Administration.Find? find) => (_service, _names, _find) = (service, names, find);

    /// <summary>The kinds of actors, as <see cref="Actor"/> writes them.</summary>
    internal static IReadOnlyList<string> ActorKinds { get; } = ["account", "candidate", "prescriber", "employer", "visitor", "command", "job", "message"];

    /// <summary>What was done, or only looked at.</summary>
    internal static IReadOnlyList<string> Views { get; } = ["changed", "seen"];

    /// <summary>What the page shows: rows, what they and the search call people, and what there is to choose from.</summary>
    public sealed record Shown
    {
        public required string Service { get; init; }
        public required ListChoice Choice { get; init; }
        public required IReadOnlyList<ReadAudit.Row> Rows { get; init; }
        public required IReadOnlyDictionary<Guid, string> Names { get; init; }
        public required IReadOnlyList<string> Acts { get; init; }
        public required IReadOnlyList<string> Kinds { get; init; }

        /// <summary>The words sought mean several accounts.</summary>
        public IReadOnlyList<Guid> OneOf { get; init; } = [];
        public bool HasNames { get; init; }
        public ListCursor? Last { get; init; }
        public FormErrors Errors { get; init; } = new();
    }

    internal void Map(IEndpointRouteBuilder at)
    {
        at.Get("/audit", PageAsync);
        at.Get("/audit.csv", CsvAsync);
    }

    private async Task<IResult> PageAsync(HttpContext http, House house, CancellationToken ct)
    {
        var db = house.Database(_service);
        var choice = Read(http);
        var wrong = new FormErrors();
        var oneOf = await MeantAsync(db, choice.Search, ct);
        var rows = Ask(choice, oneOf, wrong) is { } asked ? await ReadAudit.RunAsync(db, asked, choice.Take, ct) : [];
        var shown = rows.Take(choice.Size).ToList();
        return new RazorComponentResult<ShowAuditPage>(new
        {
            Audit = new Shown
            {
                Service = _service.Name,
                Choice = choice,
                Rows = shown,
                Names = await NamesAsync(db, [.. shown.Select(row => row.ActorId).OfType<Guid>(), .. shown.Select(row => row.SubjectId), .. oneOf], ct),
                Acts = await ReadAudit.ActsAsync(db, ct),
                Kinds = await ReadAudit.KindsAsync(db, ct),
                OneOf = oneOf.Count > 1 ? oneOf : [],
                HasNames = _names is not null,
                Last = rows.Count > choice.Size ? new ListCursor(InstantPattern.ExtendedIso.Format(shown[^1].HappenedAt), shown[^1].Id.ToString()) : null,
                Errors = wrong,
            },
        })
        {
            StatusCode = wrong.Status,
        };
    }

    private async Task<IResult> CsvAsync(HttpContext http, House house, CancellationToken ct)
    {
        var db = house.Database(_service);
        var choice = Read(http);
        var asked = Ask(choice, await MeantAsync(db, choice.Search, ct), new FormErrors());
        return Results.Stream(to => CsvFile.WriteAsync(to, "happened_at actor actor_name subject subject_id subject_name act detail", CellsAsync(db, asked, http.RequestAborted), http.RequestAborted), "text/csv; charset=utf-8", "audit.csv");
    }

    private async IAsyncEnumerable<string?[]> CellsAsync(Database db, ReadAudit.Question? asked, [EnumeratorCancellation] CancellationToken ct)
    {
        const int Page = 1000;
        while (asked is not null)
        {
            var rows = await ReadAudit.RunAsync(db, asked, Page, ct);
            var names = await NamesAsync(db, [.. rows.Select(row => row.ActorId).OfType<Guid>(), .. rows.Select(row => row.SubjectId)], ct);
            foreach (var row in rows)
                yield return [AdministrationTexts.Cell(row.HappenedAt), row.Actor, row.ActorId is { } actor ? names.GetValueOrDefault(actor) : null, row.Subject, row.SubjectId.ToString(), names.GetValueOrDefault(row.SubjectId), row.Act, row.Detail];
            asked = rows.Count < Page ? null : asked with { After = rows[^1] };
        }
    }

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["-date"], "view", "actor", "kind", "act", "from", "to");

    /// <summary>Null when nothing can be found: the words mean nobody or several, or a date is no date.</summary>
    private static ReadAudit.Question? Ask(ListChoice choice, IReadOnlyList<Guid> meant, FormErrors wrong)
    {
        var typed = new Typed(wrong);
        var from = typed.Date("from", choice.Filter("from"));
        var to = typed.Date("to", choice.Filter("to"));
        if (wrong.Any || (choice.Search.Length > 0 && meant.Count != 1))
            return null;
        return new ReadAudit.Question
        {
            Who = meant.Count == 1 ? meant[0] : null,
            ActorKind = ActorKinds.Contains(choice.Filter("actor")) ? choice.Filter("actor")! : "",
            Kind = choice.Filter("kind") ?? "",
            Act = choice.Filter("act") ?? "",
            View = Views.Contains(choice.Filter("view")) ? choice.Filter("view")! : "",
            First = from is { } first ? AdministrationTexts.Begins(first) : Beginning,
            Last = to is { } last ? AdministrationTexts.Begins(last.PlusDays(1)) - Duration.FromTicks(1) : End,
            Descending = choice.Descending,
            After = choice.After is { } after && InstantPattern.ExtendedIso.Parse(after.Key) is { Success: true } at && Guid.TryParse(after.Code, out var id)
                ? new ReadAudit.Row { HappenedAt = at.Value, Id = id }
                : null,
        };
    }

    /// <summary>An id means itself, whatever it is of; other words the accounts that have them.</summary>
    private async Task<IReadOnlyList<Guid>> MeantAsync(Database db, string search, CancellationToken ct) =>
        search.Length == 0 ? []
        : Guid.TryParse(search, out var id) ? [id]
        : _find is null ? []
        : await _find(db, search, ct);

    private async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Database db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        _names is null || ids.Count == 0 ? new Dictionary<Guid, string>() : await _names(db, [.. ids.Distinct()], ct);
}
