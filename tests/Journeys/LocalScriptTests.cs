using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. Somebody types <c>deploy/local.sh</c>: three services, a broker and a gateway start, and one address is printed.
/// 2. Behind that address are the pages and the doors of all three; an edition goes in and its bilan comes out.
/// 3. Ctrl-C, and nothing of it runs any more.
/// </summary>
[Collection(Journeys.Name)]
public sealed class LocalScriptTests
{
    [Fact]
    public async Task Three_processes_answer_on_one_address_and_stop_together()
    {
        var data = Directory.CreateTempSubdirectory("jobdating-local-").FullName;
        using var script = Shell.Start("bash", [Path.Combine(Shell.Root, "deploy", "local.sh"), "--data", data, "--port", $"{FourFreePorts()}", "--no-build", "--configuration", Shell.Configuration], new Dictionary<string, string> { ["JOBDATING_TOKEN"] = TestHouse.Token });
        var errors = script.StandardError.ReadToEndAsync();
        try
        {
            var line = await script.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(120));
            Assert.True(line?.StartsWith("JobDating: http://127.0.0.1:", StringComparison.Ordinal) == true, $"local.sh said \"{line}\". {(line is null ? await errors : "")}");
            using var http = TestHouse.Client(new Uri(line!["JobDating: ".Length..]));

            var import = await http.PostAsync("/registration/api/editions/import", new ByteArrayContent(DemoZip.Of()));
            Assert.Equal(HttpStatusCode.OK, import.StatusCode);
            Assert.Equal(await DemoZip.BilanAsync(), await http.GetStringAsync(DemoZip.BilanPath("2023")));
            foreach (var service in (string[])["registration", "scheduling", "outcomes"])
                Assert.Equal("[]", await http.GetStringAsync($"/{service}/api/messages-in-error"));
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/registration/import")).StatusCode);
            Assert.NotEmpty(ProcessesOf(data));

            await Shell.RunAsync("bash", ["-c", $"kill -TERM {script.Id}"]);
            await script.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
            Assert.Equal(0, script.ExitCode);
            Assert.DoesNotContain("was killed", await errors);
            Assert.Empty(ProcessesOf(data));
        }
        finally
        {
            foreach (var id in ProcessesOf(data))
                await Shell.RunAsync("bash", ["-c", $"kill -KILL {id}"]);
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Everything that runs with this folder in its command or its environment: services, gateway, broker.</summary>
    private static List<int> ProcessesOf(string data)
    {
        var found = new List<int>();
        foreach (var id in Process.GetProcesses().Select(process => process.Id))
            try
            {
                if (new[] { "cmdline", "environ" }.Any(file => Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/{file}")).Contains(data, StringComparison.Ordinal)))
                    found.Add(id);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is somebody else's.
            }
        return found;
    }

    /// <summary>The first of four neighbouring ports that were free just now.</summary>
    private static int FourFreePorts()
    {
        while (true)
        {
            var first = Random.Shared.Next(20000, 31900);
            var listeners = Enumerable.Range(first, 4).Select(port => new TcpListener(IPAddress.Loopback, port)).ToList();
            try
            {
                listeners.ForEach(listener => listener.Start());
                return first;
            }
            catch (SocketException)
            {
                // One is taken; others are tried.
            }
            finally
            {
                listeners.ForEach(listener => listener.Stop());
            }
        }
    }
}
