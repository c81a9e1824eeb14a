namespace JobDating.Contracts.Flow;

/// <summary>
/// Said by any service when it has taken in one message of a flow (an edition's import is one): the flow's starter counts
/// messages said against messages taken, and so knows when every service has everything.
/// </summary>
/// <remarks>Harmless in any order and any number of times: a message of a flow is identified by (MessageId, Service).</remarks>
[HeardBy("registration")]
public sealed record PartTaken
{
    public required Guid Flow { get; init; }

    /// <summary>The message that was taken in, and the service that did it.</summary>
    public required Guid MessageId { get; init; }
    public required string Service { get; init; }

    /// <summary>Messages that taking this one made the service say in its turn; the flow is not at its end before they are taken too.</summary>
    public IReadOnlyList<Part> Said { get; init; } = [];

    /// <summary>What the service found and counted while writing handed-over rows; empty for every other message.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public string? FileName { get; init; }
    public int Written { get; init; }
    public int Unchanged { get; init; }
}

/// <summary>One message and one of the services that hear it.</summary>
public sealed record Part
{
    public required Guid MessageId { get; init; }
    public required string Service { get; init; }
}

/// <summary>One thing found in an archive, at its place. The sentence is made where it is read, in the reader's language.</summary>
public sealed record Finding
{
    /// <summary>The file's name in the archive, such as <c>candidates.csv</c>; empty when it is about the archive itself.</summary>
    public required string FileName { get; init; }

    /// <summary>Line in the file, from 1 (the header); 0 when it is about the file as a whole.</summary>
    public required int Line { get; init; }

    /// <summary>The column's name in the header; empty when it is about the line.</summary>
    public required string Column { get; init; }

    /// <summary>The cell as it was found, shortened to 200 characters.</summary>
    public required string Value { get; init; }

    /// <summary>Which rule: the text's key is <c>Finding.</c> and this word.</summary>
    public required string Rule { get; init; }

    /// <summary>What the sentence names, in its order.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A notice does not stop an import; everything else does.</summary>
    public bool IsNotice { get; init; }
}
