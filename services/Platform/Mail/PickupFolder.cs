namespace JobDating.Platform;

/// <summary>
/// Without a mail server: each mail is a file <c>mail/{id}.eml</c> below the data folder, where any mail program or relay can take it from.
/// The same mail is always the same file, so writing it twice leaves one.
/// </summary>
internal sealed class PickupFolder(Settings settings, string service) : IWayOut
{
    private const int Page = 500;
    private readonly string _folder = Folder(settings);

    public Task<bool> ReadyAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        return Task.FromResult(true);
    }

    public string? Trouble => null;

    public async Task<Sending> SendAsync(MailRows.Due mail, CancellationToken ct)
    {
        using var message = MimeMail.Write(mail, service, settings.MailFrom);
        var final = Final(_folder, mail.Id);
        var draft = Draft(final);
        try
        {
            await using (var file = File.Create(draft))
                await message.WriteToAsync(file, ct);
            File.Move(draft, final, overwrite: true);
            return Sending.Sent;
        }
        catch (IOException exception)
        {
            File.Delete(draft);
            return Sending.Later(exception.Message);
        }
    }

    /// <summary>What an erased person was sent: mails that have become files go with their text.</summary>
    public static async Task ForgetAsync(MailRows rows, Settings settings, CancellationToken ct)
    {
        var folder = Folder(settings);
        while (await rows.ForgottenAsync(Page, ct) is { Count: > 0 } forgotten)
        {
            foreach (var final in Directory.Exists(folder) ? forgotten.Select(id => Final(folder, id)) : [])
            {
                File.Delete(final);
                File.Delete(Draft(final));
            }
            await rows.WithoutFileAsync(forgotten, ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Folder(Settings settings) => Path.Combine(settings.Data, "mail");

    private static string Final(string folder, Guid id) => Path.Combine(folder, $"{id:N}.eml");

    /// <summary>Whoever has claimed a mail is its only writer; killed half way, the next attempt writes over it.</summary>
    private static string Draft(string final) => $"{final}.draft";
}
