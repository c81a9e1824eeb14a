using JobDating.Platform;
using JobDating.Registration.Imports;
using NodaTime;

namespace JobDating.Registration.Exports;

/// <summary>Registration's files of an edition's archive, each in order of its key. Streamed: no list is held.</summary>
public static class ExportEdition
{
    private const string EditionSql = "SELECT id, code, name, time_zone FROM edition WHERE code = @Code";

    private sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }
    }

    /// <param name="open">Opens the file of that name for writing; disposed here.</param>
    /// <returns>False when there is no such edition; nothing was opened then.</returns>
    public static async Task<bool> WriteAsync(Database db, string code, Func<string, Stream> open, CancellationToken ct)
    {
        if (await db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { Code = code }, ct) is not { } edition)
            return false;
        var zone = DateTimeZoneProviders.Tzdb[edition.TimeZone];
        await FileAsync(ArchiveFormat.Edition, One(edition), row => [row.Code, row.Name, row.TimeZone]);
        await FileAsync(ArchiveFormat.Structures, Rows<ExportRows.Structure>(ExportRows.StructuresSql), row => [row.Code, row.Name, row.Kind]);
        await FileAsync(ArchiveFormat.Sites, Rows<ExportRows.Site>(ExportRows.SitesSql), row =>
            [row.Code, row.Name, row.Commune, row.Address, CsvFile.Text(row.Date), CsvFile.Text(row.OpensAt), CsvFile.Text(row.ClosesAt), CsvFile.Text(row.InterviewMinutes)]);
        await FileAsync(ArchiveFormat.Establishments, Rows<ExportRows.Establishment>(ExportRows.EstablishmentsSql), row =>
            [row.Siret, row.CompanyName, row.Name, row.Commune, CsvFile.Text(row.CharterSignedOn)]);
        await FileAsync(ArchiveFormat.Attendances, Rows<ExportRows.Attendance>(ExportRows.AttendancesSql), row => [row.SiteCode, row.Siret, CsvFile.Text(row.Tables), row.Status]);
        await FileAsync(ArchiveFormat.Offers, Rows<ExportRows.Offer>(ExportRows.OffersSql), row =>
            [row.Code, row.Siret, row.Title, row.RomeCode, row.ContractType, CsvFile.Text(row.Positions)]);
        await FileAsync(ArchiveFormat.Candidates, Rows<ExportRows.Candidate>(ExportRows.CandidatesSql), row =>
            [row.Code, row.LastName, row.FirstName, CsvFile.Text(row.BirthDate), row.Email, row.Phone, row.Commune, row.StructureCode, CsvFile.Text(row.ConsentFollowUp), CsvFile.Text(row.ConsentedOn)]);
        await FileAsync(ArchiveFormat.Registrations, Rows<ExportRows.Registration>(ExportRows.RegistrationsSql), row =>
            [row.CandidateCode, row.SiteCode, CsvFile.Text(row.RegisteredAt, zone), row.Channel, CsvFile.Text(row.CancelledAt, zone), CsvFile.Text(row.ReceivedAt, zone)]);
        await FileAsync(ArchiveFormat.Workshops, Rows<ExportRows.Workshop>(ExportRows.WorkshopsSql), row =>
            [row.Code, row.Name, row.Audience, CsvFile.Text(row.StartsAt, zone), row.Place, CsvFile.Text(row.Capacity)]);
        await FileAsync(ArchiveFormat.WorkshopAttendances, Rows<ExportRows.WorkshopAttendance>(ExportRows.WorkshopAttendancesSql), row =>
            [row.WorkshopCode, row.Participant, row.Structure, CsvFile.Text(row.Attended)]);
        await FileAsync(ArchiveFormat.Press, Rows<ExportRows.Article>(ExportRows.PressSql), row => [CsvFile.Text(row.PublishedOn), row.Outlet, row.Title, row.Url]);
        await FileAsync(ArchiveFormat.MobilityVisits, Rows<ExportRows.Visit>(ExportRows.MobilityVisitsSql), row =>
            [row.SiteCode, row.CandidateCode, CsvFile.Text(row.VisitedAt, zone), row.Outcome]);
        return true;

        IAsyncEnumerable<T> Rows<T>(string sql) => db.StreamAsync<T>(sql, new { edition.Id }, ct);

        async Task FileAsync<T>(ArchiveFile file, IAsyncEnumerable<T> rows, Func<T, string?[]> cells)
        {
            await using var stream = open(file.Name);
            await CsvFile.WriteAsync(stream, string.Join(' ', file.Columns.Select(column => column.Name)), Cells(rows, cells), ct);
        }
    }

    private static async IAsyncEnumerable<Edition> One(Edition edition)
    {
        await Task.CompletedTask;
        yield return edition;
    }

    private static async IAsyncEnumerable<string?[]> Cells<T>(IAsyncEnumerable<T> rows, Func<T, string?[]> cells)
    {
        await foreach (var row in rows)
            yield return cells(row);
    }
}
