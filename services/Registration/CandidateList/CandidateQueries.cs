namespace JobDating.Registration.CandidateList;

/// <summary>
/// The statements of the list: one condition, through the list in each of its orders, or among the few that a word, a structure or a site leaves.
/// Every order has its index, and a page begins where the last one ended.
/// </summary>
internal static class CandidateQueries
{
    private const string Lines = """
        SELECT l.candidate_id, l.name_key, l.registered_at, l.first_site
        FROM candidate_line l
        """;

    private const string InEdition = $"""
        {Lines}
        WHERE l.edition_id = @EditionId
        """;

    private const string Here = "(SELECT 1 FROM registration r WHERE r.candidate_id = l.candidate_id AND (@SiteId IS NULL OR r.site_id = @SiteId)";

    private const string Word = "(SELECT 1 FROM candidate_word w WHERE w.candidate_id = l.candidate_id AND w.word";

    private const string Conditions = $"""
          AND (@OwnOnly = 0 OR EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = l.candidate_id AND r.site_id IN @OwnSites))
          AND (@StructureId IS NULL OR EXISTS (SELECT 1 FROM candidate c WHERE c.id = l.candidate_id AND c.structure_id = @StructureId))
          AND (@SiteId IS NULL OR EXISTS {Here}))
          AND (@State <> 'registered' OR EXISTS {Here} AND r.cancelled_at IS NULL))
          AND (@State <> 'expected' OR EXISTS {Here} AND r.cancelled_at IS NULL AND r.received_at IS NULL))
          AND (@State <> 'received' OR EXISTS {Here} AND r.received_at IS NOT NULL))
          AND (@State <> 'cancelled' OR EXISTS {Here} AND r.cancelled_at IS NOT NULL))
          AND (@State <> 'prepared' OR EXISTS (SELECT 1 FROM workshop_attendance a WHERE a.edition_id = @EditionId AND a.candidate_id = l.candidate_id AND a.attended = 1 AND a.workshop_id IN @Preparations))
          AND (@Seek = 0 OR (EXISTS {Word} >= @From1 AND w.word < @To1) AND EXISTS {Word} >= @From2 AND w.word < @To2)
            AND EXISTS {Word} >= @From3 AND w.word < @To3) AND EXISTS {Word} >= @From4 AND w.word < @To4)))
        """;

    public const string ByNameSql = $"""
        {InEdition} AND l.name_key > @Name
        {Conditions}
        ORDER BY l.name_key
        LIMIT @Take
        """;

    public const string ByNameDownSql = $"""
        {InEdition} AND l.name_key < @Name
        {Conditions}
        ORDER BY l.name_key DESC
        LIMIT @Take
        """;

    public const string ByRegisteredSql = $"""
        {InEdition} AND l.registered_at >= @At AND (l.registered_at > @At OR l.name_key > @Name)
        {Conditions}
        ORDER BY l.registered_at, l.name_key
        LIMIT @Take
        """;

    public const string ByRegisteredDownSql = $"""
        {InEdition} AND l.registered_at <= @At AND (l.registered_at < @At OR l.name_key < @Name)
        {Conditions}
        ORDER BY l.registered_at DESC, l.name_key DESC
        LIMIT @Take
        """;

    public const string BySiteSql = $"""
        {InEdition} AND l.first_site >= @Site AND (l.first_site > @Site OR l.name_key > @Name)
        {Conditions}
        ORDER BY l.first_site, l.name_key
        LIMIT @Take
        """;

    public const string BySiteDownSql = $"""
        {InEdition} AND l.first_site <= @Site AND (l.first_site < @Site OR l.name_key < @Name)
        {Conditions}
        ORDER BY l.first_site DESC, l.name_key DESC
        LIMIT @Take
        """;

    /// <summary>The same conditions over a few candidates of the edition; put in order by whoever asks.</summary>
    public const string AmongSql = $"""
        {Lines}
        WHERE l.candidate_id IN @Few
        {Conditions}
        """;

    /// <summary>In whatever order the index has; one more than a few are read, to see that they are not few.</summary>
    public const string WithWordSql = """
        SELECT candidate_id
        FROM candidate_word
        WHERE edition_id = @EditionId AND word >= @From AND word < @To
        ORDER BY word
        LIMIT @Take
        """;

    public const string OfStructureSql = """
        SELECT id
        FROM candidate
        WHERE structure_id = @StructureId
        ORDER BY code
        LIMIT @Take
        """;

    private const string Registered = """
        SELECT candidate_id
        FROM registration
        WHERE edition_id = @EditionId
        """;

    private const string FirstOnes = """
        ORDER BY candidate_id
        LIMIT @Take
        """;

    public const string AtSitesSql = $"""
        {Registered} AND site_id IN @Sites
        ORDER BY site_id
        LIMIT @Take
        """;

    // One for each index that has only the rows in question.
    public const string CancelledSql = $"{Registered} AND cancelled_at IS NOT NULL\n{FirstOnes}";

    public const string ReceivedSql = $"{Registered} AND received_at IS NOT NULL\n{FirstOnes}";

    public const string ExpectedSql = $"{Registered} AND cancelled_at IS NULL AND received_at IS NULL\n{FirstOnes}";

    public const string PreparedSql = $"""
        SELECT candidate_id
        FROM workshop_attendance
        WHERE edition_id = @EditionId AND candidate_id IS NOT NULL AND attended = 1 AND workshop_id IN @Preparations
        {FirstOnes}
        """;
}
