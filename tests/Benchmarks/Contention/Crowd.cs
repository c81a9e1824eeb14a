using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Benchmarks.Contention;

/// <summary>
/// A data folder with one site a week from now, from 9:00 on with interviews of 10 minutes: ten rounds, to 10:40, unless others are asked for. Every employer has one table and its own way in; every
/// candidate is registered and, unless it is said whom each wishes for, wished for all of them.
/// </summary>
internal sealed record Crowd(string Data, Guid Site, IReadOnlyList<Guid> Candidates, IReadOnlyList<Crowd.Employer> Employers, IReadOnlyList<Instant> Rounds)
{
    /// <param name="Pass">What its program brings: <c>Authorization: Bearer …</c></param>
    internal sealed record Employer(string Siret, Guid Table, string Pass);

    /// <param name="wishesOf">For whom the candidate of that number wishes; null: for everybody.</param>
    public static async Task<Crowd> MakeAsync(string data, int candidates, int employers, int rounds = 10, Func<int, int>? wishesOf = null)
    {
        var service = new SchedulingService();
        await using var app = ServiceHost.Build(new Settings { Data = data }, [service], "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var db = app.Services.GetRequiredService<SchedulingDatabase>();
        var consumers = service.ListConsumers().ToDictionary(consumer => consumer.Message);
        var (edition, site) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var date = db.Now.InUtc().Date.PlusDays(7);
        var people = Enumerable.Range(0, candidates).Select(_ => Guid.CreateVersion7()).ToList();
        // Fourteen digits; whether they are a number that somebody has is Registration's to ask.
        var sirets = Enumerable.Range(0, employers).Select(at => $"4{at:D13}").ToList();

        await HearAsync(new EditionSaved { EditionId = edition, Version = 1, Code = "contention", Name = "Contention", TimeZone = "UTC" });
        await HearAsync(new SitesSaved { EditionId = edition, Sites = [new() { Id = site, Version = 1, Code = "site", Name = "Site", Date = date, OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(9, 0).PlusMinutes(10 * rounds), InterviewMinutes = 10 }] });
        await HearAsync(new EstablishmentsSaved { Establishments = [.. sirets.Select(siret => new EstablishmentsSaved.Establishment { Siret = siret, Version = 1, CompanyName = siret })] });
        await HearAsync(new AttendancesRecorded { EditionId = edition, Attendances = [.. sirets.Select(siret => new AttendancesRecorded.Attendance { SiteId = site, Siret = siret, Version = 1, Tables = 1, Status = "expected" })] });
        foreach (var part in people.Index().Chunk(500))
        {
            await HearAsync(new CandidatesSaved { EditionId = edition, Candidates = [.. part.Select(one => new CandidatesSaved.Candidate { Id = one.Item, Version = 1, Code = $"{one.Item:N}", LastName = $"{one.Item:N}", FirstName = "C" })] });
            await HearAsync(new RegistrationsRecorded { EditionId = edition, Registrations = [.. part.Select(one => new RegistrationsRecorded.Registration { CandidateId = one.Item, SiteId = site, Version = 1, RegisteredAt = db.Now })] });
            await HearAsync(new WishesChanged { EditionId = edition, Lists = [.. part.Select(one => new WishesChanged.WishList { CandidateId = one.Item, Version = 1, Wishes = [.. (wishesOf is null ? sirets : [sirets[wishesOf(one.Index)]]).Select((siret, at) => new WishesChanged.Wish { Rank = at + 1, OfferId = Guid.CreateVersion7(), Siret = siret })] })] });
        }
        var tables = (await db.QueryAsync<Table>("SELECT id, siret FROM interview_table", null, CancellationToken.None)).ToDictionary(table => table.Siret, table => table.Id);
        var passes = app.Services.GetRequiredService<BearerTokens>();
        var ends = db.Now + Duration.FromDays(1);
        await app.StopHouseAsync();
        return new Crowd(data, site, people, [.. sirets.Select(siret => new Employer(siret, tables[siret], passes.Issue(new Ticket { Id = Guid.CreateVersion7(), Name = siret, Roles = [Role.Employer], SubjectId = siret, Revisions = new Dictionary<Guid, int>() }, ends)))],
            [.. Enumerable.Range(0, rounds).Select(round => date.At(new LocalTime(9, 0)).PlusMinutes(round * 10).InUtc().ToInstant())]);

        async Task HearAsync(object message)
        {
            await using var tx = await db.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
            await consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }

    private sealed record Table
    {
        public Guid Id { get; init; }
        public string Siret { get; init; } = "";
    }
}
