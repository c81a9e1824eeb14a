using System.Collections.Concurrent;
using System.Net;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>The links by which people without accounts come in.</summary>
public sealed class PersonalLinksTests
{
    private static readonly Guid _holder = Guid.CreateVersion7();

    [Fact]
    public async Task A_link_lets_its_holder_in_and_leaves_nothing_behind()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = await IssueAsync(house, Role.Employer, "Acme");
        using var employer = new Browser(house.Address);
        using var answer = await employer.GetAsync(link);
        Assert.Equal((HttpStatusCode.Redirect, "/registration/employer"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.NotEqual(HttpStatusCode.Redirect, (await employer.GetAsync("/registration/employer")).StatusCode);
        // It opens the employer's page and nothing else.
        Assert.Equal(HttpStatusCode.Forbidden, (await employer.GetAsync("/registration/import")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await employer.GetAsync("/registration/account")).StatusCode);
        // What came by the link ends with it, however often the session was prolonged.
        house.Clock.Advance(Duration.FromDays(31));
        Assert.Equal(HttpStatusCode.Redirect, (await employer.GetAsync("/registration/employer")).StatusCode);
    }

    [Theory]
    [InlineData(Role.Candidate, null, "Ada Lovelace", "Ada Lovelace", 140)]
    [InlineData(Role.Prescriber, "0190a000-0000-7000-8000-000000000001", "Mission locale de Lille", "Mission locale de Lille", 175)]
    [InlineData(Role.Employer, "73282932000074", "Société générale de la métropole européenne de Lille", "Société générale de la métropole eu", 200)]
    [InlineData(Role.Employer, "73282932000074", "😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀", 200)]
    public async Task A_link_is_short_enough_to_be_typed_and_says_what_was_put_in(string role, string? subject, string name, string shown, int longest)
    {
        await using var house = await TestHouse.StartAsync();
        var links = house.App.Services.GetRequiredService<PersonalLinks>();
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var content = new PersonalLinks.Content { Role = role, Holder = _holder, Subject = subject ?? $"{_holder}", Name = name, Expires = Instant.FromUtc(2025, 1, 31, 22, 59, 59) };
        var link = await links.IssueAsync(tx, content, CancellationToken.None);
        Assert.InRange(link.Length, 100, longest);
        Assert.Equal(content with { Name = shown }, links.Read(link["/in/".Length..]));
    }

    [Fact]
    public async Task A_link_whose_page_breaks_stands_in_no_line_of_the_log()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var lines = new Lines();
        house.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var link = await IssueAsync(house, Role.Employer, "Acme");
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.ExecuteAsync("ALTER TABLE access_revision RENAME TO broken", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        using var employer = new Browser(house.Address);
        Assert.Equal(HttpStatusCode.InternalServerError, (await employer.GetAsync(link)).StatusCode);
        Assert.Contains(lines.Written, line => line.Contains("/in/… could not be answered", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Written, line => line.Contains(link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guessed_altered_expired_and_those_of_another_purpose_are_gone_alike()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = await IssueAsync(house, Role.Employer, "Acme");
        var other = house.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("JobDating.first administrator").Protect("{}"u8.ToArray());
        var account = await IssueAsync(house, Role.Administrator, "Eve");
        using var anybody = new Browser(house.Address);
        string[] wrong = ["/in/guessed", link[..^4] + "AAAA", link + "A", $"/in/{WebEncoders.Base64UrlEncode(other)}", account];
        var sentences = new HashSet<string>();
        foreach (var path in wrong)
        {
            using var answer = await anybody.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.Gone, path);
            sentences.Add((await answer.Content.ReadAsStringAsync()).Split("class=\"lead\"")[1].Split("</p>")[0]);
        }
        Assert.Single(sentences);
        house.Clock.Advance(Duration.FromDays(31));
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Taking_back_ends_links_and_sessions_and_later_links_are_good()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = await IssueAsync(house, Role.Employer, "Acme");
        using var employer = new Browser(house.Address);
        await employer.GetAsync(link);
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await PersonalLinks.TakeBackAsync(tx, _holder, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.Equal([1, 1, 1], await house.RevisionsAsync(_holder));
        Assert.Equal(HttpStatusCode.Redirect, (await employer.GetAsync("/registration/employer")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await employer.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await employer.GetAsync(await IssueAsync(house, Role.Employer, "Acme"))).StatusCode);
    }

    [Fact]
    public async Task Whoever_is_signed_in_as_somebody_else_is_asked_first()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        var link = await IssueAsync(house, Role.Employer, "Acme");
        using var asked = await grace.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Contains("Acme", await asked.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync("/registration/import")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await grace.SendAsync(link, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync("/registration/import")).StatusCode);
    }

    /// <summary>Every line with all that stands beside it, as the console writes them for machines.</summary>
    private sealed class Lines : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public ConcurrentQueue<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder(formatter(state, exception));
            _scopes?.ForEachScope((scope, text) => text.Append(' ').Append(scope), line);
            Written.Enqueue($"{line} {exception}");
        }

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }
    }

    private static async Task<string> IssueAsync(TestHouse house, string role, string name)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        return await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new PersonalLinks.Content
        {
            Role = role,
            Holder = _holder,
            Subject = "73282932000074",
            Name = name,
            Expires = tx.Now + Duration.FromDays(30),
        }, CancellationToken.None);
    }
}
