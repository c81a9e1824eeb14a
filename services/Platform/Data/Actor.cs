namespace JobDating.Platform;

/// <summary>Who acts: stands in every audit row. <c>Kind</c> is one of visitor, command, job, message.</summary>
public sealed record Actor(string Kind, string Name)
{
    /// <summary>Whoever uses the pages; there is no sign-in yet.</summary>
    public static Actor Visitor { get; } = new("visitor", "");

    public static Actor Command(string name) => new("command", name);

    public static Actor Job(string name) => new("job", name);

    public static Actor Message(string name) => new("message", name);

    public override string ToString() => Name.Length == 0 ? Kind : $"{Kind} {Name}";
}
