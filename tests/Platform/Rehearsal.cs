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

    public override void Routes(IEndpointRouteBuilder routes)
    {
        routes.Get("/rehearsal/broken", string () => throw new InvalidOperationException(Secret)).AllowAnonymous();
        routes.Get("/rehearsal/refused", string () => throw new Rejected(StatusCodes.Status409Conflict, "The table is taken.")).AllowAnonymous();
        routes.Post("/rehearsal/said", () => "said").DisableAntiforgery().AllowAnonymous();
    }
}

internal sealed class RehearsalDatabase(DatabaseAddress address, IClock clock) : Database(address, clock);
