using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Day;
using JobDating.Benchmarks.Importing;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Benchmarks.Broker;

/// <summary>The three services, each a process, over a RabbitMQ of their own: with one edition whose site was yesterday and whose interviews were held, and nobody has noted yet what came of them.</summary>
internal sealed class ThreeOverBroker : IAsyncDisposable
{
    public const string Edition = "lag";

    /// <summary>What an employer's tables can hold in a day.</summary>
    private const int InterviewsEach = 60;

    private readonly Folder _folder = new("broker-tour");
    private readonly List<Instance> _instances = [];

    private ThreeOverBroker(PrivateBroker broker) => Broker = broker;

    /// <param name="Pass">What its employer's program brings.</param>
    public sealed record Interview(Guid Id, int Version, Guid EditionId, Guid SiteId, string Siret, Guid CandidateId, Instant StartsAt, string Pass);

    public PrivateBroker Broker { get; }
    public string Data => _folder.Path;
    public Instance Scheduling => _instances[1];
    public Instance Outcomes => _instances[2];
    public IReadOnlyList<Instance> Instances => _instances;
    public IReadOnlyList<Interview> Interviews { get; private set; } = [];

    public static async Task<ThreeOverBroker> StartAsync(int interviews)
    {
        var starting = PrivateBroker.StartAsync();
        var folder = new Folder("lag-archive");
        await new Archive(Edition, SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(-1), interviews, (interviews / InterviewsEach) + 1, HasResults: false).WriteAsync(folder.Path);
        var three = new ThreeOverBroker(await starting);
        try
        {
            await Instance.ImportAsync(folder.Path, three.Data);
            three.Interviews = await three.ReadAsync();
            foreach (var service in (string[])["Registration", "Scheduling", "Outcomes"])
                three._instances.Add(await Instance.StartAsync(service, three.Data, three.Broker.Address));
            return three;
        }
        catch
        {
            await three.DisposeAsync();
            throw;
        }
        finally
        {
            folder.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _instances.ForEach(instance => instance.Dispose());
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<Interview>> ReadAsync()
    {
        await using var app = ServiceHost.Build(new Settings { Data = Data }, [new SchedulingService()], "http://127.0.0.1:0");
        var bearer = app.Services.GetRequiredService<BearerTokens>();
        var ends = SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(1);
        var passes = new Dictionary<string, string>();
        return await DaySite.AskAsync(Data, "scheduling", "SELECT i.id, i.version, i.edition_id, i.site_id, t.siret, i.candidate_id, i.starts_at FROM interview i JOIN interview_table t ON t.id = i.table_id ORDER BY i.code", row =>
        {
            var siret = row.GetString(4);
            if (!passes.TryGetValue(siret, out var pass))
                passes[siret] = pass = bearer.Issue(new Ticket { Id = Guid.CreateVersion7(), Name = siret, Roles = [Role.Employer], SubjectId = siret, Revisions = new Dictionary<Guid, int>() }, ends);
            return new Interview(row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetGuid(3), siret, row.GetGuid(5), InstantPattern.ExtendedIso.Parse(row.GetString(6)).Value, pass);
        });
    }
}
