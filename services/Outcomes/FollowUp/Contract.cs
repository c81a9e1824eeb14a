using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>How lasting a hire is, as public insertion counts it. The more lasting, the higher.</summary>
internal enum ContractClass
{
    /// <summary>Nobody has said, or no end was said of a contract that has one.</summary>
    NotKnown,

    /// <summary>Under six months, or an aided contract.</summary>
    Transition,

    /// <summary>Without end, or of six months or more, or an own business.</summary>
    Durable,
}

/// <summary>What an answer says of the contract; each part may be missing. <c>Type</c>: the words of <c>followups.csv</c>.</summary>
internal readonly record struct Contract(string? Type, LocalDate? StartedOn, LocalDate? EndedOn)
{
    private const int DurableMonths = 6;

    /// <summary>The day on which six months of work are over; null while the beginning is not known.</summary>
    public LocalDate? SixMonths => StartedOn is { } start ? After(start) : null;

    /// <summary>Derived from the dates wherever they decide; apprenticeships too are contracts with an end.</summary>
    public ContractClass Class => Type switch
    {
        "CDI" or "business_creation" => ContractClass.Durable,
        "aided" => ContractClass.Transition,
        "CDD" or "temp" or "apprenticeship" when SixMonths is { } over && EndedOn is { } end && end >= StartedOn => end.PlusDays(1) >= over ? ContractClass.Durable : ContractClass.Transition,
        _ => ContractClass.NotKnown,
    };

    /// <summary>From the 15th to the 15th; where that day does not exist, the month must be over: from 31 August to 1 March.</summary>
    private static LocalDate After(LocalDate start)
    {
        var date = start.PlusMonths(DurableMonths);
        return date.Day == start.Day ? date : date.PlusDays(1);
    }
}
