using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace JobDating.Tests.Deploy;

/// <summary>deploy/compose.yml, anchors and merges resolved, and what is wrong with it. No container engine is asked.</summary>
internal sealed partial class ComposeFile(string text)
{
    private readonly Node _file = new(new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(new StringReader(text)))));

    /// <summary>A value, a list or a mapping; what is not there is empty.</summary>
    private sealed record Node(object? Value)
    {
        public string Text => Value as string ?? "";
        public IReadOnlyList<Node> List => Value is List<object> list ? [.. list.Select(item => new Node(item))] : [];
        public IReadOnlyDictionary<string, Node> Map => Value is Dictionary<object, object> map ? map.ToDictionary(pair => (string)pair.Key, pair => new Node(pair.Value)) : new Dictionary<string, Node>();
        public Node this[string key] => Map.GetValueOrDefault(key) ?? new Node((object?)null);
        public IReadOnlyList<string> Names => Value is List<object> ? [.. List.Select(item => item.Value is string name ? name : item["source"].Text)] : [.. Map.Keys];
    }

    private IReadOnlyDictionary<string, Node> Services => _file["services"].Map;

    /// <summary>Every finding, as a sentence that begins with the service; none where all is well.</summary>
    /// <param name="secrets">The files that secrets.sh writes.</param>
    public IReadOnlyList<string> Findings(IReadOnlyCollection<string> secrets) =>
        [.. Services.SelectMany(service => Of(service.Key, service.Value)), .. Ways(), .. Brokers(), .. Secrets(secrets), .. Passwords()];

    private IEnumerable<string> Of(string name, Node service)
    {
        var program = service["build"]["args"]["SERVICE"].Text;
        if (service["build"].Value is not null)
        {
            if (!Known.Programs.Contains(program))
                yield return $"{name}: SERVICE is {program}, which is no program";
            if (!Known.Exists(service["build"]["dockerfile"].Text))
                yield return $"{name}: there is no {service["build"]["dockerfile"].Text}";
            if (service["image"].Text != $"jobdating-{program.ToLowerInvariant()}:${{TAG:-local}}")
                yield return $"{name}: the image {service["image"].Text} is another program's";
            var migrates = service["command"].List is [{ Text: "migrate" }];
            foreach (var wrong in Known.WrongSettings(name, program, service["environment"].Names.ToList()).Where(wrong => !migrates || wrong.EndsWith("is no setting", StringComparison.Ordinal)))
                yield return wrong;
            if (migrates && !service["environment"].Names.Contains("JOBDATING_SQLSERVER_FILE"))
                yield return $"{name}: JOBDATING_SQLSERVER is not set";
            if (!migrates && service["command"].Value is not null)
                yield return $"{name}: serves, and has a command";
        }
        else if (service["image"].Text.Split(':') is not [_, var tag] || !Known.IsFixed(tag))
            yield return $"{name}: the image {service["image"].Text} has no fixed version";

        if (service["restart"].Text.Length == 0)
            yield return $"{name}: nobody starts it again";
        if (!service["security_opt"].Names.Contains("no-new-privileges:true"))
            yield return $"{name}: may win privileges";
        if (!name.StartsWith("sqlserver", StringComparison.Ordinal) && !(service["read_only"].Text == "true" && service["cap_drop"].Names.Contains("ALL")))
            yield return $"{name}: its root can be written, or it keeps capabilities";
        if (!name.EndsWith("-setup", StringComparison.Ordinal) && service["build"].Value is null && service["healthcheck"]["test"].Value is null)
            yield return $"{name}: nobody asks for its health";

        foreach (var volume in service["volumes"].Names.Select(volume => volume.Split(':')[0]))
            if (volume.StartsWith("./", StringComparison.Ordinal) ? !Known.Exists($"deploy/{volume[2..]}") : !_file["volumes"].Map.ContainsKey(volume))
                yield return $"{name}: there is no volume {volume}";
        foreach (var network in service["networks"].Names.Where(network => !_file["networks"].Map.ContainsKey(network)))
            yield return $"{name}: there is no network {network}";
        foreach (var (other, depends) in service["depends_on"].Names.Select(other => (other, service["depends_on"][other])))
            if (!Services.TryGetValue(other, out var waited))
                yield return $"{name}: waits for {other}, which is not there";
            else if (depends["condition"].Text == "service_healthy" && waited["healthcheck"]["test"].Value is null)
                yield return $"{name}: waits for the health of {other}, which nobody asks for";
            else if (depends["condition"].Text == "service_completed_successfully" && !waited["restart"].Text.StartsWith("on-failure", StringComparison.Ordinal))
                yield return $"{name}: waits for the end of {other}, which is begun again";
    }

    /// <summary>From the proxy to the gateway to the services: names, ports, and whose word is believed.</summary>
    private IEnumerable<string> Ways()
    {
        string At(string service) => $"{service}:{new Uri(Services[service]["environment"]["ASPNETCORE_URLS"].Text).Port}";
        if (Services["proxy"]["environment"]["GATEWAY"].Text != At("gateway"))
            yield return $"proxy: the gateway is at {At("gateway")}";
        foreach (var variable in CaddyVariable().Matches(Known.Text("deploy/Caddyfile")).Select(match => match.Groups[1].Value).Except(Services["proxy"]["environment"].Names))
            yield return $"proxy: the Caddyfile asks for {variable}";
        foreach (var service in Known.Services)
        {
            var name = service.ToLowerInvariant();
            if (Services["gateway"]["environment"][$"JOBDATING_{service.ToUpperInvariant()}"].Text != $"http://{At(name)}")
                yield return $"gateway: {service} is at http://{At(name)}";
            foreach (var wrong in Believes(name, "gateway"))
                yield return wrong;
            foreach (var (mounted, setting) in ((string, string)[])[($"{name}:", "JOBDATING_DATA"), ("keys:", "JOBDATING_KEYS")])
                if (!Services[name]["volumes"].Names.Contains($"{mounted}{Services[name]["environment"][setting].Text}"))
                    yield return $"{name}: {setting} is on no volume";
        }
        foreach (var wrong in Believes("gateway", "proxy"))
            yield return wrong;
    }

    /// <summary>Both are on one network, and what comes from there is believed.</summary>
    private IEnumerable<string> Believes(string one, string other)
    {
        var subnets = Services[one]["networks"].Names.Intersect(Services[other]["networks"].Names).SelectMany(network => _file["networks"][network]["ipam"]["config"].List).Select(config => config["subnet"].Text).ToList();
        if (subnets is not [var subnet] || Services[one]["environment"]["JOBDATING_PROXIES"].Text != subnet)
            yield return $"{one}: JOBDATING_PROXIES is not the network that it shares with {other}";
    }

    private IEnumerable<string> Brokers()
    {
        var named = ClusterNode().Matches(Known.Text("deploy/rabbitmq/rabbitmq.conf")).Select(match => match.Groups[1].Value).ToList();
        var there = Services.Where(service => service.Value["volumes"].Names.Any(volume => volume.Contains("/rabbitmq.conf", StringComparison.Ordinal))).Select(service => service.Key).ToList();
        if (named.Count != 3 || !named.SequenceEqual(there))
            yield return $"rabbit: rabbitmq.conf names {string.Join(' ', named)}";
        foreach (var node in there.Where(node => Services[node]["hostname"].Text != node || !Services[node]["volumes"].Names.Contains($"{node}:/var/lib/rabbitmq")))
            yield return $"{node}: is called otherwise, or keeps nothing";
    }

    private IEnumerable<string> Secrets(IReadOnlyCollection<string> made)
    {
        foreach (var (name, secret) in _file["secrets"].Map)
            if (secret["file"].Text is not { } file || !file.StartsWith("secrets/", StringComparison.Ordinal) || !made.Contains(file["secrets/".Length..]))
                yield return $"secrets: nobody makes {name}";
        foreach (var (name, service) in Services)
        {
            var written = service["environment"].Map.Values.Concat(service["command"].List).Concat(service["healthcheck"]["test"].List).SelectMany(value => SecretPath().Matches(value.Text)).Select(match => match.Groups[1].Value).Distinct();
            foreach (var missing in written.Except(service["secrets"].Names))
                yield return $"{name}: has no secret {missing}";
            foreach (var unknown in service["secrets"].Names.Where(secret => !_file["secrets"].Map.ContainsKey(secret)))
                yield return $"{name}: there is no secret {unknown}";
            foreach (var other in service["secrets"].Names.Where(secret => secret.EndsWith("_sql", StringComparison.Ordinal) && !secret.StartsWith(service["build"]["args"]["SERVICE"].Text.ToLowerInvariant(), StringComparison.Ordinal)))
                yield return $"{name}: knows the way into another's database, {other}";
        }
    }

    private IEnumerable<string> Passwords() =>
        PasswordWritten().Matches(text).Select(match => $"a password is written in it: {match.Value}");

    [GeneratedRegex(@"\{\$([A-Z_]+)")]
    private static partial Regex CaddyVariable();

    [GeneratedRegex(@"classic_config\.nodes\.\d = rabbit@(\S+)")]
    private static partial Regex ClusterNode();

    [GeneratedRegex(@"/run/secrets/([a-z_]+)")]
    private static partial Regex SecretPath();

    [GeneratedRegex(@"(?i)(password|passwd|pwd|token|secret)\s*[=:]\s*(?!\$\$\(cat )[^\s{\[].*|amqps?://[^\s@]+@")]
    private static partial Regex PasswordWritten();
}
