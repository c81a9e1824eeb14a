using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace JobDating.Tests.Journeys.Several;

/// <summary>Two processes of each service on one data folder, over the nodes of one broker, behind one gateway; each can be killed and begun again where it was.</summary>
internal sealed class TwoOfEach : IAsyncDisposable
{
    private const int Each = 2;

    private readonly ThreeNodes _nodes;
    private readonly Dictionary<(string Service, int At), Uri> _addresses;
    private readonly Dictionary<(string Service, int At), ServiceProcess> _running = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(120), DefaultRequestHeaders = { Authorization = new("Bearer", TestHouse.Token), AcceptLanguage = { new("en") } } };
    private TimeSpan _worked;
    private ServiceProcess? _gateway;

    private TwoOfEach(string data, ThreeNodes nodes)
    {
        (Data, _nodes) = (data, nodes);
        var ports = FreePorts(ThreeServices.Names.Count * Each);
        _addresses = ThreeServices.Names.SelectMany(name => Enumerable.Range(0, Each).Select(at => (name, at))).Zip(ports).ToDictionary(one => one.First, one => new Uri($"http://127.0.0.1:{one.Second}"));
    }

    public string Data { get; }

    public Uri Gateway => _gateway!.Address;

    /// <summary>What the processors of all of them have worked.</summary>
    public TimeSpan Worked
    {
        get
        {
            lock (_running)
                return _worked + _gateway!.Worked + _running.Values.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Worked);
        }
    }

    public static async Task<TwoOfEach> StartAsync(string data, ThreeNodes nodes)
    {
        var two = new TwoOfEach(data, nodes);
        // All at once, on databases that are not there yet: one of each two makes them.
        await Task.WhenAll(two._addresses.Keys.Select(two.BeginAsync));
        two._gateway = ServiceProcess.BeginGateway(service => [.. two._addresses.Where(one => one.Key.Service == service).Select(one => one.Value)]);
        await two._gateway.ListeningAsync();
        return two;
    }

    public Uri AddressOf(string service, int at) => _addresses[(service, at)];

    /// <summary>What that one has said on stderr.</summary>
    public string LogOf(string service, int at)
    {
        lock (_running)
            return _running[(service, at)].Log;
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill(string service, int at)
    {
        lock (_running)
        {
            _running.Remove((service, at), out var process);
            _worked += process!.Worked;
            process.Dispose();
        }
    }

    /// <summary>Where it was before; until it is ready.</summary>
    public async Task BeginAsync((string Service, int At) one)
    {
        var process = ServiceProcess.Begin(one.Service, Data, _nodes.Addresses, _addresses[one]);
        lock (_running)
            _running[one] = process;
        await process.ReadyAsync();
    }

    /// <summary>How many of that service's instances the gateway counts as ready.</summary>
    public async Task<int> ReadyAsync(string service)
    {
        using var seen = JsonDocument.Parse(await (await _http.GetAsync(new Uri(Gateway, "/gateway/health/dependencies"))).Content.ReadAsStringAsync());
        return seen.RootElement.GetProperty("services").EnumerateArray().Single(one => one.GetProperty("service").GetString() == service.ToLowerInvariant()).GetProperty("ready").GetInt32();
    }

    /// <summary>What the operator reads of that instance.</summary>
    public async Task<string> DependenciesAsync(string service, int at) => await (await _http.GetAsync(new Uri(AddressOf(service, at), "/health/dependencies"))).Content.ReadAsStringAsync();

    public async Task<JsonElement> BilanAsync(string edition) => JsonDocument.Parse(await _http.GetStringAsync(new Uri(Gateway, $"/outcomes/api/editions/{edition}/bilan"))).RootElement.GetProperty("total");

    public async Task<string> ImportAsync(byte[] zip) => await (await _http.PostAsync(new Uri(Gateway, "/registration/api/editions/import"), new ByteArrayContent(zip))).Content.ReadAsStringAsync();

    /// <summary>Ends all of them.</summary>
    public void Stop()
    {
        lock (_running)
        {
            foreach (var process in _running.Values)
                process.Dispose();
            _running.Clear();
        }
        _gateway?.Dispose();
        _gateway = null;
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>All different; another program may take one before it is used, which the process that wanted it then says.</summary>
    private static IReadOnlyList<int> FreePorts(int many)
    {
        var listeners = Enumerable.Range(0, many).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        List<int> ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
