using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>No container engine runs here: the Dockerfile is read, and held against the projects.</summary>
public sealed class DockerfileTests
{
    private static readonly string _text = Known.Text("deploy/Dockerfile");
    private static readonly string _ignored = Known.Text("deploy/Dockerfile.dockerignore");

    [Fact]
    public void It_agrees_with_the_projects() => Assert.Empty(new DockerfileText(_text, _ignored).Findings());

    [Theory]
    [InlineData("COPY services/Outcomes/Outcomes.csproj services/Outcomes/\n", "", "services/Outcomes/Outcomes.csproj is not there when packages are fetched")]
    [InlineData("COPY contracts/Contracts.csproj contracts/", "COPY contracts/Contracts.csproj ./", "contracts/Contracts.csproj is not there when packages are fetched")]
    [InlineData(" Directory.Packages.props", "", "Directory.Packages.props is not there when packages are fetched")]
    [InlineData("COPY contracts contracts\n", "", "the source of contracts/Contracts.csproj is not there when it is built")]
    [InlineData("services/Gateway/Gateway.csproj", "services/Gateways/Gateway.csproj", "it copies services/Gateways/Gateway.csproj, which is not there")]
    [InlineData("10.0.12-noble-chiseled-extra", "10.0-noble-chiseled-extra", "the image mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra has no fixed version")]
    [InlineData("10.0.12-noble", "9.0.11-noble", "the programs want .NET 10.0, and the image has 9.0.11-noble-chiseled-extra")]
    [InlineData("-chiseled-extra", "-chiseled", "the image has no languages")]
    [InlineData("10.0.401-noble", "9.0.300-noble", "global.json wants the SDK 10.0.100, and the image has 9.0.300")]
    [InlineData("USER 1654:1654", "USER 0", "it runs as root, or as a name that an engine cannot tell from root")]
    [InlineData("USER 1654:1654", "USER 1000:1000", "the folders that it writes to are another's")]
    [InlineData("/folders/data", "/folders/date", "/data is not there to be written to")]
    [InlineData("\"health\"", "\"healthy\"", "nobody asks for its health")]
    [InlineData("mv \"/app/JobDating.$SERVICE\"", "mv \"/app/$SERVICE\"", "the program is not called as its project")]
    public void What_is_wrong_in_it_is_found(string right, string wrong, string finding)
    {
        Assert.Contains(right, _text, StringComparison.Ordinal);
        Assert.Contains(finding, new DockerfileText(_text.Replace(right, wrong, StringComparison.Ordinal), _ignored).Findings());
    }

    [Fact]
    public void What_is_kept_from_it_is_found() =>
        Assert.Contains("contracts is kept from it", new DockerfileText(_text, _ignored.Replace("!contracts\n", "", StringComparison.Ordinal)).Findings());
}
