using JobDating.Contracts.Flow;

namespace JobDating.Registration.Imports;

/// <summary>
/// Codes that rows name: those of the archive are learned as it is read (the format's order puts them first), the others are asked
/// for, a chunk of rows at a time.
/// </summary>
internal sealed class References(Archive archive, KnownCodes known)
{
    /// <summary>Codes of the files that others name; the value is a workshop's audience, else empty, null when it is not known.</summary>
    private readonly Dictionary<string, Dictionary<string, string?>> _codes = new()
    {
        [ArchiveFormat.Structures.Name] = [],
        [ArchiveFormat.Sites.Name] = [],
        [ArchiveFormat.Establishments.Name] = [],
        [ArchiveFormat.Candidates.Name] = [],
        [ArchiveFormat.Workshops.Name] = [],
    };

    private readonly HashSet<string> _complete = [];

    private readonly record struct Named(ArchiveRow Row, string Column, string Code, string File);

    /// <summary>That file has been read to its end, so what it does not have, it does not have.</summary>
    public void HasAll(ArchiveFile file) => _complete.Add(file.Name);

    public void Learn(ArchiveRow row)
    {
        if (_codes.TryGetValue(row.File.Name, out var codes) && row.Cell(row.File.Keys[0]) is string code)
            codes[code] = row.File == ArchiveFormat.Workshops ? row.Text("audience") : "";
    }

    /// <summary>Codes of these rows that are neither in the archive nor in the database.</summary>
    /// <param name="editionCode">Null when the archive does not say it: then only the archive's own files can be judged.</param>
    public async Task<List<Finding>> MissingAsync(string? editionCode, List<ArchiveRow> rows, CancellationToken ct)
    {
        var named = rows.Where(row => row.IsWhole).SelectMany(NamedBy).ToList();
        var found = new List<Finding>();
        var stored = await FindAsync(editionCode, named, found, ct);
        if (rows.Count > 0 && rows[0].File == ArchiveFormat.WorkshopAttendances)
        {
            var workshops = _codes[ArchiveFormat.Workshops.Name];
            var participants = rows.Where(row => row.IsWhole && row.Text("participant_code") is not null && IsForCandidates(row))
                .Select(row => new Named(row, "participant_code", row.Text("participant_code")!, ArchiveFormat.Candidates.Name)).ToList();
            await FindAsync(editionCode, participants, found, ct);

            bool IsForCandidates(ArchiveRow row) => row.Text("workshop_code") is { } code && "candidates" ==
                (workshops.TryGetValue(code, out var audience) ? audience : stored.GetValueOrDefault((ArchiveFormat.Workshops.Name, code)));
        }
        return found;
    }

    private static IEnumerable<Named> NamedBy(ArchiveRow row)
    {
        foreach (var column in row.File.Columns)
        {
            if (column.Reference is { } file && row.Text(column.Name) is { } code)
                yield return new Named(row, column.Name, code, file);
        }
    }

    /// <summary>Adds what is missing to the findings; the answer is what the database has.</summary>
    private async Task<Dictionary<(string File, string Code), string?>> FindAsync(
        string? editionCode, List<Named> named, List<Finding> found, CancellationToken ct)
    {
        var stored = new Dictionary<(string, string), string?>();
        foreach (var group in named.Where(one => !_codes[one.File].ContainsKey(one.Code)).GroupBy(one => one.File))
        {
            if (editionCode is not null)
            {
                foreach (var (code, audience) in await known(editionCode, group.Key, [.. group.Select(one => one.Code).Distinct()], ct))
                    stored[(group.Key, code)] = audience;
            }
            // A file of which part could not be read may have the code: its own finding is enough.
            if (editionCode is null || archive.Has(ArchiveFormat.Find(group.Key)!) && !_complete.Contains(group.Key))
                continue;
            found.AddRange(group.Where(one => !stored.ContainsKey((one.File, one.Code)))
                .Select(one => ArchiveFindings.About(one.Row, one.Column, one.Code, FindingRules.ReferenceUnknown, one.File)));
        }
        return stored;
    }
}
