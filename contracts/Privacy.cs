using NodaTime;

namespace JobDating.Contracts.Flow;

/// <summary>Said by each service that has erased people (<see cref="Registration.CandidatesErased"/>): nothing of theirs names or reaches them there any more.</summary>
/// <remarks>Harmless in any order and any number of times: the first one counts.</remarks>
[HeardBy("registration")]
public sealed record PeopleErased
{
    public required string Service { get; init; }
    public required Instant DoneAt { get; init; }
    public required IReadOnlyList<Guid> CandidateIds { get; init; }
}

/// <summary>A service's part of all that is held about a person (<see cref="Registration.PersonalDataAsked"/>), as readable files.</summary>
/// <remarks>Of a request that has ended meanwhile nothing is kept.</remarks>
[HeardBy("registration")]
public sealed record PersonalDataGiven
{
    public required Guid RequestId { get; init; }
    public required string Service { get; init; }
    public required Instant GivenAt { get; init; }
    public required IReadOnlyList<File> Files { get; init; }

    public sealed record File
    {
        /// <summary>With its ending: <c>.txt</c> or <c>.json</c>; UTF-8.</summary>
        public required string Name { get; init; }
        public required string Text { get; init; }
    }
}
