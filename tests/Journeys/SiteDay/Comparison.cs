using System.Text.Json;
using Xunit;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>What the three services know at the end against the plain list: every person, every interview, every figure; nothing lost, nothing twice.</summary>
internal static class Comparison
{
    public static async Task AreEqualAsync(DayHouse house, DayPlan plan, PlainList list)
    {
        var received = list.Received();
        var walkIns = received.Intersect(plan.WalkIns.Select(person => person.Name)).Count();
        var people = received.Order(StringComparer.Ordinal).ToList();
        foreach (var service in (string[])["Registration", "Scheduling", "Outcomes"])
            await HeardAsync($"{service} knows who was received", people, async () => [.. await ReceivedAsync(house, service)]);

        var interviews = plan.Interviews.Select(interview => $"{interview.Code} {list.Of(interview)}").Order(StringComparer.Ordinal).ToList();
        Assert.DoesNotContain(interviews, interview => interview.EndsWith("booked", StringComparison.Ordinal));
        foreach (var service in (string[])["Scheduling", "Outcomes"])
            await HeardAsync($"{service} knows each interview's state and result", interviews, async () => [.. await InterviewsAsync(house, plan, service)]);

        var desk = await house.DeskListAsync();
        Assert.Equal((received.Count, walkIns, plan.Size.Candidates + walkIns), (Number(desk, "received"), Number(desk, "walkIns"), Number(desk, "registered")));

        var held = plan.Interviews.Where(interview => list.Of(interview).StartsWith("held", StringComparison.Ordinal)).ToList();
        var expected = new[]
        {
            $"registered {plan.Size.Candidates + walkIns}", $"received {received.Count}", $"interviewsHeld {held.Count}", $"conclusive {held.Count(interview => list.Of(interview) == "held conclusive")}",
            $"candidatesInterviewed {held.Select(interview => interview.Person).Distinct().Count()}", $"establishmentsPresent {list.Of("present").Count}",
        };
        await HeardAsync("the bilan", expected, async () => await house.BilanAsync() is var bilan ? [.. expected.Select(figure => figure.Split(' ')[0]).Select(figure => $"{figure} {Number(bilan.GetProperty("total"), figure)}")] : []);

        // Each press is one act: none was applied twice, none was lost on its way.
        Assert.Equal(
            [$"check_in {list.Of("receive").Count}", $"undo {list.Of("undo").Count}", $"walk_in {list.Of("walk_in").Count}"],
            (await house.ReadAsync("Registration", "kind", "COUNT(*)", "desk_act GROUP BY kind")).Select(row => $"{row.One} {row.Two}").Order(StringComparer.Ordinal));
        Assert.Equal(list.Of("call", "start", "conclusive", "not_conclusive", "undecided", "end", "miss", "back").Count, (await house.ReadAsync("Scheduling", "id", "kind", "booking_act")).Count);
    }

    private static async Task<IEnumerable<string>> ReceivedAsync(DayHouse house, string service)
    {
        var names = (await house.ReadAsync("Registration", "id", "last_name || ' ' || first_name", "candidate")).ToDictionary(row => row.One, row => row.Two);
        return (await house.ReadAsync(service, "candidate_id", "1", "registration WHERE received_at IS NOT NULL")).Select(row => names[row.One]).Order(StringComparer.Ordinal);
    }

    private static async Task<IEnumerable<string>> InterviewsAsync(DayHouse house, DayPlan plan, string service)
    {
        var codes = plan.Interviews.ToDictionary(interview => interview.Id, interview => interview.Code);
        return (await house.ReadAsync(service, "id", "trim(status || ' ' || COALESCE(result, ''))", "interview")).Select(row => $"{codes[Guid.Parse(row.One)]} {row.Two}").Order(StringComparer.Ordinal);
    }

    /// <summary>Once everybody has heard everything; what differs then is told.</summary>
    private static async Task HeardAsync(string what, IReadOnlyList<string> expected, Func<Task<IReadOnlyList<string>>> read)
    {
        IReadOnlyList<string> known = [];
        for (var end = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < end; await Task.Delay(100))
            if ((known = await read()).SequenceEqual(expected))
                return;
        Assert.Fail($"{what}: expected and not there: {string.Join(", ", expected.Except(known))}; there and not expected: {string.Join(", ", known.Except(expected))}; {expected.Count} and {known.Count}.");
    }

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
