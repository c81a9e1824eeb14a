using JobDating.Tests.Journeys;
using JobDating.Tests.Platform;
using Xunit;

namespace JobDating.Tests.Deploy;

public sealed class SecretsScriptTests
{
    [Fact]
    public async Task Every_secret_is_made_once_and_differs_from_every_other()
    {
        using var first = await MakeAsync();
        using var second = await MakeAsync();
        string[] addresses = ["rabbitmq_address", "rabbitmq_user.conf"];
        foreach (var file in first.Names.Except(addresses))
            Assert.NotEqual(first.Text(file), second.Text(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(first.Folder).UnixFileMode);

        // What the administrator's script gives a login is what the service signs in with.
        var passwords = first.Text("sql_passwords").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line.Split('=')[0], line => line.Split('=')[1]);
        Assert.Equal(6, passwords.Values.Distinct().Count());
        foreach (var (login, password) in passwords)
            Assert.Contains($"User ID=jobdating_{login[..^"_password".Length]};Password={password};", first.Text($"{login[..^"_password".Length]}_sql"), StringComparison.Ordinal);

        var nodes = first.Text("rabbitmq_address").Trim().Split(',').Select(node => new Uri(node)).ToList();
        Assert.Equal(["rabbit1:5672", "rabbit2:5672", "rabbit3:5672"], nodes.Select(node => node.Authority));
        Assert.Equal($"default_user = jobdating\ndefault_pass = {Assert.Single(nodes.Select(node => node.UserInfo).Distinct())["jobdating:".Length..]}\n", first.Text("rabbitmq_user.conf"));
    }

    [Fact]
    public async Task A_folder_that_has_secrets_is_left_alone()
    {
        using var made = await MakeAsync();
        var before = made.Text("sqlserver_sa");
        var (exit, _, error) = await Shell.RunAsync("bash", [Path.Combine(SourceTree.Root, "deploy", "secrets.sh"), made.Folder]);
        Assert.Equal(1, exit);
        Assert.Contains("already", error, StringComparison.Ordinal);
        Assert.Equal(before, made.Text("sqlserver_sa"));
    }

    /// <summary>The names of the files that the script writes.</summary>
    internal static Task<IReadOnlyCollection<string>> MadeAsync() => _names.Value;

    private static readonly Lazy<Task<IReadOnlyCollection<string>>> _names = new(async () =>
    {
        using var made = await MakeAsync();
        return made.Names;
    });

    internal static async Task<Made> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("jobdating-secrets-").FullName;
        var (exit, _, error) = await Shell.RunAsync("bash", [Path.Combine(SourceTree.Root, "deploy", "secrets.sh"), folder]);
        Assert.True(exit == 0, error);
        return new Made(folder);
    }

    internal sealed record Made(string Folder) : IDisposable
    {
        public IReadOnlyCollection<string> Names => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file))];

        public string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
