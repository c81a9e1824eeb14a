using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Newsletters;

/// <summary>One newsletter as its readers get it; once sent, what became of its mails and where it did not arrive.</summary>
public static class ShowNewsletter
{
    private const int MostTroubles = 200;

    private const string NumbersSql = """
        SELECT m.status, COUNT(*) AS number
        FROM newsletter_recipient r
        JOIN mail m ON m.id = r.mail_id
        WHERE r.newsletter_id = @Id
        GROUP BY m.status
        """;

    private const string TroubleSql = """
        SELECT r.contact_id, m.to_address, m.status, m.error
        FROM newsletter_recipient r
        JOIN mail m ON m.id = r.mail_id
        WHERE r.newsletter_id = @Id AND m.status IN ('refused', 'bounced') AND m.to_address <> ''
        ORDER BY m.to_address
        LIMIT @Take
        """;

    private sealed record NumberRow
    {
        public required string Status { get; init; }
        public int Number { get; init; }
    }

    public sealed record Trouble
    {
        public Guid ContactId { get; init; }
        public required string ToAddress { get; init; }
        public required string Status { get; init; }
        public string? Error { get; init; }
    }

    public static async Task<IResult> RunAsync(Guid id, RegistrationDatabase db, UnsubscribeLinks links, CancellationToken ct)
    {
        if (await SaveNewsletter.FindAsync(db, id, ct) is not { } newsletter)
            return Results.NotFound();
        var sent = newsletter.Status != "draft";
        var numbers = sent ? (await db.QueryAsync<NumberRow>(NumbersSql, new { Id = id }, ct)).ToDictionary(row => row.Status, row => row.Number) : [];
        return new RazorComponentResult<ShowNewsletterPage>(new
        {
            Newsletter = newsletter,
            // The way out that is shown leads nowhere: it is nobody's.
            Text = QueueNewsletters.Text(newsletter, links.For(Guid.Empty)).Plain,
            Numbers = numbers,
            Troubles = sent ? await db.QueryAsync<Trouble>(TroubleSql, new { Id = id, Take = MostTroubles }, ct) : [],
            Contacts = await ShowContacts.CountAsync(db, ct),
        });
    }
}
