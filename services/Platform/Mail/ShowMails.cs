using System.Text.RegularExpressions;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace JobDating.Platform;

/// <summary>The administrator's page of a service's mails, newest first, and each one as text.</summary>
public static partial class ShowMails
{
    private const string Columns = "m.id, m.once_key, m.channel, m.to_address, m.to_name, m.subject, m.queued_at, m.ended_at, m.status, m.attempts, m.error";

    private const string Order = """
          AND m.queued_at <= @KeyInstant AND (m.queued_at < @KeyInstant OR m.once_key < @Code)
        ORDER BY m.queued_at DESC, m.once_key DESC
        LIMIT @Take
        """;

    private const string FirstWord = "EXISTS (SELECT 1 FROM mail_word w WHERE w.mail_id = m.id AND w.word >= @From1 AND w.word < @To1)";

    private const string Words = """
          AND EXISTS (SELECT 1 FROM mail_word w WHERE w.mail_id = m.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM mail_word w WHERE w.mail_id = m.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM mail_word w WHERE w.mail_id = m.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string AllSql = $"SELECT {Columns} FROM mail m WHERE m.queued_at <= @KeyInstant {Order}";
    private const string StatusSql = $"SELECT {Columns} FROM mail m WHERE m.status = @Status {Order}";
    private const string SoughtSql = $"SELECT {Columns} FROM mail m WHERE m.queued_at <= @KeyInstant AND {FirstWord} {Words} {Order}";
    private const string SoughtStatusSql = $"SELECT {Columns} FROM mail m WHERE m.status = @Status AND {FirstWord} {Words} {Order}";

    private const string FoundSql = $"""
        SELECT {Columns} FROM (SELECT DISTINCT mail_id FROM mail_word WHERE word >= @From1 AND word < @To1) f JOIN mail m ON m.id = f.mail_id
        WHERE (@Status IS NULL OR m.status = @Status) {Words} {Order}
        """;

    private const string OneSql = """
        SELECT id, once_key, channel, to_address, to_name, subject, body, queued_at, due_at, ended_at, not_after, status, attempts, error
        FROM mail
        WHERE id = @Id
        """;

    private static readonly string[] Statuses = ["waiting", "sent", "refused", "bounced", "expired", "cancelled"];

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string OnceKey { get; init; }
        public required string Channel { get; init; }
        public required string ToAddress { get; init; }
        public string? ToName { get; init; }
        public required string Subject { get; init; }
        public string Body { get; init; } = "";
        public Instant QueuedAt { get; init; }
        public Instant DueAt { get; init; }
        public Instant? EndedAt { get; init; }
        public Instant? NotAfter { get; init; }
        public required string Status { get; init; }
        public int Attempts { get; init; }
        public string? Error { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder routes, Service service)
    {
        var at = routes.MapGroup($"/{service.Name}/mails").RequireAuthorization(May.Administer);
        at.Get("/", (House house, HttpContext http, CancellationToken ct) => ListAsync(house, service, http, ct));
        at.Get("/{id:guid}", (Guid id, House house, CancellationToken ct) => OneAsync(id, house, service, ct));
    }

    private static async Task<IResult> ListAsync(House house, Service service, HttpContext http, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["-queued"], "status");
        var status = Statuses.Contains(choice.Filter("status")) ? choice.Filter("status") : null;
        var words = choice.Words;
        var sql = words.FindsFew ? FoundSql : (words.None, status) switch { (true, null) => AllSql, (true, _) => StatusSql, (false, null) => SoughtSql, _ => SoughtStatusSql };
        var rows = await house.Database(service).QueryAsync<Row>(sql, words.With(new
        {
            KeyInstant = choice.After is null ? Latest : choice.KeyInstant,
            // Newest first always: what comes after a mail was queued before it.
            Code = choice.After?.Code ?? "\uFFFF",
            Status = status,
            choice.Take,
        }), ct);
        return new RazorComponentResult<ShowMailsPage>(new
        {
            Service = service.Name,
            Services = house.Services.Select(other => other.Name).ToList(),
            Choice = choice,
            Status = status,
            Statuses,
            Shown = rows.Take(choice.Size).ToList(),
            Last = rows.Count > choice.Size ? new ListCursor(NodaTime.Text.InstantPattern.ExtendedIso.Format(rows[choice.Size - 1].QueuedAt), rows[choice.Size - 1].OnceKey) : null,
        });
    }

    private static async Task<IResult> OneAsync(Guid id, House house, Service service, CancellationToken ct)
    {
        if (await house.Database(service).QueryFirstOrDefaultAsync<Row>(OneSql, new { Id = id }, ct) is not { } mail)
            return Results.NotFound();
        // Where mails really leave, a personal link is its reader's alone. Where they are only files, this page is the letter box.
        var shown = house.Settings.Smtp is null ? mail : mail with { Body = PersonalLink().Replace(mail.Body, "$1…") };
        return new RazorComponentResult<ShowMailPage>(new { Service = service.Name, Mail = shown });
    }

    [GeneratedRegex(@"(https?://[^\s/]+/\S*?)[A-Za-z0-9_-]{40,}")]
    private static partial Regex PersonalLink();

    private static readonly Instant Latest = Instant.FromUtc(9999, 1, 1, 0, 0);
}
