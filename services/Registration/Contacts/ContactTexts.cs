using JobDating.Platform.Ui;

namespace JobDating.Registration.Contacts;

/// <summary>The texts of contacts and of the mails that invite them.</summary>
internal static class ContactTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Contacts.Texts", typeof(ContactTexts).Assembly);
}
