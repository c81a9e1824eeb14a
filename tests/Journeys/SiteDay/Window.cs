using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>
/// A browser window of the day: what is pressed in it goes to the plain list, its network comes and goes, it may be closed and opened again, and what its browser complains of is kept. That
/// there was no network is no complaint.
/// </summary>
internal abstract partial class Window(string name, string path, DayHouse house, PlainList list, int seed) : IAsyncDisposable
{
    /// <summary>Tells the test of each press, at the moment that the page gets it.</summary>
    private const string Tell = """
        document.addEventListener('click', event => {
          const button = event.target.closest('button');
          if (!button || button.disabled) return;
          if (button.name === 'do') pressed(button.value, button.form.elements.interview?.value ?? '', Date.now());
          else if (button.closest('#walk-in-form')) pressed('walk_in', `${button.form.elements.lastName.value} ${button.form.elements.firstName.value}`, Date.now());
          else if (button.closest('#people')) pressed(button.className === 'quiet' ? 'undo' : 'receive', button.querySelector('.hidden').textContent, Date.now());
        }, true);
        """;

    private readonly List<string> _complaints = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _away = [];
    private DateTimeOffset? _awaySince;

    public string Name { get; } = name;

    public IBrowserContext Context { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    public bool IsAway => _awaySince is not null;

    /// <summary>How often it was closed and opened again without network.</summary>
    public int Reopened { get; private set; }

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    public TimeSpan Away => TimeSpan.FromTicks(_away.Sum(cut => (cut.To - cut.From).Ticks));

    /// <summary>In CSS pixels.</summary>
    protected virtual int Width => Visitor.Laptop;

    protected string Path { get; } = path;

    protected DayHouse House { get; } = house;

    protected PlainList List { get; } = list;

    protected Random Random { get; } = new(seed);

    /// <summary>Opens the window by a link that lets in; then its page.</summary>
    public async Task OpenAsync(Func<IPage, Task> comeIn)
    {
        Context = await House.NewContextAsync(Width);
        await Context.ExposeFunctionAsync<string, string, double, bool>("pressed", (act, subject, at) =>
        {
            Pressed(act, subject.Trim(), Time(at));
            return true;
        });
        await BeforeAsync(Context);
        await Context.AddInitScriptAsync(Tell);
        Page = await NewPageAsync();
        await comeIn(Page);
        await Page.GotoAsync(Path);
        await OpenedAsync();
    }

    /// <summary>Without network from now on, or with it again; whatever is being done in the window at this moment.</summary>
    public async Task CutAsync(bool away)
    {
        if (away)
            _awaySince = DateTimeOffset.UtcNow;
        await Context.SetOfflineAsync(away);
        if (away || _awaySince is not { } since)
            return;
        _awaySince = null;
        lock (_away)
            _away.Add((since, DateTimeOffset.UtcNow));
    }

    /// <summary>It had network all the time from a second before until five seconds after.</summary>
    public bool WasOnline(DateTimeOffset at)
    {
        lock (_away)
            return !_away.Any(cut => cut.From < at.AddSeconds(5) && cut.To > at.AddSeconds(-1));
    }

    /// <summary>Until its page says that nothing waits on the device.</summary>
    public abstract Task NothingWaitsAsync();

    public async ValueTask DisposeAsync()
    {
        if (Context is not null)
            await Context.DisposeAsync();
    }

    /// <summary>Until the page can be used, and is kept for when there is no network.</summary>
    protected abstract Task OpenedAsync();

    /// <summary>Before any page is opened.</summary>
    protected virtual Task BeforeAsync(IBrowserContext context) => Task.CompletedTask;

    /// <summary>Of a browser's milliseconds.</summary>
    protected static DateTimeOffset Time(double at) => DateTimeOffset.FromUnixTimeMilliseconds((long)at);

    protected virtual void Pressed(string act, string subject, DateTimeOffset at) => List.Note(Name, act, subject, at);

    /// <summary>The tab is closed and another opened: without network the page comes from the device.</summary>
    protected async Task ReopenAsync()
    {
        var isAway = IsAway;
        await Page.CloseAsync();
        Page = await NewPageAsync();
        await Page.GotoAsync(Path);
        Reopened += isAway && IsAway ? 1 : 0;
    }

    protected void Complain(string what)
    {
        lock (_complaints)
            _complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {Name}: {what}"));
    }

    private async Task<IPage> NewPageAsync()
    {
        var page = await Context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !NoNetwork().IsMatch(message.Text))
                Complain($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complain($"{page.Url}: {error}");
        return page;
    }

    /// <summary>And a tap that is answered with what is wrong with it, which browsers write in red.</summary>
    [GeneratedRegex("net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|FAILED|ABORTED)|status of 409")]
    private static partial Regex NoNetwork();
}
