using System.Text.RegularExpressions;
using CsCheck;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Newsletters;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>Whatever is typed into a field is read or has its sentence, and what is read is what it should be.</summary>
public sealed partial class RandomFieldsTests
{
    [Fact]
    public void Any_text_in_any_field_is_read_or_has_a_sentence() => RandomInputs.Text.Sample(text =>
    {
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var date = typed.Date("date", text, earliest: new LocalDate(1900, 1, 1), latest: Typed.LastDate);
        var number = typed.Number("number", text, 1, 500);
        var email = typed.Email("email", text);
        var phone = typed.Phone("phone", text);
        var line = typed.Text("text", text, 100);
        _ = typed.Time("time", text);
        _ = typed.Lines("lines", text, 200);
        return date is null or { Year: >= 1900 and <= 2100 } && number is null or >= 1 and <= 500
            && email?.Any(char.IsWhiteSpace) != true && email?.Contains('@') != false
            && (phone is null || phone[0] == '+' && phone.Length <= 16 && PhoneText.Normal(phone) == phone)
            && line is null or { Length: <= 100 } && line?.Any(char.IsControl) != true
            && errors.List.All(error => error.Sentence.Length > 0);
    }, iter: RandomInputs.Count(5000));

    [Fact]
    public void Any_text_sought_or_sorted_by_is_words_of_letters_and_digits() => RandomInputs.Text.Sample(text =>
        FoldedWords.Of(text).All(word => word.Length is > 0 and <= 60 && !word.Contains(' ')) && new SoughtWords(text).From1 is not null && (ListCursor.Read(text) is not { } cursor || ListCursor.Read(cursor.Word) == cursor), iter: RandomInputs.Count(5000));

    [Fact]
    public void Any_way_back_stays_here() => RandomInputs.Text.Sample(text => PageFrame.Back(text) is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !rest.Any(char.IsControl), iter: RandomInputs.Count(5000));

    [Fact]
    public void Any_text_in_a_mail_is_text_and_never_markup() => RandomInputs.Text.Array[1, 4].Sample(texts =>
    {
        var mail = MailText.Write("fr", texts[0], string.Join("\n\n", texts));
        return !mail.Subject.Any(char.IsControl) && Tags().Matches(mail.Html!).All(tag => tag.Groups[1].Value is "DOCTYPE" or "html" or "head" or "meta" or "title" or "body" or "div" or "p" or "a" or "br")
            && !Links().Matches(mail.Html!).Any(link => !link.Groups[1].Value.StartsWith("http", StringComparison.Ordinal));
    }, iter: RandomInputs.Count(2000));

    [Fact]
    public void Any_text_is_an_address_of_the_web_or_none() => RandomInputs.Text.Sample(text => !WebAddress.Is(text) || text.StartsWith("http", StringComparison.Ordinal), iter: RandomInputs.Count(5000));

    [Fact]
    public void Any_pasted_contacts_are_read_or_said() => RandomInputs.Text.Array[0, 6].Sample(lines =>
    {
        var (contacts, wrong) = PastedContacts.Read(string.Join('\n', lines));
        return contacts.All(contact => EmailText.IsAddress(contact.Email)) && wrong.All(one => one.Line > 0);
    }, iter: RandomInputs.Count(2000));

    [GeneratedRegex("<[!/]?([a-zA-Z]*)")]
    private static partial Regex Tags();

    [GeneratedRegex("href=\"([^\"]*)")]
    private static partial Regex Links();
}
