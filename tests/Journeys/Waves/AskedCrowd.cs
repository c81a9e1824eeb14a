using System.Globalization;
using JobDating.AllInOne;
using JobDating.AllInOne.Demo;
using JobDating.AllInOne.Demo.Coming;
using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace JobDating.Tests.Journeys.Waves;

/// <summary>
/// A data folder of the demonstration in which Ronchin received so many people on 11 April 2024, who all agreed to be asked and have an address. The demonstration's own stories count
/// as made, so that it does nothing else; its clock lies in a file, which is set while nobody runs.
/// </summary>
internal sealed class AskedCrowd : IDisposable
{
    /// <summary>When the first wave is due.</summary>
    public static readonly LocalDate Due = new(2024, 5, 11);

    private static readonly LocalDate _siteDate = new(2024, 4, 11);
    private static readonly IReadOnlyDictionary<Type, Consumer> _consumers = new OutcomesService().ListConsumers().ToDictionary(consumer => consumer.Message);

    private readonly string _clock;

    private AskedCrowd() => _clock = Path.Combine(Data, "demo-clock");

    public string Data { get; } = Directory.CreateTempSubdirectory("jobdating-wave-").FullName;

    public static async Task<AskedCrowd> MakeAsync(int people)
    {
        var crowd = new AskedCrowd();
        var onTheDay = DemoTime.At(_siteDate);
        var (edition, ronchin) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var app = ServiceHost.Build(new Settings { Data = crowd.Data, Demo = true }, Commands.Services(), "http://127.0.0.1:0", new FakeClock(onTheDay));
        await app.StartHouseAsync(listen: false);
        await NothingElseAsync(app.Services.GetRequiredService<RegistrationDatabase>());
        var db = app.Services.GetRequiredService<OutcomesDatabase>();
        await HearAsync(new EditionSaved { EditionId = edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" });
        await HearAsync(new SitesSaved { EditionId = edition, Sites = [new() { Id = ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = _siteDate }] });
        foreach (var part in Enumerable.Range(0, people).Select(number => (Id: Guid.CreateVersion7(), Number: number)).Chunk(1000))
            await HearAsync(
                new CandidatesSaved { EditionId = edition, Candidates = [.. part.Select(one => new CandidatesSaved.Candidate { Id = one.Id, Version = 1, Code = $"C{one.Number:D6}", LastName = $"Number {one.Number}", FirstName = "Ada", Email = Address(one.Number), ConsentFollowUp = true })] },
                new RegistrationsRecorded { EditionId = edition, Registrations = [.. part.Select(one => new RegistrationsRecorded.Registration { CandidateId = one.Id, SiteId = ronchin, Version = 1, RegisteredAt = onTheDay, ReceivedAt = onTheDay + Duration.FromMilliseconds(100L * one.Number) })] });
        await app.StopHouseAsync();
        crowd.SetClock(DemoTime.At(Due.PlusDays(-1)));
        return crowd;

        async Task HearAsync(params object[] messages)
        {
            await using var tx = await db.BeginAsync(Actor.Message("test"), CancellationToken.None);
            foreach (var message in messages)
                await _consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }

    public static string Address(int number) => $"ada{number}@example.org";

    /// <summary>Only while no program runs on this folder.</summary>
    public void SetClock(Instant now) =>
        File.WriteAllText(_clock, ((long)(now - SystemClock.Instance.GetCurrentInstant()).TotalSeconds).ToString(CultureInfo.InvariantCulture));

    public Instant Now => SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(long.Parse(File.ReadAllText(_clock), CultureInfo.InvariantCulture));

    public void Dispose() => Directory.Delete(Data, recursive: true);

    /// <summary>The tour of 2023 is noted as taken in, and the archive of the one to come as merely checked.</summary>
    private static async Task NothingElseAsync(RegistrationDatabase db)
    {
        await using var tx = await db.BeginAsync(ComingScenario.Actor, CancellationToken.None);
        foreach (var (file, code, status) in ((string, string, string)[])[("demo-2023.zip", DemoArchive.EditionCode, "done"), ("demo-coming-2024-05-01.zip", "none", "checked")])
            await tx.ExecuteAsync("""
                INSERT INTO edition_import (id, file_name, is_dry_run, status, edition_code, created_at, done_at, errors, notices, claimed_until)
                VALUES (@Id, @File, 0, @Status, @Code, @Now, @Now, 0, 0, @Now)
                """, new { Id = Guid.CreateVersion7(), File = file, Status = status, Code = code, tx.Now }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
