using System.Collections.Concurrent;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace JobDating.Tests.Platform;

/// <summary>
/// A fourth service, in a queue and a database of its own, that hears what the others say, fails when told to, and has pages that break.
/// </summary>
internal sealed class Rehearsal : Service
{
    public const string Secret = "the innermost reason";

    public override string Name => "rehearsal";

    public override Type DatabaseType => typeof(RehearsalDatabase);

    /// <summary>Codes of the editions whose message fails here.</summary>
    public ConcurrentDictionary<string, bool> Fails { get; } = [];

    /// <summary>Ids of editions whose messages were taken in.</summary>
    public ConcurrentQueue<Guid> Heard { get; } = [];

    public override void Consumers(Hears hears)
    {
        hears.On<EditionSaved>((message, tx, ct) =>
        {
            if (Fails.ContainsKey(message.Code))
                throw new InvalidOperationException(Secret);
            Heard.Enqueue(message.EditionId);
            return Task.CompletedTask;
        });
        hears.On<InterviewsRecorded>((message, tx, ct) =>
        {
            Heard.Enqueue(message.EditionId);
            return Task.CompletedTask;
        });
    }

    /// <summary>How often <c>/rehearsal/written</c> shall lose its transaction, and whether after it has kept another.</summary>
    public (int Times, bool AfterCommit) Loses { get; set; }

    /// <summary>How often <c>/rehearsal/written</c> was worked on.</summary>
    public int Written { get; private set; }

    private async Task<string> WriteAsync(HttpContext http, RehearsalDatabase db)
    {
        Written++;
        await using (var tx = await db.BeginAsync(Actor.Command("test"), http.RequestAborted))
        {
            await tx.AuditAsync("rehearsal", Guid.CreateVersion7(), "written", null, http.RequestAborted);
            if (!Loses.AfterCommit && Written <= Loses.Times)
                throw new LostTransactionException();
            await tx.CommitAsync(http.RequestAborted);
        }
        if (Loses.AfterCommit && Written <= Loses.Times)
            throw new LostTransactionException();
        return "written";
    }

    public override void Routes(IEndpointRouteBuilder routes)
    {
        routes.Get("/rehearsal/broken", string () => throw new InvalidOperationException(Secret)).AllowAnonymous();
        routes.Get("/rehearsal/refused", string () => throw new Rejected(StatusCodes.Status409Conflict, "The table is taken.")).AllowAnonymous();
        routes.Post("/rehearsal/said", () => "said").DisableAntiforgery().AllowAnonymous();
        routes.Post("/rehearsal/written", (HttpContext http, RehearsalDatabase db) => WriteAsync(http, db)).DisableAntiforgery().AllowAnonymous();
    }
}

internal sealed class RehearsalDatabase(DatabaseAddress address, IClock clock) : Database(address, clock);
