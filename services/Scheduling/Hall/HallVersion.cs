using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// What a board or screen of this site shows changes when this does: with each act, booking, check-in or finding, and with each minute. Two index scans and two of some hundred
/// rows, whatever the board would cost. What changes without a version of its own (a call) is counted beside.
/// </summary>
internal static class HallVersion
{
    private const string FindSql = """
        SELECT
          (SELECT CONCAT(COUNT(*), '.', SUM(version), '.', COUNT(called_at), '.', MAX(called_at)) FROM interview WHERE site_id = @SiteId) AS interviews,
          (SELECT CONCAT(COUNT(*), '.', SUM(version)) FROM registration WHERE site_id = @SiteId) AS people,
          (SELECT CONCAT(COUNT(*), '.', SUM(version), '.', SUM(found_version)) FROM attendance WHERE site_id = @SiteId) AS attendances,
          (SELECT CONCAT(COUNT(*), '.', SUM(version)) FROM interview_table WHERE site_id = @SiteId) AS tables
        """;

    private sealed record Row
    {
        public string Interviews { get; init; } = "";
        public string People { get; init; } = "";
        public string Attendances { get; init; } = "";
        public string Tables { get; init; } = "";
    }

    /// <summary>As an ETag's text, without its quotes.</summary>
    public static async Task<string> FindAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct)
    {
        var row = (await db.QueryFirstOrDefaultAsync<Row>(FindSql, new { SiteId = siteId }, ct))!;
        var told = string.Join('_', row.Interviews, row.People, row.Attendances, row.Tables);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(told));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(digest)[..16]}-{db.Now.ToUnixTimeSeconds() / NodaConstants.SecondsPerMinute}");
    }

    /// <summary>Says the version; true where the asker has what it would be told: 304, and nothing is read.</summary>
    public static bool IsKnown(HttpContext http, string version)
    {
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{version}\"");
        headers.CacheControl = new Microsoft.Net.Http.Headers.CacheControlHeaderValue { NoStore = true };
        return http.Request.GetTypedHeaders().IfNoneMatch?.Any(known => known.Tag == headers.ETag.Tag) == true;
    }
}
