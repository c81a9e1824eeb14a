using System.Text.RegularExpressions;

namespace JobDating.Tests.Deploy;

/// <summary>deploy/systemd: units and the files of settings beside them, and what is wrong with them. systemd is not asked.</summary>
internal sealed partial class UnitFiles(Func<string, string> read)
{
    private static readonly string[] Services = ["jobdating.service", "jobdating@.service", "jobdating-backup.service"];
    private static readonly string[] Template = [.. Known.Services, "Gateway"];

    /// <summary>What a program needs not be able to do.</summary>
    private static readonly string[] Hardened =
    [
        "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "CapabilityBoundingSet=", "UMask=0077", "StateDirectory=jobdating", "User=jobdating",
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Services, "jobdating-backup.timer"];

    public IReadOnlyList<string> Findings() => [.. Services.SelectMany(Of), .. Template.SelectMany(Instance), .. OneMachine(), .. Ways()];

    private IEnumerable<string> Of(string unit)
    {
        var lines = Lines(unit);
        foreach (var missing in Hardened.Except(lines))
            yield return $"{unit}: {missing} is missing";
        if (!unit.Contains("backup", StringComparison.Ordinal))
            foreach (var missing in (string[])["Restart=", "MemoryMax=", "TasksMax=", "SystemCallFilter=@system-service"])
                if (!lines.Any(line => line.StartsWith(missing, StringComparison.Ordinal)))
                    yield return $"{unit}: {missing} is missing";
        if (!lines.Any(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)))
            yield return $"{unit}: it starts nothing";
        foreach (var (folder, program) in lines.SelectMany(line => Started().Matches(line)).Select(match => (match.Groups[1].Value, match.Groups[2].Value)))
            if (folder != program || (program != "%i" && !Known.Programs.Contains(program)))
                yield return $"{unit}: it starts /opt/jobdating/{folder}/JobDating.{program}.dll, which no project makes";
        if (!read("jobdating.sysusers").StartsWith($"u {Value(lines, "User")} ", StringComparison.Ordinal))
            yield return $"{unit}: there is no user {Value(lines, "User")}";
        if ((unit.Contains('@') ? Settings(Known.Services[0]) : Own(lines)).GetValueOrDefault("JOBDATING_DATA") != $"/var/lib/{Value(lines, "StateDirectory")}")
            yield return $"{unit}: it may not write where its data are";
    }

    /// <summary>One program of the template, with the two files of settings that it reads.</summary>
    private IEnumerable<string> Instance(string program) =>
        Known.Programs.Contains(program) ? Known.WrongSettings($"jobdating@{program}", program, [.. Own(Lines("jobdating@.service")).Keys, .. Settings(program).Keys]) : [$"jobdating@{program}: there is no such program"];

    private IEnumerable<string> OneMachine() =>
        Known.WrongSettings("jobdating", "AllInOne", [.. Own(Lines("jobdating.service")).Keys, .. Variables(read("jobdating.env")).Keys]);

    /// <summary>The gateway looks for the services where they listen.</summary>
    private IEnumerable<string> Ways() =>
        from service in Known.Services
        let there = Settings(service).GetValueOrDefault("ASPNETCORE_URLS")
        where Settings("Gateway").GetValueOrDefault($"JOBDATING_{service.ToUpperInvariant()}") != there
        select $"Gateway.env: {service} is at {there}";

    private Dictionary<string, string> Settings(string program)
    {
        var files = Lines("jobdating@.service").Where(line => line.StartsWith("EnvironmentFile=/etc/jobdating/", StringComparison.Ordinal)).Select(line => line["EnvironmentFile=/etc/jobdating/".Length..].Replace("%i", program, StringComparison.Ordinal));
        return files.SelectMany(file => Variables(read(file))).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value);
    }

    private static Dictionary<string, string> Own(IReadOnlyList<string> unit) =>
        Variables(string.Join('\n', unit.Where(line => line.StartsWith("Environment=", StringComparison.Ordinal)).SelectMany(line => line["Environment=".Length..].Split(' '))));

    /// <summary>Those that are commented out too: whoever takes the mark away must get what the name says.</summary>
    private static Dictionary<string, string> Variables(string text) =>
        Variable().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private IReadOnlyList<string> Lines(string unit) => [.. read(unit).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    private static string Value(IReadOnlyList<string> lines, string key) => lines.FirstOrDefault(line => line.StartsWith($"{key}=", StringComparison.Ordinal))?[(key.Length + 1)..] ?? "";

    [GeneratedRegex(@"/opt/jobdating/([^/\s]+)/JobDating\.(\S+)\.dll")]
    private static partial Regex Started();

    [GeneratedRegex(@"^#?([A-Za-z]+_[A-Za-z_]+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
