using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using JobDating.Registration.Mobility;
using JobDating.Registration.Press;
using JobDating.Registration.Sites;
using JobDating.Registration.Structures;
using JobDating.Registration.Workshops;

namespace JobDating.Registration;

/// <summary>What Registration can say again: every fact that it owns. What was removed is said by no one; a copy that is made from nothing never has it.</summary>
internal static class FactsAgain
{
    private const string ErasedSql = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE id > @After AND erased_at IS NOT NULL
        ORDER BY id
        LIMIT @Take
        """;

    private const string MergesSql = """
        SELECT m.gone_id, m.kept_id, m.edition_id, g.version AS gone_version, k.version AS kept_version
        FROM candidate_merge m
        JOIN candidate g ON g.id = m.gone_id
        JOIN candidate k ON k.id = m.kept_id
        WHERE m.gone_id > @After
        ORDER BY m.gone_id
        LIMIT @Take
        """;

    private const string KeptSql = "SELECT gone_id, kept_id FROM candidate_merge WHERE gone_id IN @Ids";

    private sealed record Merge
    {
        public Guid GoneId { get; init; }
        public Guid KeptId { get; init; }
        public Guid EditionId { get; init; }
        public int GoneVersion { get; init; }
        public int KeptVersion { get; init; }
    }

    public static void Add(SayAgain again)
    {
        again.On<SaveEdition.Row>("editions", SaveEdition.AgainSql, row => row.Id, async (tx, rows, ct) =>
        {
            foreach (var row in rows)
                await SaveEdition.SayAsync(tx, row, ct);
        });
        again.On<SaveSites.Row>("sites", SaveSites.AgainSql, row => row.Id, row => row.EditionId, (tx, edition, rows, ct) => SaveSites.SayAsync(tx, edition, rows, ct));
        again.On<SaveEstablishments.Row, string, string>("establishments", SaveEstablishments.AgainSql, ("", ""), row => (row.Siret, ""), SaveEstablishments.SayAsync);
        again.On<SaveStructures.Row>("structures", SaveStructures.AgainSql, row => row.Id, row => row.EditionId, SaveStructures.SayAsync);
        again.On<SaveOffers.Row>("offers", SaveOffers.AgainSql, row => row.Id, row => row.EditionId, SaveOffers.SayAsync);
        again.On("attendances", RecordAttendances.AgainSql, (Guid.Empty, ""), row => (row.SiteId, row.Siret), SayAgain.ByEdition<RecordAttendances.Row>(row => row.EditionId, RecordAttendances.SayAsync));
        again.On<SaveCandidates.Row>("candidates", SaveCandidates.AgainSql, row => row.Id, row => row.EditionId, SaveCandidates.SayAsync);
        again.On<Merge>("merges", MergesSql, row => row.GoneId, async (tx, rows, ct) =>
        {
            foreach (var row in rows)
                await tx.PublishAsync(new CandidatesMerged { EditionId = row.EditionId, KeptId = row.KeptId, GoneId = row.GoneId, KeptVersion = row.KeptVersion, GoneVersion = row.GoneVersion }, ct);
        });
        again.On<SaveCandidates.Row>("erased", ErasedSql, row => row.Id, row => row.EditionId, async (tx, edition, rows, ct) =>
        {
            var kept = (await tx.QueryAsync<Merge>(KeptSql, new { Ids = rows.Select(row => row.Id) }, ct)).ToDictionary(merge => merge.GoneId, merge => merge.KeptId);
            await EraseCandidates.SayAsync(tx, edition, rows, row => kept.TryGetValue(row.Id, out var id) ? id : null, ct);
        });
        again.On("registrations", RecordRegistrations.AgainSql, (Guid.Empty, Guid.Empty), row => (row.CandidateId, row.SiteId), SayAgain.ByEdition<RecordRegistrations.Row>(row => row.EditionId, RecordRegistrations.SayAsync));
        again.On<ChangeWishes.List>("wishes", ChangeWishes.AgainSql, row => row.CandidateId, row => row.EditionId, ChangeWishes.SayAsync);
        again.On<SaveWorkshops.Row>("workshops", SaveWorkshops.AgainSql, row => row.Id, row => row.EditionId, SaveWorkshops.SayAsync);
        again.On("workshop attendances", RecordWorkshopAttendances.AgainSql, (Guid.Empty, ""), row => (row.WorkshopId, row.Participant), SayAgain.ByEdition<RecordWorkshopAttendances.Row>(row => row.EditionId, RecordWorkshopAttendances.SayAsync));
        again.On<SavePressArticles.Row>("press articles", SavePressArticles.AgainSql, row => row.Id, row => row.EditionId, SavePressArticles.SayAsync);
        again.On<RecordMobilityVisits.Row>("mobility visits", RecordMobilityVisits.AgainSql, row => row.Id, row => row.EditionId, RecordMobilityVisits.SayAsync);
        again.On<AccessChanged>("access", Access.AgainSql, row => row.SubjectId, async (tx, rows, ct) =>
        {
            foreach (var row in rows)
                await tx.PublishAsync(row, ct);
        });
    }
}
