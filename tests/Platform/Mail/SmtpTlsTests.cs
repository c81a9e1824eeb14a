using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A mail server that wants to be spoken to in cipher.</summary>
public sealed class SmtpTlsTests
{
    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_nothing_and_the_mail_says_why(string scheme)
    {
        await using var tryout = await MailTryout.StartAsync();
        using var certificate = SmtpListener.SelfSigned();
        (tryout.Server.Auth, tryout.Server.Certificate, tryout.Server.Tls) = (true, certificate, scheme == "smtps");
        tryout.Settings = tryout.Settings with { Smtp = new Uri($"{scheme}://ada:s3cret%21@127.0.0.1:{tryout.Server.Address.Port}") };
        await tryout.QueueAsync(MailTryout.Mail(), MailTryout.Mail("grace@example.org"));
        await tryout.SweepAsync();
        Assert.Empty(tryout.Server.Mails);
        Assert.DoesNotContain(tryout.Server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(scheme == "smtp", tryout.Server.Heard.Contains("STARTTLS"));
        Assert.Equal(["ada@example.org waiting 0", "grace@example.org waiting 0"], await tryout.StatusesAsync());
        Assert.All(await tryout.Database.AllAsync<string>("SELECT error FROM mail"), error => Assert.StartsWith("The certificate of 127.0.0.1 cannot be trusted, so nothing was sent: ", error, StringComparison.Ordinal));

        // Another server is set, and nothing is left of the sentence.
        (tryout.Server.Certificate, tryout.Server.Tls) = (null, false);
        tryout.Settings = tryout.Settings with { Smtp = tryout.Server.Address };
        await tryout.SweepAsync();
        Assert.Equal(["ada@example.org sent 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
        Assert.All(await tryout.Database.AllAsync<string?>("SELECT error FROM mail"), Assert.Null);
    }
}
