using System.Text.RegularExpressions;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Anybody books, moves and cancels anything in any order: whoever does not know their timetable is told it whole, and nobody else.</summary>
public sealed partial class RandomTellingTests
{
    private static readonly string?[] By = ["employer", "candidate", "coordinator", "hall", "plan", null];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Who_is_told_did_not_know_and_who_is_not_told_knew(int seed)
    {
        await using var here = await Timetable.StartAsync();
        here.GoTo(here.At(9, 0, -3));
        var random = new Random(seed);
        var (people, mailed) = ((Guid[])[here.Ada, here.Grace], 0);
        // The timetables before the first change by somebody else since the last telling.
        var first = new Dictionary<Guid, HashSet<string>>();
        var stands = new Dictionary<Guid, (Guid Candidate, string Where)>();
        foreach (var round in Enumerable.Range(0, 25))
        {
            foreach (var act in Enumerable.Range(0, random.Next(1, 6)))
            {
                var (by, id) = (By[random.Next(By.Length)], stands.Count > 0 && random.Next(3) > 0 ? stands.Keys.ElementAt(random.Next(stands.Count)) : Guid.CreateVersion7());
                var candidate = stands.TryGetValue(id, out var old) ? old.Candidate : people[random.Next(2)];
                var cancels = old.Where is not null && random.Next(3) == 0;
                var (siret, number, minute) = (random.Next(2) == 0 ? Timetable.Acme : Timetable.Globex, random.Next(1, 3), 10 * random.Next(6));
                var where = cancels ? null : $"{id} {siret} {number} {minute}";
                if (by != "candidate" && where != old.Where)
                    first.TryAdd(candidate, Of(candidate));
                if (cancels)
                {
                    stands.Remove(id);
                    await here.CancelAsync(id, by);
                }
                else
                {
                    stands[id] = (candidate, where!);
                    await here.BookAsync(siret, number, candidate, here.At(10, minute), by, id);
                }
                if (random.Next(4) == 0)
                    await here.TellAsync();
            }
            here.Wait(16);
            await here.TellAsync();
            var mails = (await here.MailsAsync()).ToLookup(mail => mail.ToAddress);
            foreach (var (candidate, address) in people.Zip((string[])["ada@example.org", "grace@example.org"]))
            {
                var did = first.TryGetValue(candidate, out var before) && !before.SetEquals(Of(candidate));
                Assert.Equal(did ? 1 : 0, mails[address].Count());
                if (did)
                    Assert.Equal(Of(candidate).Count, Line().Count(mails[address].Single().Body));
                mailed += did ? 1 : 0;
            }
            first.Clear();
        }
        Assert.InRange(mailed, 10, 50);

        HashSet<string> Of(Guid candidate) => [.. stands.Values.Where(one => one.Candidate == candidate).Select(one => one.Where)];
    }

    [GeneratedRegex(@"^\d+(h|:)\d\d – ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
