using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace JobDating.Tests.Deploy;

/// <summary>deploy/Dockerfile, instruction by instruction, and what is wrong with it. No container engine is asked.</summary>
internal sealed partial class DockerfileText(string text, string ignored)
{
    private readonly IReadOnlyList<(string Word, string Told)> _lines =
    [
        .. from line in Continued().Replace(text, " ").Split('\n')
           where line.Length > 0 && line[0] != '#'
           select (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()),
    ];

    public IReadOnlyList<string> Findings() => [.. Images(), .. Copies(), .. Program()];

    private IEnumerable<string> Images()
    {
        var arguments = Of("ARG").Where(argument => argument.Contains('=')).ToDictionary(argument => argument.Split('=')[0], argument => argument.Split('=')[1]);
        var tags = Of("FROM").Select(image => Argument().Replace(image.Split(' ')[0], match => arguments.GetValueOrDefault(match.Groups[1].Value, "")).Split(':')).ToList();
        foreach (var image in tags.Where(image => image is not [_, var tag] || !Known.IsFixed(tag)))
            yield return $"the image {string.Join(':', image)} has no fixed version";
        if (tags is not [[var sdk, var sdkTag], [var runtime, var runtimeTag]] || !sdk.EndsWith("/sdk", StringComparison.Ordinal) || !runtime.EndsWith("/aspnet", StringComparison.Ordinal))
        {
            yield return "it is not built by an sdk and served by an aspnet image";
            yield break;
        }
        var framework = XDocument.Parse(Known.Text("Directory.Build.props")).Descendants("TargetFramework").Single().Value["net".Length..];
        var wanted = new Version(JsonDocument.Parse(Known.Text("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString()!);
        if (new Version(sdkTag.Split('-')[0]) is var has && (has < wanted || has.Major != wanted.Major || has.Minor != wanted.Minor))
            yield return $"global.json wants the SDK {wanted}, and the image has {has}";
        if (!runtimeTag.StartsWith($"{framework}.", StringComparison.Ordinal))
            yield return $"the programs want .NET {framework}, and the image has {runtimeTag}";
        // Without "extra" there is no ICU: French dates and names would be sorted and written as English ones.
        if (runtimeTag.Contains("chiseled", StringComparison.Ordinal) && !runtimeTag.Contains("extra", StringComparison.Ordinal))
            yield return "the image has no languages";
    }

    /// <summary>Every project that a program needs is there when its packages are fetched, and every folder with source when it is built.</summary>
    private IEnumerable<string> Copies()
    {
        var copied = new HashSet<string>();
        var restored = false;
        foreach (var (word, rest) in _lines)
        {
            if (word == "COPY" && !rest.StartsWith("--from", StringComparison.Ordinal))
            {
                var words = rest.Split(' ');
                foreach (var source in words[..^1])
                {
                    if (!Known.Exists(source) && !Directory.Exists(Path.Combine(Platform.SourceTree.Root, source)))
                        yield return $"it copies {source}, which is not there";
                    if (!ignored.Split('\n').Contains($"!{source.Split('/')[0]}"))
                        yield return $"{source} is kept from it";
                    var target = words[^1].TrimEnd('/');
                    copied.Add(words[^1].EndsWith('/') ? Path.Combine(target == "." ? "" : target, Path.GetFileName(source)) : target);
                }
            }
            else if (word == "RUN" && rest.Contains("dotnet restore", StringComparison.Ordinal))
            {
                restored = true;
                foreach (var missing in Known.Programs.SelectMany(Known.Closure).Distinct().Concat(["global.json", "Directory.Build.props", "Directory.Packages.props"]).Where(file => !copied.Contains(file)))
                    yield return $"{missing} is not there when packages are fetched";
            }
            else if (word == "RUN" && rest.Contains("dotnet publish", StringComparison.Ordinal))
            {
                if (!restored)
                    yield return "it builds before it has packages";
                foreach (var missing in Known.Programs.SelectMany(Known.Closure).Distinct().Where(project => !copied.Contains(project.Split('/')[0])))
                    yield return $"the source of {missing} is not there when it is built";
            }
        }
    }

    /// <summary>One name for whichever program, run by a user without rights, its health asked by itself.</summary>
    private IEnumerable<string> Program()
    {
        if (XDocument.Parse(Known.Text("Directory.Build.props")).Descendants("AssemblyName").Single().Value != "JobDating.$(MSBuildProjectName)" || !Of("RUN").Any(run => run.Contains("mv \"/app/JobDating.$SERVICE\" /app/jobdating", StringComparison.Ordinal)))
            yield return "the program is not called as its project";
        if (Of("ENTRYPOINT").LastOrDefault() != "[\"/app/jobdating\"]")
            yield return "it starts something else";
        if (Of("HEALTHCHECK").LastOrDefault()?.EndsWith("CMD [\"/app/jobdating\", \"health\"]", StringComparison.Ordinal) != true)
            yield return "nobody asks for its health";
        var user = Of("USER").LastOrDefault()?.Split(':')[0];
        if (!int.TryParse(user, out var id) || id == 0)
            yield return "it runs as root, or as a name that an engine cannot tell from root";
        if (!Of("COPY").Contains($"--from=build --chown={user}:{user} /folders/ /"))
            yield return "the folders that it writes to are another's";
        var folders = Of("VOLUME").SelectMany(volume => JsonSerializer.Deserialize<string[]>(volume)!).ToList();
        foreach (var folder in (string[])["/data", "/keys"])
            if (!folders.Contains(folder) || !Of("RUN").Any(run => run.Contains($"/folders{folder}", StringComparison.Ordinal)))
                yield return $"{folder} is not there to be written to";
    }

    private IEnumerable<string> Of(string word) => _lines.Where(line => line.Word == word).Select(line => line.Told);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Argument();
}
