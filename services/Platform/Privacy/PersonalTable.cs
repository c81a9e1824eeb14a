using JobDating.Platform.Ui;

namespace JobDating.Platform;

/// <summary>What becomes of a person's rows in a table when the person is erased.</summary>
public enum Erased
{
    /// <summary>They go.</summary>
    Gone,
    /// <summary>They stay and count; nothing in them names or reaches the person.</summary>
    Nameless,
    /// <summary>They stay as they are: what was done, when, by what kind of hand; no name, no address.</summary>
    Trail,
    /// <summary>They are not this person's as a candidate, and have an end of their own: a newsletter's list.</summary>
    Apart,
}

/// <summary>
/// A table of a service that holds something of a person, by the person's id: what is given to them who ask for it, and what erasing does to it. A test holds each service's list against its tables.
/// </summary>
/// <param name="Words">Its title (<c>Table.name</c>), its columns (<c>Column.alias</c>), and the words that stand in it (<c>Value.word</c>).</param>
/// <param name="Sql">With <c>@Ids</c>, and <c>@Actors</c> as the audit writes them; each column under the alias by which it is called. <c>…_at</c> is a moment, <c>is_…</c> yes or no. Null: nothing is in it that is not in another (<see cref="Why"/>).</param>
public sealed record PersonalTable(Words Words, string Name, Erased Erased, string? Sql, string? Why = null)
{
    /// <summary>One whose rows are made of others' rows, or only point to them.</summary>
    public static PersonalTable Derived(Words words, string name, Erased erased, string why) => new(words, name, erased, null, why);
}
