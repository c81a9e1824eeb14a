using JobDating.Tests.Journeys;
using Xunit;

namespace JobDating.Tests.Deploy;

public sealed class SystemdTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    [Fact]
    public void Units_and_settings_agree_with_the_programs() => Assert.Empty(new UnitFiles(Read).Findings());

    [Theory]
    [InlineData("jobdating.service", "AllInOne/JobDating.AllInOne.dll", "AllInOne/JobDating.Everything.dll", "jobdating.service: it starts /opt/jobdating/AllInOne/JobDating.Everything.dll, which no project makes")]
    [InlineData("jobdating.service", "ProtectSystem=strict", "ProtectSystem=full", "jobdating.service: ProtectSystem=strict is missing")]
    [InlineData("jobdating.service", "MemoryMax=2G\n", "", "jobdating.service: MemoryMax= is missing")]
    [InlineData("jobdating.service", "JOBDATING_DATA=/var/lib/jobdating", "JOBDATING_DATA=/srv/jobdating", "jobdating.service: it may not write where its data are")]
    [InlineData("jobdating@.service", "NoNewPrivileges=yes\n", "", "jobdating@.service: NoNewPrivileges=yes is missing")]
    [InlineData("jobdating@.service", "ASPNETCORE_TEMP=/var/lib/jobdating/uploads ", "", "jobdating@Registration: ASPNETCORE_TEMP is not set")]
    [InlineData("jobdating-backup.service", "JOBDATING_DATA", "JOBDATING_DATEN", "jobdating-backup.service: it may not write where its data are")]
    [InlineData("jobdating.sysusers", "u jobdating", "u jobdater", "jobdating.service: there is no user jobdating")]
    [InlineData("jobdating.env", "JOBDATING_ADDRESS", "JOBDATING_ADRESS", "jobdating: JOBDATING_ADRESS is no setting")]
    [InlineData("jobdating.env", "#JOBDATING_SMTP", "#JOBDATING_SMPT", "jobdating: JOBDATING_SMPT is no setting")]
    [InlineData("services.env", "JOBDATING_KEYS=", "JOBDATING_LONG=", "jobdating@Scheduling: JOBDATING_KEYS is not set")]
    [InlineData("services.env", "JOBDATING_KEYS=", "JOBDATING_LONG=", "jobdating@Outcomes: JOBDATING_LONG is no setting")]
    [InlineData("Registration.env", "JOBDATING_SQLSERVER", "#", "jobdating@Registration: JOBDATING_SQLSERVER is not set")]
    [InlineData("Outcomes.env", "5083", "5084", "Gateway.env: Outcomes is at http://127.0.0.1:5084")]
    public void What_is_wrong_in_them_is_found(string file, string right, string wrong, string finding)
    {
        Assert.Contains(right, Read(file), StringComparison.Ordinal);
        Assert.Contains(finding, new UnitFiles(name => name == file ? Read(name).Replace(right, wrong, StringComparison.Ordinal) : Read(name)).Findings());
    }

    /// <summary>Words that systemd does not know, which it would pass over with a warning.</summary>
    [Fact]
    public async Task Systemd_knows_every_word_of_the_units()
    {
        if (!File.Exists(Analyze))
            Assert.Skip("systemd-analyze is not installed.");
        Assert.Equal("", await VerifyAsync(text => text));
        Assert.Contains("PreventHome", await VerifyAsync(text => text.Replace("ProtectHome", "PreventHome", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Read(string name) => Known.Text($"deploy/systemd/{name}");

    /// <summary>What it says of our units, changed; programs that are not on this machine aside.</summary>
    private static async Task<string> VerifyAsync(Func<string, string> change)
    {
        var folder = Directory.CreateTempSubdirectory("jobdating-units-");
        try
        {
            foreach (var name in UnitFiles.Names)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), change(Read(name)));
            var (_, output, error) = await Shell.RunAsync(Analyze, ["verify", .. UnitFiles.Names.Select(name => Path.Combine(folder.FullName, name))]);
            return string.Join('\n', (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains(folder.FullName, StringComparison.Ordinal) || line.Contains("jobdating", StringComparison.Ordinal)).Where(line => !line.Contains("is not executable", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
