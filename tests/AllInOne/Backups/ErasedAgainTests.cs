using JobDating.AllInOne;
using JobDating.AllInOne.Backups;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Scheduling;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using JobDating.Tests.Registration.Retention;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.AllInOne.Backups;

/// <summary>Whoever was erased after a backup was made stays erased after it is restored.</summary>
public sealed class ErasedAgainTests
{
    /// <summary>1. A backup is made. 2. Ada is erased. 3. The next backup knows it. 4. The first is restored: it erases her again, and the others hear of it.</summary>
    [Fact]
    public async Task An_older_backup_does_not_bring_an_erased_person_back()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        Assert.Equal(0, (await line.RunAsync("import", archive.Zip())).Exit);
        Assert.Equal(0, (await line.RunAsync("backup", "old/first.zip")).Exit);
        var beside = Path.Combine(line.Folder, "old", Backup.ErasedName);
        var ada = await EraseAsync(Path.Combine(line.Folder, "jobdating-data"), "C00001");
        Assert.Equal(0, (await line.RunAsync("restore", "old/first.zip", "--data", "unaware")).Exit);
        Assert.False(await IsErasedAsync<RegistrationDatabase>(Path.Combine(line.Folder, "unaware"), ada));

        Assert.Equal(0, (await line.RunAsync("backup", "old/second.zip")).Exit);
        Assert.Equal([ada], await ErasedList.ReadAsync(beside, CancellationToken.None));
        await RestoredAsync("again", "restore", "old/first.zip");

        // Her list may come from elsewhere too: that of the old installation's keys.
        File.Move(beside, Path.Combine(line.Folder, "kept.txt"));
        await RestoredAsync("once-more", "restore", "old/first.zip", "--erased", "kept.txt");
        Assert.Equal(1, (await line.RunAsync("restore", "old/first.zip", "--data", "never", "--erased", "nowhere.txt")).Exit);
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "never")));

        async Task RestoredAsync(string place, params string[] words)
        {
            var restored = await line.RunAsync([.. words, "--data", place]);
            Assert.True(restored.Exit == 0, restored.Err);
            Assert.Matches(@"(again|nouveau).*: 1 ", restored.Err.Replace('\u00A0', ' '));
            var data = Path.Combine(line.Folder, place);
            Assert.True(await IsErasedAsync<RegistrationDatabase>(data, ada));
            Assert.True(await IsErasedAsync<SchedulingDatabase>(data, ada));
            Assert.Equal([ada], await ErasedList.ReadAsync(ErasedList.In(Path.Combine(data, "keys")), CancellationToken.None));
        }
    }

    /// <summary>However the databases were put back: the list lies with the keys.</summary>
    [Theory, EachEngine]
    public async Task A_start_erases_whoever_is_listed_and_is_there(Engine engine)
    {
        var keys = Directory.CreateTempSubdirectory("jobdating-keys-").FullName;
        await using var tour = await ComingTour.StartAsync(engine);
        var (ada, grace) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Grace"));
        await tour.House.SettleAsync();
        await File.WriteAllTextAsync(ErasedList.In(keys), $"{ada}\n{Guid.NewGuid()}\n{grace.ToString()[..20]}");
        await new ErasedList.AtStart(tour.House.Registration, new Settings { Data = tour.House.Data, KeysFolder = keys }).StartAsync(CancellationToken.None);
        await tour.House.SettleAsync();
        foreach (var database in (Database[])[tour.House.Registration, tour.House.Scheduling])
            Assert.Equal([ada], await database.QueryAsync<Guid>("SELECT id FROM candidate WHERE erased_at IS NOT NULL AND id IN @Ids", new { Ids = (Guid[])[ada, grace] }, CancellationToken.None));

        // Grace is erased: the job lists her behind the half line of a power cut, and only once.
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [grace], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        foreach (var _ in (int[])[1, 2])
        {
            await ErasedList.NoteAsync(tour.House.Registration, new Settings { Data = tour.House.Data, KeysFolder = keys }, CancellationToken.None);
            Assert.Equal(1, (await File.ReadAllLinesAsync(ErasedList.In(keys))).Count(entry => entry == grace.ToString()));
        }
        Directory.Delete(keys, recursive: true);
    }

    private static async Task<Guid> EraseAsync(string data, string code)
    {
        await using var app = ServiceHost.Build(new Settings { Data = data }, Commands.Services(), "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var registration = app.Services.GetRequiredService<RegistrationDatabase>();
        var id = await registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM candidate WHERE code = @Code", new { Code = code }, CancellationToken.None);
        await using (var tx = await registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [id], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await app.StopHouseAsync();
        return id;
    }

    /// <summary>In that service, once it has heard what there is to hear.</summary>
    private static async Task<bool> IsErasedAsync<T>(string data, Guid id) where T : Database
    {
        await using var app = ServiceHost.Build(new Settings { Data = data }, Commands.Services(), "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        await Passing.UntilAsync(async () => (await new Outbox(app.Services.GetRequiredService<RegistrationDatabase>()).QueueAsync(CancellationToken.None)).Waiting == 0);
        var erased = await app.Services.GetRequiredService<T>().QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate WHERE id = @Id AND erased_at IS NOT NULL", new { Id = id }, CancellationToken.None) == 1;
        await app.StopHouseAsync();
        return erased;
    }
}
