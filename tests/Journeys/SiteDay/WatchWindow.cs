using Microsoft.Playwright;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>A window in which nobody does anything: the board, a further desk's device, the public screen. It notes when each thing is seen there first, and when no more.</summary>
internal sealed class WatchWindow(string name, string path, DayHouse house, PlainList list) : Window(name, path, house, list, 0)
{
    /// <summary>What can be done at each table, who of those shown is in the hall, who is called, who arrived.</summary>
    private const string Look = """
        addEventListener('DOMContentLoaded', () => {
          const live = document.querySelector('[data-live]') ?? document.querySelector('main');
          if (!live || typeof seen !== 'function') return;
          let known = [];
          const look = () => {
            const now = [...new Set([
              ...[...live.querySelectorAll('button[name=do]')].map(one => one.value.split(' ').slice(0, 2).join(' ')),
              ...[...live.querySelectorAll('td b')].map(one => `${/dans la salle/.test(one.parentElement.textContent) ? 'in' : 'out'} ${one.textContent}`),
              ...[...live.querySelectorAll('[data-call], #arrivals li')].map(one => one.dataset.call ?? one.textContent)])];
            const come = now.filter(one => !known.includes(one)), gone = known.filter(one => !now.includes(one));
            known = now;
            if (come.length + gone.length > 0) seen(come, gone, Date.now());
          };
          new MutationObserver(look).observe(live, { subtree: true, childList: true, characterData: true });
          look();
        });
        """;

    private readonly List<(string What, bool IsThere, DateTimeOffset At)> _seen = [];

    /// <summary>The first moment from then on at which it was seen there, or at which it no longer was; null: not within ten seconds.</summary>
    public DateTimeOffset? When(Func<string, bool> what, bool isThere, DateTimeOffset from)
    {
        lock (_seen)
            return _seen.Where(one => one.IsThere == isThere && one.At >= from && one.At < from.AddSeconds(10) && what(one.What)).Select(one => (DateTimeOffset?)one.At).FirstOrDefault();
    }

    /// <summary>When the one took the other's place, in one moment.</summary>
    public DateTimeOffset? Renewed(string before, string after, DateTimeOffset from) =>
        When(what => what == before, false, from) is { } at && When(what => what == after, true, at) == at ? at : null;

    public override async Task NothingWaitsAsync() => await Journeys.UntilAsync($"{Name} has lost nothing", async () => await Page.Locator("[data-stale]:not([hidden])").CountAsync() == 0);

    protected override async Task BeforeAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(Look);
        await context.ExposeFunctionAsync<string[], string[], double, bool>("seen", (come, gone, at) =>
        {
            lock (_seen)
                _seen.AddRange([.. come.Select(what => (what, true, Time(at))), .. gone.Select(what => (what, false, Time(at)))]);
            return true;
        });
    }

    protected override Task OpenedAsync() => Page.Locator("main").WaitForAsync();
}
