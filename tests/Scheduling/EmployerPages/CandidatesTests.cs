using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>An employer sees those who chose it, are booked with it or were met at its tables; and says what it thinks of them.</summary>
public sealed class CandidatesTests
{
    [Theory, EachEngine]
    public async Task Only_those_who_chose_it_or_meet_it_are_seen(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var page = await at.Acme.ReadAsync($"{at.Site}/candidates");
        Assert.Equal("Ada, Grace", AtAcme.Names(page));
        Assert.Contains("no. 1: Comptable", page);
        Assert.Equal("", AtAcme.Names(await at.Globex.ReadAsync($"{at.Site}/candidates")));

        await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Ada, SiteAtWork.At(9, 20), Booker.Coordinator);
        page = await at.Globex.ReadAsync($"{at.Site}/candidates");
        Assert.Equal("Ada", AtAcme.Names(page));
        Assert.DoesNotContain("Comptable", page);

        await using (var tx = await at.Work.House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await tx.ExecuteAsync("UPDATE interview SET status = 'held'", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await at.Work.HearAsync(
            new RegistrationsRecorded { EditionId = at.Work.Edition, Registrations = [new() { CandidateId = at.Work.Grace, SiteId = at.Work.Ronchin, Version = 2, RegisteredAt = TestHouse.Start, CancelledAt = TestHouse.Start }] },
            new CandidatesErased { EditionId = at.Work.Edition, Candidates = [new() { Id = at.Work.Ada, Version = 2, Code = "x", ErasedAt = TestHouse.Start }] });
        Assert.Equal("", AtAcme.Names(await at.Acme.ReadAsync($"{at.Site}/candidates")));
        Assert.Equal("", AtAcme.Names(await at.Globex.ReadAsync($"{at.Site}/candidates")));
        Assert.Contains("Erased person", await at.Globex.ReadAsync(at.Site));
    }

    [Theory, EachEngine]
    public async Task Whoever_has_all_the_interviews_that_are_allowed_is_marked_as_such(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Ada, SiteAtWork.At(9, 20), Booker.Coordinator);
        Assert.DoesNotContain("fully booked", await at.Acme.ReadAsync($"{at.Site}/candidates"));
        await at.Work.RulesAsync("most_per_candidate = 1");
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await at.Acme.ReadAsync($"{at.Site}/candidates"), "fully booked"));
        // Where the interview is Acme's own, that says enough.
        Assert.DoesNotContain("fully booked", await at.Globex.ReadAsync($"{at.Site}/candidates"));
    }

    [Theory, EachEngine]
    public async Task The_last_mark_wins_and_the_list_shows_only_those_marked_so(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var list = $"{at.Site}/candidates";
        async Task<string> MarkAsync(Guid candidate, string mark) =>
            await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync($"{list}?mark=&search=a", $"{at.Site}/marks", ("mark", $"{candidate} {mark}")));
        var page = await MarkAsync(at.Work.Ada, "maybe");
        Assert.Contains("✓ Maybe", page);
        Assert.Equal("Ada", AtAcme.Names(page));
        await MarkAsync(at.Work.Ada, "want");
        Assert.Equal("Ada", AtAcme.Names(await at.Acme.ReadAsync($"{list}?mark=want")));
        Assert.Equal("", AtAcme.Names(await at.Acme.ReadAsync($"{list}?mark=maybe")));
        Assert.Equal("Grace", AtAcme.Names(await at.Acme.ReadAsync($"{list}?mark=none")));
        Assert.Equal(["want"], await at.Work.AllAsync<string>("SELECT opinion FROM mark"));
        Assert.Equal(HttpStatusCode.BadRequest, (await at.Acme.SendAsync(list, $"{at.Site}/marks", ("mark", $"{at.Work.Ada} love"))).StatusCode);
    }

    [Fact]
    public async Task Accents_and_case_do_not_matter_and_long_lists_have_pages()
    {
        await using var at = await AtAcme.StartAsync();
        var many = Enumerable.Range(3, 60).Select(number => (Id: Guid.CreateVersion7(), Code: $"C{number}", Name: number == 3 ? "Élodie Lefèvre" : $"Somebody{number:D2}")).ToList();
        await at.Work.HearAsync(
            new CandidatesSaved { EditionId = at.Work.Edition, Candidates = [.. many.Select(one => at.Work.Candidate(one.Id, one.Code, one.Name))] },
            at.Work.Registration(1, at.Work.Ronchin, [.. many.Select(one => one.Id)]),
            new WishesChanged { EditionId = at.Work.Edition, Lists = [.. many.Select(one => at.Wishes(one.Id))] });
        Assert.Equal("Élodie", AtAcme.Names(await at.Acme.ReadAsync($"{at.Site}/candidates?search=LEFEVRE+elo")));
        var first = await at.Acme.ReadAsync($"{at.Site}/candidates?sort=name");
        Assert.True(first.Length < 60_000, $"{first.Length} characters");
        Assert.Equal(50, AtAcme.Names(first).Split(", ").Length);
        Assert.StartsWith("Ada, Élodie, Grace, Somebody04", AtAcme.Names(first), StringComparison.Ordinal);
        var next = System.Text.RegularExpressions.Regex.Match(first, "rel=\"next\" href=\"([^\"]*)\"").Groups[1].Value;
        var second = AtAcme.Names(await at.Acme.ReadAsync(next)).Split(", ");
        Assert.Equal(12, second.Length);
        Assert.Empty(second.Intersect(AtAcme.Names(first).Split(", ")));
    }
}
