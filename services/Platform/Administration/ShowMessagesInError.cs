using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>Messages that a service could not take in: why, once more, or given up in full knowledge.</summary>
public sealed class ShowMessagesInError
{
    private readonly Service _service;

    internal ShowMessagesInError(Service service) => _service = service;

    public sealed record Form
    {
        public string? Queue { get; init; }
        public string? Mark { get; init; }
    }

    private string At => $"/{_service.Name}/messages-in-error";

    private static Words Words => AdministrationTexts.Words;

    internal void Map(IEndpointRouteBuilder at)
    {
        at.Get("/messages-in-error", PageAsync);
        at.Post("/messages-in-error/retry", RetryAsync);
        at.Get("/messages-in-error/discard", AskDiscardAsync);
        at.Post("/messages-in-error/discard", DiscardAsync);
    }

    private async Task<IResult> PageAsync(int? retried, int? gone, House house, BrokerErrors broker, CancellationToken ct) => new RazorComponentResult<ShowMessagesInErrorPage>(new
    {
        Service = _service.Name,
        Failures = await MessagesInError.ListAsync(house, _service, broker, ct),
        Retried = retried,
        Gone = gone is not null,
    });

    /// <summary>One, or without a mark all.</summary>
    private async Task<IResult> RetryAsync([FromForm] Form form, HttpContext http, House house, BrokerErrors broker, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(form.Mark))
            return SeeOther.To($"{At}?retried={await MessagesInError.RetryAsync(house, _service, broker, Caller.Of(http).Actor, ct)}");
        return await FindAsync(form.Queue, form.Mark, house, broker, ct) is { } failure && await MessagesInError.EndAsync(house, _service, broker, Caller.Of(http).Actor, failure, again: true, ct)
            ? SeeOther.To($"{At}?retried=1")
            : SeeOther.To($"{At}?gone=1");
    }

    private async Task<IResult> AskDiscardAsync(string? queue, string? mark, House house, BrokerErrors broker, CancellationToken ct)
    {
        if (await FindAsync(queue, mark, house, broker, ct) is not { } failure)
            return SeeOther.To($"{At}?gone=1");
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = Words["Messages.Discard.Title"],
            Sentence = Words["Messages.Discard.Sentence", failure.Kind.Split('.')[^1], failure.Destination],
            Consequences = (IReadOnlyList<string>)
            [
                Words[failure.Readable ? "Messages.Discard.Readable" : "Messages.Discard.Unreadable"],
                .. failure.Flow is null ? (string[])[] : [Words["Messages.Discard.Flow"]],
                Words["Messages.Discard.Audit"],
            ],
            Action = $"{At}/discard",
            Button = Words["Messages.Discard"],
            Back = At,
            Kept = (IReadOnlyList<(string, string)>)[("queue", failure.Destination), ("mark", failure.Mark)],
        });
    }

    private async Task<IResult> DiscardAsync([FromForm] Form form, HttpContext http, House house, BrokerErrors broker, CancellationToken ct) =>
        await FindAsync(form.Queue, form.Mark, house, broker, ct) is { } failure && await MessagesInError.EndAsync(house, _service, broker, Caller.Of(http).Actor, failure, again: false, ct)
            ? SeeOther.To(At)
            : SeeOther.To($"{At}?gone=1");

    private async Task<Outbox.Failure?> FindAsync(string? queue, string? mark, House house, BrokerErrors broker, CancellationToken ct) =>
        (await MessagesInError.ListAsync(house, _service, broker, ct)).FirstOrDefault(failure => failure.Destination == queue && failure.Mark == mark);
}
