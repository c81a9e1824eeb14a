using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>Without a mail server: mails as files.</summary>
public sealed class PickupFolderTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task Whoever_is_forgotten_leaves_no_file_in_the_pickup_folder(Engine engine)
    {
        await using var tryout = await MailTryout.StartAsync(engine);
        tryout.Settings = tryout.Settings with { Smtp = null };
        var (ada, grace) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (first, second) = (MailTryout.Mail() with { About = "candidate", AboutId = ada }, MailTryout.Mail("grace@example.org") with { About = "candidate", AboutId = grace });
        await tryout.QueueAsync(first, second);
        await tryout.SweepAsync();
        string File(JobDating.Platform.Mail mail) => Path.Combine(tryout.Settings.Data, "mail", $"{mail.Id:N}.eml");
        Assert.True(System.IO.File.Exists(File(first)) && System.IO.File.Exists(File(second)));
        // Written half way by one that was killed.
        await System.IO.File.WriteAllTextAsync($"{File(first)}.draft", "To: ada", Ct);
        await using (var tx = await tryout.Database.BeginAsync(TryoutDatabase.Ada, Ct))
        {
            Assert.Equal(1, await tx.ForgetMailsAsync("candidate", [ada], Ct));
            await tx.CommitAsync(Ct);
        }
        await tryout.SweepAsync();
        Assert.Equal([File(second)], Directory.GetFiles(Path.Combine(tryout.Settings.Data, "mail")));
        Assert.Equal([" sent 1", "grace@example.org sent 1"], await tryout.StatusesAsync());
        Assert.Empty(await tryout.Rows.ForgottenAsync(10, Ct));
    }
}
