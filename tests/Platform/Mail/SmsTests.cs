using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using JobDating.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>Text messages, to a provider on loopback.</summary>
public sealed class SmsTests
{
    private readonly ConcurrentQueue<(string Id, string To, string Text, string Authorization, string Key)> _received = [];
    private int _status = 200;

    [Theory, EachEngine]
    public async Task A_text_message_goes_to_the_provider_with_number_text_and_token(Engine engine)
    {
        await using var provider = await ProviderAsync();
        await using var tryout = await StartAsync(provider, engine);
        var sms = Sms("06 12 34 56 78");
        await tryout.QueueAsync(sms);
        await tryout.SweepAsync();
        await tryout.SweepAsync();
        Assert.Equal((sms.Id.ToString(), "+33612345678", "Ronchin est reporté.", "Bearer s3cret", sms.Id.ToString("N")), Assert.Single(_received));
        Assert.Equal(["+33612345678 sent 1"], await tryout.StatusesAsync());
        Assert.Empty(tryout.Server.Mails);
    }

    [Fact]
    public async Task The_providers_no_is_kept_with_its_words()
    {
        await using var provider = await ProviderAsync();
        await using var tryout = await StartAsync(provider);
        _status = 422;
        await tryout.QueueAsync(Sms("0612345678"));
        await tryout.SweepAsync();
        Assert.Equal(["+33612345678 refused 1"], await tryout.StatusesAsync());
        Assert.Equal("422 no such number", await tryout.ErrorAsync());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task A_provider_in_trouble_is_asked_again_with_the_same_id(int trouble)
    {
        await using var provider = await ProviderAsync();
        await using var tryout = await StartAsync(provider);
        _status = trouble;
        await tryout.QueueAsync(Sms("0612345678"));
        await tryout.SweepAsync();
        Assert.Equal(["+33612345678 waiting 1"], await tryout.StatusesAsync());
        _status = 200;
        tryout.Database.Clock.Advance(Duration.FromMinutes(2));
        await tryout.SweepAsync();
        Assert.Equal(["+33612345678 sent 2"], await tryout.StatusesAsync());
        Assert.Single(_received.Select(sms => sms.Id).Distinct());
    }

    [Fact]
    public async Task Without_a_provider_nothing_leaves_and_the_row_says_why()
    {
        await using var tryout = await MailTryout.StartAsync();
        await tryout.QueueAsync(Sms("0612345678"));
        await tryout.SweepAsync();
        Assert.Equal("No SMS provider is set.", await tryout.ErrorAsync());
    }

    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("+33 (0)7 81 23 45 67", "+33781234567")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("+32 470 12 34 56", "+32470123456")]
    [InlineData("03 20 12 34 56", null)]
    [InlineData("0612", null)]
    [InlineData("06 12 34 56 78 (le soir)", null)]
    [InlineData("+0612345678", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_is_written_as_the_provider_wants_it(string? written, string? number) => Assert.Equal(number, SmsNumber.Read(written));

    [Theory]
    [InlineData("", 1)]
    [InlineData("é", 1)]
    [InlineData("160 a", 1)]
    [InlineData("161 a", 2)]
    [InlineData("306 a", 2)]
    [InlineData("307 a", 3)]
    [InlineData("80 €", 1)]
    [InlineData("81 €", 2)]
    [InlineData("152 €", 2)]
    [InlineData("153 €", 3)]
    [InlineData("70 ê", 1)]
    [InlineData("71 ê", 2)]
    [InlineData("134 ê", 2)]
    [InlineData("135 ê", 3)]
    [InlineData("35 😀", 1)]
    [InlineData("66 😀", 2)]
    [InlineData("67 😀", 3)]
    public void A_text_is_counted_in_the_parts_that_are_paid(string text, int parts) =>
        Assert.Equal(parts, SmsParts.Count(text.Split(' ') is [var times, var what] ? string.Concat(Enumerable.Repeat(what, int.Parse(times, CultureInfo.InvariantCulture))) : text));

    [Fact]
    public void The_cost_is_known_before_sending()
    {
        Assert.Equal((3, 0.21m), SmsParts.Estimate(["short", new string('a', 200)], 0.07m));
        Assert.Equal((1, null), SmsParts.Estimate(["short"], null));
    }

    private static JobDating.Platform.Mail Sms(string to) => MailTryout.Mail(to) with { Channel = JobDating.Platform.Mail.BySms, Text = new MailText { Language = "fr", Subject = "", Plain = "Ronchin est reporté." } };

    private static async Task<MailTryout> StartAsync(WebApplication provider, Engine engine = Engine.Sqlite)
    {
        var tryout = await MailTryout.StartAsync(engine);
        tryout.Settings = tryout.Settings with { SmsUrl = new Uri(provider.Urls.First() + "/messages"), SmsToken = "s3cret" };
        return tryout;
    }

    private async Task<WebApplication> ProviderAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/messages", async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            string Text(string name) => body.RootElement.GetProperty(name).GetString()!;
            _received.Enqueue((Text("id"), Text("to"), Text("text"), http.Request.Headers.Authorization.ToString(), http.Request.Headers["Idempotency-Key"].ToString()));
            return _status == 200 ? Results.Ok() : Results.Text("no such\nnumber", statusCode: _status);
        });
        await app.StartAsync();
        return app;
    }
}
