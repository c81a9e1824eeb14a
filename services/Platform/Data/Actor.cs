namespace JobDating.Platform;

/// <summary>
/// Who acts: stands in every audit row, without a person's name. <c>Kind</c> is one of visitor, account, candidate, prescriber, employer, command,
/// job, message.
/// </summary>
public sealed record Actor(string Kind, string Name)
{
    /// <summary>Whoever uses a page that is open to all.</summary>
    public static Actor Visitor { get; } = new("visitor", "");

    /// <summary>By account or by a program's token.</summary>
    public static Actor Account(Guid id) => new("account", id.ToString());

    /// <summary>By personal link: the role, and whom it is for.</summary>
    public static Actor Link(string role, string subject) => new(role, subject);

    public static Actor Command(string name) => new("command", name);

    public static Actor Job(string name) => new("job", name);

    public static Actor Message(string name) => new("message", name);

    public override string ToString() => Name.Length == 0 ? Kind : $"{Kind} {Name}";
}
