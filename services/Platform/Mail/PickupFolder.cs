namespace JobDating.Platform;

/// <summary>
/// Without a mail server: each mail is a file <c>mail/{id}.eml</c> below the data folder, where any mail program or relay can take it from.
/// The same mail is always the same file, so writing it twice leaves one.
/// </summary>
internal sealed class PickupFolder(Settings settings, string service) : IWayOut
{
    private readonly string _folder = Path.Combine(settings.Data, "mail");

    public Task<bool> ReadyAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        return Task.FromResult(true);
    }

    public async Task<Sending> SendAsync(MailRows.Due mail, CancellationToken ct)
    {
        using var message = MimeMail.Write(mail, service, settings.MailFrom);
        var final = Path.Combine(_folder, $"{mail.Id:N}.eml");
        var draft = $"{final}.{Guid.NewGuid():N}.draft";
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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
