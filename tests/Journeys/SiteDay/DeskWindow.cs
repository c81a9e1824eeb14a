using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>A desk's device: finds people by their names, receives them, takes back, registers who had not registered; with network or without.</summary>
internal sealed class DeskWindow(int number, DayHouse house, PlainList list, int seed) : Window($"desk {number}", house.DevicePath, house, list, seed)
{
    private readonly HashSet<string> _undone = [];

    public async Task PlayAsync(IEnumerable<Arrival> arrivals, DayClock clock, Meetings meetings)
    {
        foreach (var arrival in arrivals)
        {
            await clock.AtAsync(arrival.At);
            if (IsAway && Random.NextDouble() < 0.25)
                await ReopenAsync();
            switch (arrival.Kind)
            {
                case "walk_in" or "walk_in_mistake":
                    await RegisterAsync(arrival.Person);
                    break;
                default:
                    await ReceiveAsync(arrival.Person, arrival.Kind == "twice" ? meetings : null);
                    break;
            }
            if (arrival.Kind is "mistake" or "walk_in_mistake")
                await TakeBackAsync(arrival.Person);
        }
    }

    /// <summary>Sentences that refused something, each as the device showed it.</summary>
    public List<string> Refused { get; } = [];

    public int InVain { get; private set; }

    public override async Task NothingWaitsAsync()
    {
        await Expect(Page.Locator("#state")).ToContainTextAsync("En ligne. Tout est enregistré.", new() { Timeout = 60_000 });
        await Expect(Page.Locator("#waiting li")).ToHaveCountAsync(0);
        Refused.AddRange(await Page.Locator("#done li:has(button)").AllInnerTextsAsync());
    }

    protected override async Task OpenedAsync()
    {
        await Expect(Page.Locator("#kept")).ToContainTextAsync("gardée sur l’appareil", new() { Timeout = 20_000 });
        await Expect(Page.Locator("#state")).ToContainTextAsync("En ligne. Tout est enregistré.", new() { Timeout = 20_000 });
    }

    /// <summary>Two fingers in one second: the button had become the other when it was pressed. The page does nothing then, or the figures would not be equal in the end.</summary>
    protected override void Pressed(string act, string subject, DateTimeOffset at)
    {
        lock (_undone)
            if (act == "undo" && !_undone.Contains(subject))
                InVain++;
            else
                base.Pressed(act, subject, at);
    }

    private async Task ReceiveAsync(Person person, Meetings? meetings)
    {
        await FindAsync(person);
        if (meetings is not null)
        {
            await meetings.MeetAsync(person);
            await Task.Delay(Random.Next(900));
        }
        var line = Line(person);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await line.Locator("button:not(.quiet)").ClickAsync(new() { Timeout = 5_000 });
            }
            catch (TimeoutException)
            {
                // Another desk may have been quicker: then there is nothing to do, and the page says so.
            }
            try
            {
                await SaidAsync(line.Filter(new() { HasText = "Là depuis" }), $"Arrivée : {person.Name}", $"{person.Name} : arrivée notée", $"{person.Name} est déjà là");
                return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                // The press has not reached the page, whose list was just being drawn anew: whoever sees that presses again.
                if (await line.Locator("button:not(.quiet)").CountAsync() == 0)
                    throw;
            }
        }
    }

    private async Task TakeBackAsync(Person person)
    {
        lock (_undone)
            _undone.Add(person.Name);
        await FindAsync(person);
        await Line(person).Locator("button.quiet").ClickAsync();
        await SaidAsync(null, $"Arrivée annulée : {person.Name}", $"{person.Name} : arrivée annulée");
    }

    private async Task RegisterAsync(Person person)
    {
        await Page.ClickAsync("#walk-in summary");
        await Page.FillAsync("#lastName", person.LastName);
        await Page.FillAsync("#firstName", person.FirstName);
        await Page.CheckAsync("#consent");
        await Page.ClickAsync("#walk-in-form button");
        await SaidAsync(null, $"Sans inscription : {person.Name}", $"{person.Name} : inscription et arrivée notées");
    }

    private async Task FindAsync(Person person)
    {
        await Page.FillAsync("#find", person.LastName[..4] + " " + person.FirstName[..3]);
        await Line(person).WaitForAsync();
    }

    private ILocator Line(Person person) => Page.Locator("#people li").Filter(new() { HasText = person.Name });

    /// <summary>On the device, or answered by the server.</summary>
    private async Task SaidAsync(ILocator? otherwise, params string[] sentences)
    {
        var said = sentences.Select(sentence => Page.Locator("#waiting li, #done li").Filter(new() { HasText = sentence })).Concat(otherwise is null ? [] : [otherwise]).Aggregate((one, other) => one.Or(other));
        try
        {
            await said.First.WaitForAsync();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{Name} does not say \"{string.Join("\" or \"", sentences)}\":\n{await Page.Locator("main").InnerTextAsync()}\n{string.Join("\n", Complaints)}", late);
        }
    }
}

/// <summary>Two desks that have the same person before them press in the same second.</summary>
internal sealed class Meetings
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Person, TaskCompletionSource> _waiting = [];
    private int _met;

    /// <summary>How many pairs did.</summary>
    public int Met => _met;

    public async Task MeetAsync(Person person)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_waiting.GetOrAdd(person, mine) is var first && first != mine)
        {
            first.TrySetResult();
            Interlocked.Increment(ref _met);
            return;
        }
        await Task.WhenAny(mine.Task, Task.Delay(_patience));
    }
}
