using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// Something to be said to one person, by mail or SMS. Queued by <c>tx.MailAsync</c>: it is sent when, and only if, that transaction
/// commits. Delivery is at least once: killed between the server's "accepted" and our note of it, the same mail goes again with the same
/// Message-Id.
/// </summary>
public sealed record Mail
{
    public const string ByMail = "mail";
    public const string BySms = "sms";

    /// <summary>Names the mail's file in the pickup folder and its Message-Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What this mail is (<c>site-postponed/{site}/{version}/{candidate}</c>, at most 200): the same key is never queued twice.</summary>
    public required string Key { get; init; }

    public string Channel { get; init; } = ByMail;

    /// <summary>A mail address, or for SMS a telephone number. One that cannot be is kept as refused, to be seen on the person.</summary>
    public required string To { get; init; }

    public string? ToName { get; init; }

    /// <summary>Texts, usually from <see cref="MailText.Compose"/>.</summary>
    public required MailText Text { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Where one click ends a newsletter (RFC 8058): an address that answers POST, and GET with a page.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Never sent later than this: a reminder after the appointment harms.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>A time zone in which it is never sent between 20:00 and 8:00.</summary>
    public string? QuietZone { get; init; }

    public Urgency Urgency { get; init; } = Urgency.Ordinary;

    /// <summary>Whom or what it concerns: <c>candidate</c>, <c>contact</c>, <c>account</c>…, and its id.</summary>
    public string? About { get; init; }

    public Guid? AboutId { get; init; }
}

/// <summary>In which order mails leave.</summary>
public enum Urgency
{
    /// <summary>Somebody sits before the screen: a link to come in.</summary>
    SomebodyWaits,
    Ordinary,
    /// <summary>One of very many: a newsletter.</summary>
    OneOfMany,
}
