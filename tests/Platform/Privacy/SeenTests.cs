using System.Data.Common;
using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Privacy;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using JobDating.Tests.Registration.Retention;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.Platform.Privacy;

/// <summary>The audit trail says who has seen whose data, and only grows.</summary>
public sealed class SeenTests
{
    private static readonly ReadAudit.Question _all = new() { First = NodaTime.Instant.FromUtc(2000, 1, 1, 0, 0), Last = NodaTime.Instant.FromUtc(9000, 1, 1, 0, 0) };

    /// <summary>Doors below whose addresses a name may stand, and yet nothing is noted: why.</summary>
    private static readonly Dictionary<string, string> _unmarked = new()
    {
        ["/registration/editions/{code}/candidates/new"] = "an empty form",
        ["/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel"] = "a question before a change, which is noted",
        ["/registration/editions/{code}/candidates/{id:guid}/access/{request:guid}.zip"] = "noted in the act itself: access fetched",
        ["/registration/prescriber/candidates/{id:guid}/link"] = "a link to send on, which is noted when it is used",
        ["/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel"] = "a question before a change, which is noted",
        ["/registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/hours"] = "a form of the structure's own candidate, opened from a page that is noted",
        ["/outcomes/editions/{code}/calls/next"] = "leads on to the call",
    };

    [Fact]
    public async Task Every_door_to_candidates_is_marked_or_says_why_not()
    {
        await using var house = await TestHouse.StartAsync();
        var doors = house.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Concat(((IEndpointRouteBuilder)house.App).DataSources.SelectMany(source => source.Endpoints)).OfType<RouteEndpoint>()
            .Where(door => door.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Where(door => door.RoutePattern.RawText is { } route && (route.Contains("candidate", StringComparison.Ordinal) || route.Contains("/people/", StringComparison.Ordinal) || route.Contains("/calls", StringComparison.Ordinal) || route.Contains("participants", StringComparison.Ordinal)))
            .DistinctBy(door => door.RoutePattern.RawText).ToList();
        Assert.InRange(doors.Count, 25, 60);
        Assert.Empty(doors.Where(door => !Seen.IsMarked(door) && !_unmarked.ContainsKey(door.RoutePattern.RawText!)).Select(door => door.RoutePattern.RawText));
        Assert.Empty(_unmarked.Keys.Except(doors.Where(door => !Seen.IsMarked(door)).Select(door => door.RoutePattern.RawText)));
    }

    /// <summary>1. A coordinator opens Ada's page and takes the list with her. 2. Ada opens her own. 3. The administrator reads who has looked, and takes it as a file. 4. Ada is given it with her data.</summary>
    [Fact]
    public async Task Who_opens_a_persons_page_or_takes_a_list_is_noted()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada");
        await Cast.RegisterAsync(tour, "Grace");
        await tour.House.SettleAsync();
        await tour.House.AccountAsync(Staff.Ada, Role.Administrator);
        using var coordinator = await tour.House.SignedInAsync(Staff.Ada);
        const string page = "/registration/editions/2023/candidates";
        using var own = await tour.EnterAsync(Role.Candidate, ada, ada);
        await own.GetAsync("/registration/me");
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync($"{page}/{Guid.NewGuid()}")).StatusCode);
        await coordinator.ReadAsync($"{page}/{ada}?search=Lovelace");
        await coordinator.ReadAsync($"{page}.csv");
        IReadOnlyList<ReadAudit.Row> rows = [];
        await Passing.UntilAsync(async () => (rows = await SeenAsync(tour.House.Registration)).Count >= 2);
        Assert.Equal(
            [("list seen", Guid.Empty, $"administrator {page}.csv: 2"), ("seen", ada, $"administrator {page}/{ada}")],
            rows.OrderBy(row => row.Act).Select(row => (row.Act, row.SubjectId, row.Detail!)));
        Assert.All(rows, row => Assert.Equal("account", row.ActorKind));

        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(await coordinator.ReadAsync("/registration/audit.csv?view=seen"), "(list )?seen,administrator"));
        Assert.DoesNotContain(",seen,", await coordinator.ReadAsync("/registration/audit.csv?view=changed"), StringComparison.Ordinal);

        await own.PostAsync("/registration/me/access", ("language", "en"));
        await tour.House.SettleAsync();
        var request = Assert.Single(await AccessRequests.OfAsync(tour.House.Registration, ada, CancellationToken.None));
        await Passing.UntilAsync(async () => (await AccessRequests.OfAsync(tour.House.Registration, ada, CancellationToken.None))[0].Missing.Count == 0);
        var text = (await AccessRequests.FilesAsync(tour.House.Registration, ada, request.Id, CancellationToken.None))!.Single(given => given.Name == "registration.txt").Text;
        Assert.Contains("Looked at by: an administrator", text, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task No_row_of_the_trail_is_changed_or_removed(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await using (var tx = await database.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.AuditAsync("candidate", Guid.CreateVersion7(), "tried", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        foreach (var sql in (string[])["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => database.RunAsync(sql));
            Assert.Contains("only grows", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal("command test", Assert.Single(await database.AllAsync<string>("SELECT actor FROM audit")));
    }

    private static Task<IReadOnlyList<ReadAudit.Row>> SeenAsync(Database db) => ReadAudit.RunAsync(db, _all with { View = "seen" }, 100, CancellationToken.None);
}
