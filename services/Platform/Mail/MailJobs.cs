namespace JobDating.Platform;

/// <summary>What every service does for its mails.</summary>
internal static class MailJobs
{
    public static void Add(Jobs jobs, Service service)
    {
        jobs.Every("*/10 * * * * *", "send-mails", (things, ct) => SendMails.RunAsync(things, service, ct));
        jobs.Every("*/5 * * * *", "read-bounces", (things, ct) => ReadBounces.RunAsync(things, service, ct));
    }
}
