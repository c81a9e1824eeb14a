using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform.Ui;

/// <summary>
/// What a reader wants to see of a list, from the query string: search, sort, direction, filters, and after which row. Whatever is nonsense
/// there is as if it were not there. Pages follow one another by the key of the last row, so page 2,000 costs what page 1 costs.
/// </summary>
public sealed class ListChoice
{
    private const int LongestSearch = 200;
    private const string End = "\uFFFF";
    private readonly List<(string Name, string Value)> _filters = [];
    private readonly List<(string Name, string Value)> _kept = [];

    /// <summary>The list's address, without its query.</summary>
    public required string Address { get; init; }

    public string Search { get; init; } = "";
    public required string Sort { get; init; }
    public bool Descending { get; init; }

    /// <summary>Null on the first page.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Rows on one page.</summary>
    public int Size { get; init; } = 50;

    /// <summary>One more than a page: the row that tells whether there is a next one.</summary>
    public int Take => Size + 1;

    public SoughtWords Words => new(Search);

    /// <summary>Nothing is chosen: all rows in the usual order.</summary>
    public bool IsPlain => Search.Length == 0 && _filters.Count == 0;

    /// <summary>For @Key and @Code of the keyset condition; on the first page before (or, descending, after) everything.</summary>
    public string Key => After?.Key ?? (Descending ? End : "");
    public string Code => After?.Code ?? (Descending ? End : "");

    /// <summary>The same where the sort key is a date (ISO in the cursor).</summary>
    public LocalDate KeyDate => After is not null && LocalDatePattern.Iso.Parse(After.Key) is { Success: true } date ? date.Value : Descending ? new LocalDate(9999, 12, 31) : new LocalDate(1, 1, 1);

    /// <summary>The same where it is a moment.</summary>
    public Instant KeyInstant => After is not null && InstantPattern.ExtendedIso.Parse(After.Key) is { Success: true } at ? at.Value : Descending ? Instant.FromUtc(9999, 1, 1, 0, 0) : Instant.FromUtc(1, 1, 2, 0, 0);

    /// <summary>The same where it is a whole number.</summary>
    public int KeyNumber => After is not null && int.TryParse(After.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Descending ? int.MaxValue : int.MinValue;

    /// <param name="http">The request; its path is the list's address.</param>
    /// <param name="sorts">The sorts there are; the first is the usual one. A "-" before it makes descending the usual way.</param>
    /// <param name="filters">Names of other choices in the query (a site, a status), kept in every link.</param>
    public static ListChoice Read(HttpContext http, IReadOnlyList<string> sorts, params IReadOnlyList<string> filters)
    {
        var query = http.Request.Query;
        var sort = sorts.FirstOrDefault(sort => sort.TrimStart('-') == query["sort"].ToString()) ?? sorts[0];
        var search = query["search"].ToString().Trim();
        var choice = new ListChoice
        {
            Address = $"{http.Request.PathBase}{http.Request.Path}",
            Search = search.Length > LongestSearch ? search[..LongestSearch] : search,
            Sort = sort.TrimStart('-'),
            Descending = query["direction"].ToString() switch { "down" => true, "up" => false, _ => sort[0] == '-' },
            After = ListCursor.Read(query["after"]),
        };
        foreach (var name in filters)
            if (query[name].ToString() is { Length: > 0 and <= LongestSearch } value)
                choice._filters.Add((name, value));
        return choice;
    }

    /// <summary>What the whole page is about (a date, a group) stays in every link, and is no choice among the rows.</summary>
    public ListChoice Keeping(params IReadOnlyList<(string Name, string? Value)> kept)
    {
        _kept.AddRange(kept.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => (one.Name, one.Value!)));
        return this;
    }

    public IReadOnlyList<(string Name, string Value)> Kept => _kept;

    /// <summary>The list with nothing chosen.</summary>
    public string Start => Address + Query(_kept);

    /// <summary>A filter's value, or null when it is not chosen.</summary>
    public string? Filter(string name) => _filters.Find(filter => filter.Name == name).Value;

    public IReadOnlyList<(string Name, string Value)> Filters => _filters;

    public string First => Link(Address, Sort, Descending, null);

    /// <param name="last">The key and the code of the last row shown.</param>
    public string Next(ListCursor last) => Link(Address, Sort, Descending, last);

    /// <summary>The same rows at another address, all of them: the CSV's.</summary>
    public string All(string address) => Link(address, Sort, Descending, null);

    /// <summary>Sorted by another column, or, for the one that sorts now, the other way round.</summary>
    public string By(string sort) => Link(Address, sort, sort == Sort && !Descending, null);

    private string Link(string address, string sort, bool descending, ListCursor? after)
    {
        var query = Query(_kept);
        if (Search.Length > 0)
            query = query.Add("search", Search);
        foreach (var (name, value) in _filters)
            query = query.Add(name, value);
        query = query.Add("sort", sort).Add("direction", descending ? "down" : "up");
        if (after is not null)
            query = query.Add("after", after.Word);
        return address + query;
    }

    private static QueryString Query(List<(string Name, string Value)> values) => values.Aggregate(QueryString.Empty, (query, one) => query.Add(one.Name, one.Value));
}
