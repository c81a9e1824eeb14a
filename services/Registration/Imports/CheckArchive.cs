using JobDating.Contracts.Flow;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// Says which of these codes the edition has in the database already (a SIRET: the whole installation), asked once per chunk of rows and
/// only for codes that are not in the archive. The value is null, but for <c>workshops.csv</c> the workshop's audience.
/// </summary>
public delegate Task<IReadOnlyDictionary<string, string?>> KnownCodes(
    string editionCode, string fileName, IReadOnlyCollection<string> codes, CancellationToken ct);

/// <summary>How far a check has come.</summary>
public readonly record struct CheckProgress(string FileName, int Rows, int FilesDone, int Files);

/// <summary>What a check learned about the archive; code, name and zone are null when <c>edition.csv</c> did not give them.</summary>
public sealed record CheckedArchive
{
    public string? EditionCode { get; init; }
    public string? EditionName { get; init; }
    public DateTimeZone? Zone { get; init; }

    /// <summary>Rows by file name, for the files that are there.</summary>
    public required IReadOnlyDictionary<string, int> Rows { get; init; }
    public int Errors { get; init; }
    public int Notices { get; init; }
}

/// <summary>
/// Reads the whole archive and says everything that is wrong with it, before anything is written. Findings go to the sink as they
/// come, and it is flushed. One pass; memory is the archive's codes.
/// </summary>
public sealed class CheckArchive
{
    private const int ChunkSize = 1000;

    private readonly Archive _archive;
    private readonly FindingSink _sink;
    private readonly References _references;
    private readonly EstablishmentRules _establishments = new();
    private readonly InterviewRules _interviews = new();
    private readonly Dictionary<string, int> _rows = [];
    private string? _editionCode, _editionName;
    private DateTimeZone? _zone;
    private bool _editionSeen;

    private CheckArchive(Archive archive, KnownCodes known, FindingSink sink)
    {
        _archive = archive;
        _sink = sink;
        _references = new References(archive, known);
    }

    public static async Task<CheckedArchive> RunAsync(
        Archive archive, KnownCodes known, FindingSink sink, IProgress<CheckProgress>? progress, CancellationToken ct)
    {
        var check = new CheckArchive(archive, known, sink);
        await sink.AddAsync(archive.Findings, ct);
        var done = 0;
        foreach (var file in archive.Files)
        {
            await check.FileAsync(file, rows => progress?.Report(new(file.Name, rows, done, archive.Files.Count)), ct);
            done++;
        }
        await sink.AddAsync(check._interviews.Overlaps(check._zone ?? DateTimeZone.Utc), ct);
        await sink.FlushAsync(ct);
        return new CheckedArchive
        {
            EditionCode = check._editionCode,
            EditionName = check._editionName,
            Zone = check._zone,
            Rows = check._rows,
            Errors = sink.Errors,
            Notices = sink.Notices,
        };
    }

    private async Task FileAsync(ArchiveFile file, Action<int> report, CancellationToken ct)
    {
        // Without the edition's zone, UTC keeps the other checks going: it skips no hour.
        var reader = new ArchiveReader(_archive, file, _zone ?? DateTimeZone.Utc, _sink);
        var keys = new RowKeys(file);
        var chunk = new List<ArchiveRow>(ChunkSize);
        await foreach (var row in reader.ReadAsync(ct))
        {
            chunk.Add(row);
            if (chunk.Count < ChunkSize)
                continue;
            await ChunkAsync(file, keys, chunk, ct);
            report(reader.Rows);
            chunk.Clear();
        }
        await ChunkAsync(file, keys, chunk, ct);
        if (file == ArchiveFormat.Edition && reader is { IsComplete: true, Rows: 0 })
            await _sink.AddAsync(ArchiveFindings.About(file.Name, 0, "", "", FindingRules.EditionRowMissing), ct);
        if (reader.IsComplete)
            _references.HasAll(file);
        if (reader.IsComplete && file == ArchiveFormat.Attendances)
            _interviews.KnowAttendances(withTables: reader.Has("tables"));
        _rows[file.Name] = reader.Rows;
        report(reader.Rows);
    }

    private async Task ChunkAsync(ArchiveFile file, RowKeys keys, List<ArchiveRow> chunk, CancellationToken ct)
    {
        var found = new List<Finding>();
        foreach (var row in chunk)
        {
            _references.Learn(row);
            if (!row.IsWhole)
                continue;
            if (file == ArchiveFormat.Edition)
                Edition(row, found);
            else if (keys.Twin(row) is { } first)
                found.Add(ArchiveFindings.About(row, keys.Column, keys.Text(row), FindingRules.DuplicateKey, $"{first}"));
            RowRules.Check(row, found);
            if (file == ArchiveFormat.Establishments)
                _establishments.Check(row, found);
            else if (file == ArchiveFormat.Attendances)
                _interviews.Learn(row);
            else if (file == ArchiveFormat.Interviews)
                _interviews.Check(row, found);
        }
        found.AddRange(await _references.MissingAsync(_editionCode, chunk, ct));
        // As a reader goes through the file: by line, whichever rule spoke first.
        await _sink.AddAsync(found.OrderBy(finding => finding.Line), ct);
    }

    private void Edition(ArchiveRow row, List<Finding> found)
    {
        if (_editionSeen)
        {
            found.Add(ArchiveFindings.About(row, "code", row.Text("code") ?? "", FindingRules.EditionRowExtra));
            return;
        }
        _editionSeen = true;
        _editionCode = row.Text("code");
        _editionName = row.Text("name");
        _zone = row.Text("time_zone") is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null;
    }
}
