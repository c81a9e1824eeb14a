using JobDating.Platform.Ui;

namespace JobDating.Registration.Newsletters;

/// <summary>
/// Contacts as they are pasted from a spreadsheet, a mail program or a note, one a line: pure. The address is found wherever it stands; of what
/// is beside it the first is the name, the second the structure. <c>Ada Lovelace &lt;ada@example.org&gt;</c> is read too.
/// </summary>
public static class PastedContacts
{
    public const int Most = 10_000;
    private const int Longest = 200;

    public readonly record struct Contact(string Email, string? Name, string? Structure);

    /// <summary>A line without an address, or with more than one; its number counts from 1.</summary>
    public readonly record struct Wrong(int Line, string Text);

    public static (IReadOnlyList<Contact> Contacts, IReadOnlyList<Wrong> Wrong) Read(string text)
    {
        var contacts = new List<Contact>();
        var wrong = new List<Wrong>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || IsHeading(line, number))
                continue;
            if (ReadLine(line) is { } contact)
                contacts.Add(contact);
            else
                wrong.Add(new Wrong(number, line.Trim() is { Length: > 80 } longer ? longer[..80] + "…" : line.Trim()));
        }
        return (contacts, wrong);
    }

    private static Contact? ReadLine(string line)
    {
        string? email = null;
        var others = new List<string>();
        foreach (var cell in line.Split(['\t', ';', ',']))
        {
            var words = cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.All(char.IsControl)).ToList();
            var addresses = words.Where(word => word.Contains('@')).ToList();
            if (addresses.Count > 1 || (addresses.Count == 1 && email is not null))
                return null;
            if (addresses is [var found])
            {
                var address = found.Trim('<', '>', '"', '\'', '(', ')').ToLowerInvariant();
                if (address.StartsWith("mailto:", StringComparison.Ordinal))
                    address = address[7..];
                if (!EmailText.IsAddress(address))
                    return null;
                email = address;
                words.Remove(found);
            }
            var rest = string.Join(' ', words).Trim('"', ' ');
            if (rest.Length > 0)
                others.Add(rest.Length > Longest ? rest[..Longest] : rest);
        }
        return email is null ? null : new Contact(email, others.ElementAtOrDefault(0), others.ElementAtOrDefault(1));
    }

    /// <summary>The first line of a table often names its columns.</summary>
    private static bool IsHeading(string line, int number) => number == 1 && !line.Contains('@') && line.AsSpan().ContainsAny('\t', ';', ',')
        && line.Contains("mail", StringComparison.OrdinalIgnoreCase);
}
