using System.Net;
using JobDating.Platform;
using JobDating.Tests.Registration.Employers;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Contacts;

/// <summary>Grace of Acme and Ada of a town hall are sent their personal links, each once; a link that is taken back opens nothing.</summary>
public sealed class InvitationTests
{
    private static readonly string AcmePage = $"{CoordinatorAtWork.Address}/employers/{CoordinatorAtWork.Acme}";
    private static readonly string Invitations = $"{CoordinatorAtWork.Address}/invitations/employers";

    [Theory, EachEngine]
    public async Task Everybody_not_yet_invited_is_sent_one_link_whoever_presses_how_often(Engine engine)
    {
        await using var work = await StartAsync(engine, "grace@example.org");
        await AddContactAsync(work, "Without address", null);
        var confirm = await work.SeeAsync($"{Invitations}/confirm?who=all");
        Assert.Contains("Envoyer 1 invitation", confirm, StringComparison.Ordinal);

        var form = CoordinatorAtWork.FieldsOf(confirm, $"{Invitations}/send");
        Assert.Equal((HttpStatusCode.SeeOther, $"{Invitations}?sent=1"), await work.PostAsync($"{Invitations}/send", form));
        Assert.Equal((HttpStatusCode.SeeOther, $"{Invitations}?sent=0"), await work.PostAsync($"{Invitations}/send", form));

        Assert.Equal(["grace@example.org"], await work.AllAsync<string>("SELECT to_address FROM mail"));
        var text = await work.OneAsync<string>("SELECT body FROM mail");
        Assert.Contains("/in/", text, StringComparison.Ordinal);
        Assert.Contains("11 avril 2025", text, StringComparison.Ordinal);
        Assert.Equal(["invited"], await work.AllAsync<string>("SELECT act FROM audit WHERE subject = 'contact' AND act = 'invited'"));
        await work.SeeAsync($"{Invitations}/confirm?who=all", HttpStatusCode.UnprocessableEntity);
    }

    [Theory, EachEngine]
    public async Task A_link_that_is_taken_back_opens_nothing_and_a_new_one_may_be_sent(Engine engine)
    {
        await using var work = await StartAsync(engine, "grace@example.org");
        var id = await work.OneAsync<Guid>("SELECT id FROM partner_contact");
        await work.FillAsync($"{Invitations}/confirm?contact={id}", $"{Invitations}/send");
        var link = new Uri((await work.OneAsync<string>("SELECT body FROM mail"))!.Split('\n').First(line => line.Contains("/in/", StringComparison.Ordinal))).AbsolutePath;
        using var grace = work.House.Client(asAdministrator: false);
        Assert.Equal(HttpStatusCode.Found, (await grace.GetAsync(link)).StatusCode);

        await work.FillAsync($"{AcmePage}/contacts/{id}/revoke", null);
        Assert.Equal(HttpStatusCode.Gone, (await grace.GetAsync(link)).StatusCode);
        Assert.Contains("Lien retiré", await work.SeeAsync(AcmePage), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, $"{Invitations}?sent=1"), await work.FillAsync($"{Invitations}/confirm?contact={id}", $"{Invitations}/send"));
        Assert.Equal(2, await work.OneAsync<int>("SELECT COUNT(*) FROM mail"));
        Assert.Equal(2, await work.OneAsync<int>("SELECT round FROM invitation"));
    }

    [Theory, EachEngine]
    public async Task Another_address_ends_the_link_that_went_to_the_old_one(Engine engine)
    {
        await using var work = await StartAsync(engine, "grace@example.org");
        var id = await work.OneAsync<Guid>("SELECT id FROM partner_contact");
        await work.FillAsync($"{Invitations}/confirm?contact={id}", $"{Invitations}/send");
        await work.FillAsync($"{AcmePage}/contacts/{id}/change", null, ("email", "Hopper@example.org"));

        Assert.Equal("hopper@example.org", await work.OneAsync<string>("SELECT email FROM partner_contact"));
        Assert.NotNull(await work.OneAsync<Instant?>("SELECT revoked_at FROM invitation"));
        Assert.Equal(1, await work.OneAsync<int>("SELECT revision FROM access_revision"));
    }

    [Fact]
    public async Task Two_contacts_of_one_employer_do_not_share_an_address()
    {
        await using var work = await StartAsync(Engine.Sqlite, "grace@example.org");
        var (status, html) = await work.FillAsync($"{AcmePage}/contacts/new", null, ("name", "Ada"), ("email", "GRACE@example.org"), ("language", "fr"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Grace a déjà cette adresse électronique.", html, StringComparison.Ordinal);
        Assert.Equal(1, await work.OneAsync<int>("SELECT COUNT(*) FROM partner_contact"));
    }

    /// <summary>What hangs on an id (an account's sessions, somebody's links) would be ended by taking that contact's link back.</summary>
    [Fact]
    public async Task A_form_cannot_give_a_contact_or_a_candidate_the_id_of_somebody_else()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        var administrator = Guid.CreateVersion7();
        foreach (var again in Enumerable.Range(0, 2))
            await work.FillAsync($"{AcmePage}/contacts/new", null, ("id", $"{administrator}"), ("name", "Grace"), ("email", "grace@example.org"), ("language", "fr"));
        Assert.NotEqual(administrator, await work.OneAsync<Guid>("SELECT id FROM partner_contact"));
        foreach (var again in Enumerable.Range(0, 2))
            await work.FillAsync($"{CoordinatorAtWork.Address}/candidates/new", null, ("id", $"{administrator}"), ("firstName", "Ada"), ("lastName", "Lovelace"), ("site", "ronchin"), ("consent", "true"));
        Assert.NotEqual(administrator, await work.OneAsync<Guid>("SELECT id FROM candidate"));
        Assert.Equal((1, 1), (await work.OneAsync<int>("SELECT COUNT(*) FROM partner_contact"), await work.OneAsync<int>("SELECT COUNT(*) FROM candidate")));
    }

    [Theory, EachEngine]
    public async Task Who_is_removed_is_gone_with_link_and_mail(Engine engine)
    {
        await using var work = await StartAsync(engine, "grace@example.org");
        var id = await work.OneAsync<Guid>("SELECT id FROM partner_contact");
        await work.FillAsync($"{Invitations}/confirm?contact={id}", $"{Invitations}/send");
        Assert.Equal(HttpStatusCode.SeeOther, (await work.FillAsync($"{AcmePage}/contacts/{id}/remove", null)).Status);

        Assert.Equal(0, await work.OneAsync<int>("SELECT COUNT(*) FROM partner_contact"));
        Assert.Equal("", await work.OneAsync<string>("SELECT body FROM mail"));
        Assert.DoesNotContain(AcmePage, await work.SeeAsync($"{CoordinatorAtWork.Address}/employers?search=grace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prescribers_of_a_structure_are_invited_in_their_language()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (_, structure) = await work.FillAsync($"{CoordinatorAtWork.Address}/structures/new", null, ("name", "Mairie de Ronchin"), ("kind", "mairie"));
        await work.FillAsync($"{structure}/contacts/new", null, ("name", "Ada"), ("email", "ada@example.org"), ("phone", "06 12 34 56 78"), ("language", "en"));
        var page = $"{CoordinatorAtWork.Address}/invitations/prescribers";
        await work.FillAsync($"{page}/confirm?who=all", $"{page}/send");

        Assert.Equal("Your prescriber’s access: Tour 2024", await work.OneAsync<string>("SELECT subject FROM mail"));
        Assert.Contains("06 12 34 56 78", await work.SeeAsync(structure), StringComparison.Ordinal);
        Assert.Contains("Mairie de Ronchin", await work.SeeAsync($"{CoordinatorAtWork.Address}/structures?search=0612"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await work.FillAsync($"{CoordinatorAtWork.Address}/structures/new", null, ("name", "MAIRIE DE RONCHIN"))).Status);
    }

    private static async Task<CoordinatorAtWork> StartAsync(Engine engine, string email)
    {
        var work = await CoordinatorAtWork.StartAsync(engine);
        await work.AddAsync(CoordinatorAtWork.Acme, "Acme");
        await AddContactAsync(work, "Grace", email);
        return work;
    }

    private static async Task AddContactAsync(CoordinatorAtWork work, string name, string? email) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await work.FillAsync($"{AcmePage}/contacts/new", null, ("name", name), ("email", email), ("language", "fr"))).Status);
}
