namespace JobDating.Registration.Prints;

/// <summary>What stands on each page of a printed list, and what its columns are.</summary>
public sealed record ListHead(string Kind, string Edition, string Title, string About)
{
    /// <summary>To sign on arrival.</summary>
    public const string Signatures = "signatures";

    /// <summary>To phone, and to tick.</summary>
    public const string Phones = "phones";

    /// <summary>Lines on a page: a signature needs 11 mm.</summary>
    public int LinesOnSheet => Kind == Signatures ? 20 : 30;
}

/// <summary>One person on a printed list.</summary>
public sealed record ListLine(string Name, string? Code, string? Structure, string? Phone = null, string? Email = null, bool Received = false);
