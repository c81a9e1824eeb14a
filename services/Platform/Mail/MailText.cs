using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using JobDating.Platform.Ui;

namespace JobDating.Platform;

/// <summary>
/// What a mail says, as text and as HTML from the same template. A template is two texts of a resource, <c>Key.Subject</c> and <c>Key.Text</c>:
/// paragraphs with an empty line between; a web address alone on its line becomes a link, and under a line that ends in a colon that line is
/// the link's words. Links stand as they were given: no tracking, no rewriting.
/// </summary>
public sealed record MailText
{
    private static readonly HtmlEncoder Escape = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }

    public required string Plain { get; init; }

    /// <summary>Null: the text alone (an SMS).</summary>
    public string? Html { get; init; }

    /// <param name="arguments">For <c>{0}</c>, <c>{1}</c>… of both texts; in strings, line breaks become spaces. Pass dates already formatted for the language.</param>
    public static MailText Compose(Words words, string language, string key, params object?[] arguments)
    {
        var culture = Culture(language);
        var values = arguments.Select(value => value is string text ? OneLine(text) : value).ToArray();
        return Write(language, words.In(culture, $"{key}.Subject", values), words.In(culture, $"{key}.Text", values));
    }

    /// <summary>The same from a text that somebody wrote: a newsletter.</summary>
    public static MailText Write(string language, string subject, string text)
    {
        var plain = text.ReplaceLineEndings("\n").Trim() + "\n";
        return new MailText { Language = language, Subject = OneLine(subject), Plain = plain, Html = ToHtml(language, subject, plain) };
    }

    /// <summary>A text message: no subject, no HTML.</summary>
    public static MailText ForSms(Words words, string language, string key, params object?[] arguments) =>
        new() { Language = language, Subject = "", Plain = words.In(Culture(language), key, [.. arguments.Select(value => value is string text ? OneLine(text) : value)]).ReplaceLineEndings("\n").Trim() };

    public static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR");

    /// <summary>Without anything that could end a line, a header or a cell.</summary>
    public static string OneLine(string text) => string.Join(' ', new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string ToHtml(string language, string subject, string plain)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(language).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Append(Escape.Encode(OneLine(subject)))
            .Append("</title>\n</head>\n<body style=\"margin:0;padding:24px 16px;background:#ffffff;color:#1b2a2f;font:17px/1.5 sans-serif\">\n<div style=\"max-width:36em;margin:0 auto\">\n");
        foreach (var paragraph in plain.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            html.Append("<p style=\"margin:0 0 1em\">").Append(Paragraph(paragraph.Split('\n'))).Append("</p>\n");
        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }

    private static string Paragraph(string[] lines)
    {
        var html = new List<string>();
        for (var line = 0; line < lines.Length; line++)
        {
            var next = line + 1 < lines.Length ? Link(lines[line + 1]) : null;
            if (next is not null && lines[line].TrimEnd() is [.. var words, ':'])
            {
                html.Add(Anchor(next, words.TrimEnd()));
                line++;
            }
            else
                html.Add(Link(lines[line]) is { } link ? Anchor(link, link) : Escape.Encode(lines[line]));
        }
        return string.Join("<br>\n", html);
    }

    private static string Anchor(string link, string words) =>
        $"<a href=\"{Escape.Encode(link)}\" style=\"color:#0b5563;font-weight:bold;overflow-wrap:anywhere\">{Escape.Encode(words)}</a>";

    private static string? Link(string line) =>
        line.Trim() is var text && !text.Contains(' ') && WebAddress.Is(text) ? text : null;
}
