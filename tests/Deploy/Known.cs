using System.Text.RegularExpressions;
using System.Xml.Linq;
using JobDating.Tests.Platform;

namespace JobDating.Tests.Deploy;

/// <summary>What the repository says of itself, against which the files of deploy/ are held.</summary>
internal static partial class Known
{
    public static readonly IReadOnlyList<string> Services = ["Registration", "Scheduling", "Outcomes"];

    /// <summary>Settings without which an installation of several programs does not work, whatever each does without them.</summary>
    private static readonly string[] OfService = ["ASPNETCORE_URLS", "ASPNETCORE_TEMP", "JOBDATING_ADDRESS", "JOBDATING_DATA", "JOBDATING_KEYS", "JOBDATING_PROXIES", "JOBDATING_RABBITMQ", "JOBDATING_SQLSERVER"];
    private static readonly string[] OfGateway = ["ASPNETCORE_URLS", "JOBDATING_ADDRESS", "JOBDATING_PROXIES", .. Services.Select(service => $"JOBDATING_{service.ToUpperInvariant()}")];
    private static readonly string[] OfAllInOne = ["ASPNETCORE_URLS", "ASPNETCORE_TEMP", "JOBDATING_ADDRESS", "JOBDATING_DATA"];

    /// <summary>The settings that only tests read.</summary>
    private static readonly string[] OfTests = ["JOBDATING_LONG", "JOBDATING_PEOPLE", "JOBDATING_PICTURES", "JOBDATING_SEED", "JOBDATING_SEQUENCES"];

    private static readonly string[] OfDotnet = ["ASPNETCORE_URLS", "ASPNETCORE_TEMP", "ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    /// <summary>Projects that are programs, by name: each is <c>services/NAME/NAME.csproj</c> and makes <c>JobDating.NAME.dll</c>.</summary>
    public static IReadOnlyList<string> Programs { get; } =
        [.. SourceTree.Files("services", "*.csproj").Where(project => XDocument.Load(project.File.FullName).Root!.Attribute("Sdk")!.Value.EndsWith(".Web", StringComparison.Ordinal)).Select(project => Path.GetFileNameWithoutExtension(project.File.Name))];

    public static string Text(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(SourceTree.Root, path));

    public static IReadOnlyList<string> Needed(string program) => program switch
    {
        "Gateway" => OfGateway,
        "AllInOne" => OfAllInOne,
        _ => OfService,
    };

    /// <summary>The programs read it: an operator who sets it gets what the name says.</summary>
    public static bool IsSetting(string name) => OfDotnet.Contains(name) || (JobDating.Platform.Settings.Names.Contains(WithoutFile(name)) && !OfTests.Contains(name));

    /// <summary>The setting's own name, whether its value or the file of its value is given.</summary>
    public static string WithoutFile(string name) => name.StartsWith("JOBDATING_", StringComparison.Ordinal) && name.EndsWith("_FILE", StringComparison.Ordinal) ? name[..^5] : name;

    /// <summary>What is wrong with a program's environment; nothing where all is well.</summary>
    public static IEnumerable<string> WrongSettings(string where, string program, IReadOnlyCollection<string> names) =>
        names.Where(name => !IsSetting(name)).Select(name => $"{where}: {name} is no setting")
            .Concat(Needed(program).Except(names.Select(WithoutFile)).Select(name => $"{where}: {name} is not set"));

    /// <summary>The projects that a project needs, itself among them, as paths from the root.</summary>
    public static IReadOnlySet<string> Closure(string program)
    {
        var found = new HashSet<string>();
        void Visit(string project)
        {
            if (found.Add(project))
                foreach (var reference in XDocument.Parse(Text(project)).Descendants("ProjectReference"))
                    Visit(Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(Path.Combine(SourceTree.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value))));
        }
        Visit($"services/{program}/{program}.csproj");
        return found;
    }

    /// <summary>A version down to the last number: nothing that becomes another image from one day to the next.</summary>
    public static bool IsFixed(string tag) => FixedTag().IsMatch(tag);

    [GeneratedRegex(@"^(\d+\.\d+\.\d+|\d{4}-CU\d+)(-[a-z0-9.-]+)?$")]
    private static partial Regex FixedTag();
}
