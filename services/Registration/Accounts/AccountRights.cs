using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>The part of an account's form that says what its person may: roles, and for some of them at which sites.</summary>
public static class AccountRights
{
    /// <summary>As many sites as a form shows besides those already ticked; further ones are found by their words.</summary>
    private const int Most = 40;
    private const int MostChosen = 500;

    private const string NewestSql = """
        SELECT s.id, s.name, s.date, s.commune, s.code, e.name AS edition
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        ORDER BY s.date DESC, s.code
        LIMIT @Take
        """;

    private const string ByIdSql = """
        SELECT s.id, s.name, s.date, s.commune, s.code, e.name AS edition
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id IN @Ids
        ORDER BY s.date DESC, s.code
        """;

    private const string EverySql = """
        SELECT s.id, s.name, s.date, s.commune, s.code, e.name AS edition
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        ORDER BY s.date DESC, s.code
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public LocalDate Date { get; init; }
        public string? Commune { get; init; }
        public string Code { get; init; } = "";
        public string Edition { get; init; } = "";
    }

    /// <summary>As it stands in the form.</summary>
    public sealed record Chosen
    {
        public IReadOnlyList<string> Roles { get; init; } = [];
        public bool AllSites { get; init; } = true;
        public IReadOnlyList<Guid> Sites { get; init; } = [];
    }

    public static Chosen Of(IReadOnlyList<AccountRole> roles)
    {
        var sites = roles.Where(role => role.SiteId != AccountRole.AllSites).Select(role => role.SiteId).Distinct().ToList();
        return new Chosen { Roles = [.. roles.Select(role => role.Role).Distinct()], AllSites = sites.Count == 0, Sites = sites };
    }

    /// <summary>What was ticked; words and ids that no form of ours sends are left out.</summary>
    public static Chosen Read(IFormCollection form) => new()
    {
        Roles = [.. Role.OfAccounts.Where(role => form["role"].Contains(role))],
        AllSites = form["sites"].ToString() != "chosen",
        Sites = [.. form["site"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MostChosen)],
    };

    /// <summary>The roles to be written; what is missing is said at its field.</summary>
    internal static async Task<IReadOnlyList<AccountRole>> CheckAsync(RegistrationDatabase db, Guid account, Chosen chosen, FormErrors wrong, CancellationToken ct)
    {
        if (chosen.Roles.Count == 0)
            wrong.Add("role-administrator", AccountTexts.Words["Roles.Missing"]);
        var known = chosen.AllSites ? [] : (await db.QueryAsync<Site>(ByIdSql, new { Ids = chosen.Sites }, ct)).Select(site => site.Id).ToList();
        if (!chosen.AllSites && known.Count == 0 && chosen.Roles.Any(Role.HasSites))
            wrong.Add("sites-chosen", AccountTexts.Words["Sites.Missing"]);
        return [.. chosen.Roles.SelectMany(role => chosen.AllSites || !Role.HasSites(role)
            ? [new AccountRole { AccountId = account, Role = role, SiteId = AccountRole.AllSites }]
            : known.Select(site => new AccountRole { AccountId = account, Role = role, SiteId = site }))];
    }

    /// <summary>The sites ticked, then those whose name, place, code or edition has the words; without words the newest.</summary>
    internal static async Task<IReadOnlyList<Site>> SitesAsync(RegistrationDatabase db, Chosen chosen, string? search, CancellationToken ct)
    {
        var ticked = await db.QueryAsync<Site>(ByIdSql, new { Ids = chosen.Sites }, ct);
        var sought = FoldedWords.Of(search);
        if (sought.Count == 0)
            return [.. ticked, .. (await db.QueryAsync<Site>(NewestSql, new { Take = Most }, ct)).ExceptBy(chosen.Sites, site => site.Id)];
        var found = new List<Site>();
        await foreach (var site in db.StreamAsync<Site>(EverySql, null, ct))
        {
            var words = FoldedWords.Of(site.Name, site.Commune, site.Code, site.Edition);
            if (!chosen.Sites.Contains(site.Id) && sought.All(word => words.Any(own => own.StartsWith(word, StringComparison.Ordinal))))
                found.Add(site);
            if (found.Count == Most)
                break;
        }
        return [.. ticked, .. found];
    }
}
