using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Desk;

/// <summary>What a device noted without network, as the server hears it: once, in its order, and by written rules.</summary>
public sealed class RunCommandsTests : IAsyncLifetime
{
    private DeskDay _day = null!;

    public async ValueTask InitializeAsync() => _day = await DeskDay.StartAsync(listen: true);

    public ValueTask DisposeAsync() => _day.DisposeAsync();

    [Fact]
    public async Task What_waited_is_applied_in_its_order_and_once_however_often_it_is_sent()
    {
        using var desk = _day.Come();
        var (ada, undo, joan) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        object[] commands =
        [
            new { id = ada, kind = "check_in", at = 0, door = "A", candidate = _day.Ada },
            new { id = Guid.CreateVersion7(), kind = "check_in", at = 60_000, door = "A", candidate = _day.Grace },
            new { id = undo, kind = "undo", at = 120_000, door = "A", act = ada },
            new { id = joan, kind = "walk_in", at = 180_000, door = "A", form = new { lastName = "Clarke", firstName = "Joan", reach = "joan@example.org", consent = "true" } },
            new { id = Guid.CreateVersion7(), kind = "dance", at = 0 },
        ];
        foreach (var again in Enumerable.Range(0, 3))
        {
            // The first two hear nothing of each other's answers.
            var answers = await SendAsync(desk, 600_000, commands);
            Assert.Equal(["applied", "applied", "applied", "applied", "refused"], answers.Select(answer => answer.GetProperty("result").GetString()));
        }
        Assert.Equal(4, await _day.Tour.CountAsync("SELECT COUNT(*) FROM desk_act"));
        Assert.Equal(1, await _day.Tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'Clarke'"));
        Assert.Null((await _day.RegistrationAsync(_day.Ada))!.ReceivedAt);
        Assert.Equal((4, 2), await _day.CountedAsync());
    }

    /// <summary>The device is wrong by years, but it knows how long ago: nine minutes before 9:02, ten hours before (midnight is the earliest), and in three hours (now).</summary>
    [Theory]
    [InlineData(9, "08:53")]
    [InlineData(600, "00:00")]
    [InlineData(-180, "09:02")]
    public async Task Of_the_device_s_clock_only_the_distance_counts(int minutesAgo, string counts)
    {
        using var desk = _day.Come();
        await SendAsync(desk, 5_000_000_000_000, new { id = Guid.CreateVersion7(), kind = "check_in", at = 5_000_000_000_000 - minutesAgo * 60_000L, candidate = _day.Ada });
        var received = (await _day.RegistrationAsync(_day.Ada))!.ReceivedAt!.Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]);
        Assert.Equal((_day.Times.Day, counts), (received.Date, received.ToString("HH:mm", null)));
    }

    [Fact]
    public async Task Two_devices_received_the_same_person_one_counts_both_are_told_and_the_other_s_undo_leaves_it()
    {
        using var desk = _day.Come();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await SendAsync(desk, 0, new { id = first, kind = "check_in", at = 0, door = "A", candidate = _day.Ada });
        var answers = await SendAsync(desk, 0, new { id = second, kind = "check_in", at = 0, door = "B", candidate = _day.Ada }, new { id = Guid.CreateVersion7(), kind = "undo", at = 0, door = "B", act = second });
        Assert.Equal(["already", "already"], answers.Select(answer => answer.GetProperty("result").GetString()));
        Assert.StartsWith("Lovelace Ada est déjà là depuis 9h02 (A).", PageText.Plain(answers[0].GetProperty("said").GetString()!));
        Assert.NotNull((await _day.RegistrationAsync(_day.Ada))!.ReceivedAt);
    }

    [Fact]
    public async Task What_comes_days_later_counts_for_the_site_s_day_and_before_it_nothing_is_taken()
    {
        _day.Times.GoTo(_day.Times.At(9, 0, -1));
        using (var early = _day.Come())
            Assert.Equal("refused", (await SendAsync(early, 0, new { id = Guid.CreateVersion7(), kind = "check_in", at = 0, candidate = _day.Grace }))[0].GetProperty("result").GetString());
        _day.Times.GoTo(_day.Times.At(9, 0, 12));
        using var late = _day.Come();
        await SendAsync(late, 0, new { id = Guid.CreateVersion7(), kind = "check_in", at = 0, candidate = _day.Ada });
        Assert.Equal(_day.Times.At(0, 0, 1) - Duration.FromSeconds(1), (await _day.RegistrationAsync(_day.Ada))!.ReceivedAt);
    }

    [Fact]
    public async Task The_list_holds_the_least_needed_on_the_day_only_and_changes_are_what_desks_did()
    {
        var ct = TestContext.Current.CancellationToken;
        using var desk = _day.Come(door: "A");
        var list = await desk.GetFromJsonAsync<JsonElement>($"{DeskDay.Path}/list", ct);
        Assert.Equal(2, list.GetProperty("people").GetArrayLength());
        var text = list.ToString();
        Assert.Contains("Lovelace Ada", text);
        Assert.Contains("table 1, Acme", text);
        // Nobody who is not registered here, no address, no number.
        foreach (var secret in (string[])["Turing", "example.org", "612345678"])
            Assert.DoesNotContain(secret, text);

        Assert.Equal(HttpStatusCode.NoContent, (await desk.GetAsync($"{DeskDay.Path}/changes?after={list.GetProperty("now").GetString()}", ct)).StatusCode);
        _day.Times.Wait(1);
        await DeskDay.SendAsync(desk, $"{DeskDay.Path}/check-ins", ("id", $"{Guid.CreateVersion7()}"), ("candidate", $"{_day.Alan}"));
        var changes = await desk.GetFromJsonAsync<JsonElement>($"{DeskDay.Path}/changes?after={list.GetProperty("now").GetString()}", ct);
        var alan = Assert.Single(changes.GetProperty("people").EnumerateArray());
        Assert.Equal(("received", 3, 1), (alan.GetProperty("state").GetString(), changes.GetProperty("registered").GetInt32(), changes.GetProperty("received").GetInt32()));

        _day.Times.GoTo(_day.Times.At(9, 0, 1));
        using var after = _day.Come();
        Assert.Equal(HttpStatusCode.Conflict, (await after.GetAsync($"{DeskDay.Path}/list", ct)).StatusCode);
        using var elsewhere = _day.Come(sites: _day.Tour.Tourcoing);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync($"{DeskDay.Path}/list", ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.PostAsJsonAsync($"{DeskDay.Path}/commands", new { sentAt = 0, commands = new[] { new { id = Guid.CreateVersion7(), kind = "check_in", at = 0 } } }, ct)).StatusCode);
    }

    [Fact]
    public async Task Whoever_signs_out_leaves_nothing_on_the_device_unless_it_waits_to_be_sent()
    {
        var ct = TestContext.Current.CancellationToken;
        using var desk = _day.Come();
        using (var left = await desk.PostAsync("/out", null, ct))
            Assert.Equal(["\"storage\""], left.Headers.GetValues("Clear-Site-Data"));
        using var waits = _day.Come();
        waits.DefaultRequestHeaders.Add("Cookie", "unsent=1");
        using var kept = await waits.PostAsync("/out", null, ct);
        Assert.False(kept.Headers.Contains("Clear-Site-Data"));
    }

    private static async Task<IReadOnlyList<JsonElement>> SendAsync(HttpClient desk, long sentAt, params object[] commands)
    {
        using var answer = await desk.PostAsJsonAsync($"{DeskDay.Path}/commands", new { sentAt, commands });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers").EnumerateArray()];
    }
}
