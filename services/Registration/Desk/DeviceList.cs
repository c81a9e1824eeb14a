using JobDating.Platform;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Desk;

/// <summary>
/// What a device keeps to work without network, and nothing more: the people of one site with name, town, year of birth, code, first tables and whether they are in.
/// Given on the site's day only. <c>GET …/list</c> is all of it; <c>GET …/changes?after=</c> what desks have done since, asked more than once a second by each device.
/// </summary>
internal static class DeviceList
{
    /// <summary>A transaction that began before the last look may be committed after it.</summary>
    private static readonly Duration _late = Duration.FromSeconds(10);

    /// <summary>More than these are read as a new list.</summary>
    private const int MostChanges = 200;

    /// <summary>What the others wrote nothing with changes nothing.</summary>
    private const string ChangedSql = """
        SELECT id, candidate_id
        FROM desk_act
        WHERE site_id = @Id AND answer IN ('received', 'undone', 'other') AND noted_at >= @After
        """;

    private sealed record Act
    {
        public Guid Id { get; init; }
        public Guid CandidateId { get; init; }
    }

    /// <param name="Words">Folded, as they are searched.</param>
    /// <param name="Told">What tells them from a namesake.</param>
    /// <param name="Since">When they came in, and where, as it is read; null: they are not in.</param>
    /// <param name="Entry">The act that can be undone.</param>
    public sealed record Item(Guid Id, string Name, IReadOnlyList<string> Words, string Code, string Told, string State, string? Since, Guid? Entry, IReadOnlyList<Stop> Stops);

    /// <param name="Until">When it is over: the first that is not is where they go.</param>
    public sealed record Stop(Instant Until, string Where);

    /// <param name="Doors">Each with how many it received, as it is read; likewise those who came last.</param>
    /// <param name="All">False: only those who changed; there may be others.</param>
    /// <param name="Mark">Comes back with the next question: what this answer tells of is not told again (<see cref="ToldActs"/>).</param>
    public sealed record Answer(Instant Now, string Mark, Instant DayEnds, bool All, int Registered, int Received, int WalkIns, IReadOnlyList<string> Doors, IReadOnlyList<string> Arrivals, IReadOnlyList<Item> People);

    /// <exception cref="Rejected">404; 409 on another day than the site's.</exception>
    public static async Task<IResult> AllAsync(string code, string site, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await FindAsync(http, db, code, site, ct);
        var (now, mark) = (db.Now, ToldActs.Mark);
        return await AnswerAsync(db, here, now, mark, await DeskPeople.OfSiteAsync(db, here, ct), true, http, ct);
    }

    /// <summary>204 where nobody did anything: that is what is asked most.</summary>
    /// <exception cref="Rejected">400, 404; 409 on another day than the site's.</exception>
    public static async Task<IResult> ChangesAsync(string code, string site, string? after, string? mark, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await FindAsync(http, db, code, site, ct);
        var (now, told) = (db.Now, ToldActs.Mark);
        if (!InstantPattern.ExtendedIso.Parse(after ?? "").TryGetValue(default, out var since))
            throw new Rejected(StatusCodes.Status400BadRequest, DeskTexts.Words["Device.Wrong"]);
        var acts = await db.QueryAsync<Act>(ChangedSql, new { here.Id, After = since - _late }, ct);
        ToldActs.Saw(acts.Select(act => act.Id));
        var changed = acts.Where(act => !ToldActs.Knows(act.Id, mark)).Select(act => act.CandidateId).Distinct().ToList();
        if (changed.Count == 0)
            return Results.NoContent();
        return changed.Count > MostChanges
            ? await AnswerAsync(db, here, now, told, await DeskPeople.OfSiteAsync(db, here, ct), true, http, ct)
            : await AnswerAsync(db, here, now, told, await DeskPeople.ByIdAsync(db, here, changed, ct), false, http, ct);
    }

    public static Item Of(DeskSite site, DeskPeople.Person person)
    {
        var row = person.Row;
        return new Item(row.Id, row.Name, FoldedWords.Of(row.LastName, row.FirstName, row.Code), row.Code,
            DeskTexts.About(site, row), row.State,
            row.ReceivedAt is { } at ? $"{Reading.Time(at.InZone(site.Zone).TimeOfDay)}{DeskTexts.At(person.Entry?.Door)}" : null, person.Entry?.Id,
            [.. person.Interviews.Where(interview => interview.Status == "booked").Select(interview => new Stop(interview.Until,
                $"{Reading.Time(interview.StartsAt.InZone(site.Zone).TimeOfDay)}, {(interview.TableNumber is { } table ? DeskTexts.Words["Table", table] : DeskTexts.Words["Table.None"])}, {interview.Employer}"))]);
    }

    private static async Task<IResult> AnswerAsync(RegistrationDatabase db, DeskSite site, Instant now, string mark, IReadOnlyList<DeskPeople.Person> people, bool all, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        Seen.People(http, people.Count);
        var counts = await DeskCounts.ReadAsync(db, site, ct);
        return Results.Json(new Answer(now, mark, site.DayEnds, all, counts.Registered, counts.Received, counts.WalkIns,
            [.. counts.Doors.Select(door => $"{door.Name ?? DeskTexts.Words["Door.Unnamed"]} : {Reading.Number(door.Received)}")],
            [.. counts.Arrivals.Select(arrival => $"{Reading.Time(arrival.ReceivedAt.InZone(site.Zone).TimeOfDay)} · {(arrival.ErasedAt is null ? $"{arrival.LastName} {arrival.FirstName}" : DeskTexts.Words["Person.Erased"])}{DeskTexts.At(arrival.Door)}")],
            [.. people.Select(person => Of(site, person))]), Json.Options);
    }

    private static async Task<DeskSite> FindAsync(HttpContext http, RegistrationDatabase db, string code, string site, CancellationToken ct) =>
        await DeskSite.FindAsync(http, db, code, site, ct) is var here && here.Receives(db.Now) && db.Now < here.DayEnds ? here : throw new Rejected(StatusCodes.Status409Conflict, DeskTexts.Words["Device.Day", Reading.Long(here.Date)]);
}
