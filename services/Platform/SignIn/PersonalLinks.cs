using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace JobDating.Platform.SignIn;

/// <summary>
/// The links by which candidates, prescribers and employers come in, without account or password. Signed and sealed with the shared keys, so
/// any service may give them out and any may read them; each has its role, its end, and the revision of its holder, whose links and sessions all
/// end when that is raised (<see cref="Access.ChangeAsync"/>).
/// </summary>
public sealed class PersonalLinks(IDataProtectionProvider keys, Settings settings, IClock clock)
{
    /// <summary>How many holders one statement asks for: SQL Server takes 2,100 parameters.</summary>
    private const int MostAtOnce = 1_000;

    private const string RevisionSql = """
        SELECT COALESCE(MAX(revision), 0)
        FROM access_revision
        WHERE subject_id = @Holder
        """;

    private const string RevisionsSql = """
        SELECT subject_id, revision AS number
        FROM access_revision
        WHERE subject_id IN @Holders
        """;

    private readonly IDataProtector _seal = keys.CreateProtector("JobDating.personal link, short");

    /// <summary>What is sealed in a link.</summary>
    public sealed record Content
    {
        /// <summary>One of <see cref="Role.OfLinks"/>: what the link is for, and all that it opens.</summary>
        public required string Role { get; init; }

        /// <summary>The person: candidate, or contact of an employer or structure. Taking back ends all links of this holder.</summary>
        public required Guid Holder { get; init; }

        /// <summary>The candidate's id, the structure's id, or the establishment's SIRET.</summary>
        public required string Subject { get; init; }

        /// <summary>As the pages greet the holder; a long one is cut.</summary>
        public required string Name { get; init; }

        /// <summary>To the second.</summary>
        public required Instant Expires { get; init; }
        public int Revision { get; init; }
    }

    private sealed record Revision
    {
        public Guid SubjectId { get; init; }
        public int Number { get; init; }
    }

    /// <summary>Makes the links of holders whose revisions it knows. No holder but these has one from it.</summary>
    public sealed class Issuer(PersonalLinks links, IReadOnlyDictionary<Guid, int> revisions)
    {
        /// <inheritdoc cref="IssueAsync"/>
        public string Issue(Content content) => links.Seal(content with { Revision = revisions[content.Holder] });

        /// <summary>With the address that readers know this installation by.</summary>
        public string Absolute(string path) => links.Absolute(path);
    }

    /// <summary>A path on this installation, <c>/in/…</c>; <see cref="Absolute"/> makes it an address for a mail.</summary>
    public async Task<string> IssueAsync(Transaction tx, Content content, CancellationToken ct) => (await ForAsync(tx, [content.Holder], ct)).Issue(content);

    /// <summary>For the links of many, with one look at what was taken back.</summary>
    public async Task<Issuer> ForAsync(Transaction tx, IEnumerable<Guid> holders, CancellationToken ct)
    {
        var revisions = holders.Distinct().ToDictionary(holder => holder, _ => 0);
        foreach (var some in revisions.Keys.Chunk(MostAtOnce))
            foreach (var row in await tx.QueryAsync<Revision>(RevisionsSql, new { Holders = some }, ct))
                revisions[row.SubjectId] = row.Number;
        return new Issuer(this, revisions);
    }

    private string Seal(Content content) => $"/in/{WebEncoders.Base64UrlEncode(_seal.Protect(LinkBytes.Write(content)))}";

    /// <summary>With the address that readers know this installation by.</summary>
    public string Absolute(string path) => $"{settings.PublicAddress.TrimEnd('/')}{path}";

    /// <summary>Ends every link and session of this holder, everywhere.</summary>
    public static async Task TakeBackAsync(Transaction tx, Guid holder, CancellationToken ct) =>
        await Access.ChangeAsync(tx, holder, await tx.QueryFirstOrDefaultAsync<int>(RevisionSql, new { Holder = holder }, ct) + 1, ct);

    /// <summary>What the link says; null when it was altered, guessed or is expired. Whether it was taken back is for the caller to ask.</summary>
    public Content? Read(string token)
    {
        try
        {
            return LinkBytes.Read(_seal.Unprotect(WebEncoders.Base64UrlDecode(token))) is { } content && content.Expires > clock.GetCurrentInstant() ? content : null;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }

    public static Ticket Ticket(Content content) => new()
    {
        Id = content.Holder,
        Name = content.Name,
        Roles = [content.Role],
        SubjectId = content.Subject,
        Ends = content.Expires,
        Revisions = new Dictionary<Guid, int> { [content.Holder] = content.Revision },
    };
}
