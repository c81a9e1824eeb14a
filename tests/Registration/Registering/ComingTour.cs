using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Imports;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Tests.Registration.Registering;

/// <summary>
/// A house with an edition whose sites Ronchin and Tourcoing are still to come and Wattrelos is over, with offers of Acme (Ronchin) and Globex
/// (Tourcoing), a preparation workshop, and the structures Emploi and Mission.
/// </summary>
internal sealed class ComingTour : IAsyncDisposable
{
    private readonly WrittenArchive _archive = new();

    private ComingTour(TestHouse house) => House = house;

    public TestHouse House { get; }
    public Guid Edition { get; private set; }
    public Guid Ronchin { get; private set; }
    public Guid Tourcoing { get; private set; }
    public Guid Wattrelos { get; private set; }
    public Guid Baker { get; private set; }
    public Guid Cook { get; private set; }
    public Guid Welder { get; private set; }
    public Guid Workshop { get; private set; }
    public Guid Emploi { get; private set; }
    public Guid Mission { get; private set; }

    public static async Task<ComingTour> StartAsync(Engine engine = Engine.Sqlite, bool listen = false, Func<WrittenArchive, WrittenArchive>? with = null)
    {
        var tour = new ComingTour(await TestHouse.StartAsync(engine, listen));
        var archive = tour._archive
            .With("sites.csv", "code,name,commune,address,date,opens_at,closes_at", "ronchin,Ronchin,Ronchin,Salle des fêtes,2024-04-11,09:00,17:00", "tourcoing,Tourcoing,Tourcoing,,2024-06-10,,", "wattrelos,Wattrelos,,,2023-05-23,,")
            .With("establishments.csv", "siret,company_name", $"{WrittenArchive.Acme},Acme", $"{WrittenArchive.Globex},Globex")
            .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{WrittenArchive.Acme},2,expected", $"tourcoing,{WrittenArchive.Globex},1,expected")
            .With("offers.csv", "code,siret,title,contract_type,positions", $"O1,{WrittenArchive.Acme},Boulanger,CDI,2", $"O2,{WrittenArchive.Acme},Cuisinière,CDD,1", $"O3,{WrittenArchive.Globex},Soudeur,temp,3")
            .With("workshops.csv", "code,name,audience,starts_at,place,capacity", "W1,Réussir l’entretien,candidates,2024-03-01T09:30,Lille,1", "W2,RH,employers,2024-03-02T09:30,Lille,")
            .With("structures.csv", "code,name", "S1,Emploi", "S2,Mission");
        Assert(await tour.House.ImportAsync((with?.Invoke(archive) ?? archive).Folder));
        (tour.Edition, tour.Ronchin, tour.Tourcoing, tour.Wattrelos) = (await tour.IdAsync("edition", "2023"), await tour.IdAsync("site", "ronchin"), await tour.IdAsync("site", "tourcoing"), await tour.IdAsync("site", "wattrelos"));
        (tour.Baker, tour.Cook, tour.Welder) = (await tour.IdAsync("offer", "O1"), await tour.IdAsync("offer", "O2"), await tour.IdAsync("offer", "O3"));
        (tour.Workshop, tour.Emploi, tour.Mission) = (await tour.IdAsync("workshop", "W1"), await tour.IdAsync("structure", "S1"), await tour.IdAsync("structure", "S2"));
        await tour.House.SettleAsync();
        return tour;

        static void Assert(JobDating.Registration.Imports.CheckedArchive check) => Xunit.Assert.Equal(0, check.Errors);
    }

    public string Steps => $"/registration/sites/{Ronchin}/register";

    public Task<Guid> IdAsync(string table, string code) => House.Registration.QueryFirstOrDefaultAsync<Guid>($"SELECT id FROM {table} WHERE code = @Code", new { Code = code }, CancellationToken.None);

    public Task<int> CountAsync(string sql, object? parameters = null) => House.Registration.QueryFirstOrDefaultAsync<int>(sql, parameters, CancellationToken.None);

    public async Task SetCapacityAsync(Guid site, int capacity)
    {
        await using var tx = await House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync("UPDATE site SET capacity = @Capacity WHERE id = @Id", new { Id = site, Capacity = capacity }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    public Reader Visit(string language = "fr") => new(House.Address, language);

    /// <summary>Somebody who has come in by their personal link.</summary>
    public async Task<Reader> EnterAsync(string role, Guid holder, Guid subject, string language = "fr")
    {
        await using var tx = await House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var link = await House.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new PersonalLinks.Content
        {
            Role = role,
            Holder = holder,
            Subject = subject.ToString(),
            Name = "Ada",
            Expires = tx.Now + Duration.FromDays(1),
        }, CancellationToken.None);
        await tx.DisposeAsync();
        var reader = Visit(language);
        await reader.GetAsync(link);
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        _archive.Dispose();
    }
}
