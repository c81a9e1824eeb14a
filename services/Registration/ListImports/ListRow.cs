using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Employers;
using JobDating.Registration.Imports;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>What is wrong, or odd, about a line of a list. <c>Finding.</c> and the rule is its sentence; a notice does not stop the line.</summary>
public sealed record ListFinding
{
    public int Line { get; init; }

    /// <summary>The field's name, or an empty text.</summary>
    public required string Field { get; init; }
    public required string RuleName { get; init; }
    public required string Value { get; init; }
    public required string Argument { get; init; }
    public bool IsNotice { get; init; }
}

/// <summary>
/// One line, read by the columns that were matched. What cannot be read and need not be there is left out and said as a notice; what must be there
/// is an error, and the line is not imported.
/// </summary>
public sealed class ListRow(ListLine line, IReadOnlyDictionary<string, int> columns)
{
    private const int LongestText = 200;
    private static readonly LocalDate FirstDate = new(1900, 1, 1);
    private readonly List<ListFinding> _findings = [];

    public int Line => line.Number;

    public IReadOnlyList<ListFinding> Findings => _findings;

    public bool HasErrors => _findings.Exists(finding => !finding.IsNotice);

    public string? Text(string field, bool required = false)
    {
        var text = SpreadsheetText.Restore(Cell(field));
        if (text.Length == 0 && required)
            Find(field, "Missing", isNotice: false);
        else if (text.Length > LongestText)
            Find(field, "TooLong", isNotice: false, $"{LongestText}");
        else if (text.Any(char.IsControl))
            Find(field, "ControlCharacter", isNotice: false);
        else if (text.Length > 0)
            return text.Normalize();
        return null;
    }

    /// <summary>31/12/2023, and whatever else the forms read.</summary>
    public LocalDate? Date(string field, LocalDate latest) => Optional(field, "NotADate", cell =>
        new Typed(new FormErrors()).Date(field, cell.Split(' ') is [var date, var time] && time.Contains(':') ? date : cell, earliest: FirstDate, latest: latest));

    public string? Email(string field) => OptionalText(field, "NotAnEmail", cell => EmailText.IsAddress(cell) ? cell : null);

    public string? Phone(string field) => OptionalText(field, "NotAPhone", PhoneText.Normal);

    public string? Rome(string field) => OptionalText(field, "NotARome", ChangeOffer.ReadRome);

    public int? Positions(string field) => Optional(field, "NotANumber", cell => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000 ? number : (int?)null);

    public string? Contract(string field) => OptionalText(field, "NotAContract", ReadContract);

    /// <summary>Valid or an error; a spreadsheet that took it for a number has lost the zeros it begins with.</summary>
    public string? Siret(string field, bool required)
    {
        var cell = string.Concat(Cell(field).Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-')));
        if (cell.Length is 12 or 13 && cell.All(char.IsAsciiDigit))
            cell = cell.PadLeft(14, '0');
        if (cell.Length == 0)
        {
            if (required)
                Find(field, "Missing", isNotice: false);
            return null;
        }
        if (Imports.Siret.IsValid(cell))
            return cell;
        Find(field, "NotASiret", isNotice: false);
        return null;
    }

    public void Find(string field, string rule, bool isNotice, string argument = "") => _findings.Add(new ListFinding
    {
        Line = line.Number,
        Field = field,
        RuleName = rule,
        Value = Short(Cell(field), 200),
        Argument = Short(argument, 400),
        IsNotice = isNotice,
    });

    private static string? ReadContract(string cell)
    {
        var words = FoldedWords.Of(cell);
        return words switch
        {
            _ when words.Contains("cdi") => "CDI",
            _ when words.Contains("cdd") => "CDD",
            _ when words.Contains("interim") || words.Contains("interimaire") || words.Contains("temp") || words.Contains("ctt") => "temp",
            _ when words.Contains("apprentissage") || words.Contains("alternance") || words.Contains("apprenticeship") => "apprenticeship",
            _ when words.Contains("cui") || words.Contains("cae") || words.Contains("aide") || words.Contains("insertion") || words.Contains("aided") => "aided",
            _ when words.Contains("creation") => "business_creation",
            _ => ArchiveFormat.ContractTypes.FirstOrDefault(type => string.Equals(type, cell, StringComparison.OrdinalIgnoreCase)),
        };
    }

    private T? Optional<T>(string field, string rule, Func<string, T?> read) where T : struct
    {
        var cell = Cell(field);
        if (cell.Length == 0)
            return null;
        if (read(cell) is { } value)
            return value;
        Find(field, rule, isNotice: true);
        return null;
    }

    private string? OptionalText(string field, string rule, Func<string, string?> read)
    {
        var cell = Cell(field);
        if (cell.Length == 0)
            return null;
        if (read(cell) is { } value)
            return value;
        Find(field, rule, isNotice: true);
        return null;
    }

    private string Cell(string field) => columns.TryGetValue(field, out var column) ? line.Cell(column) : "";

    private static string Short(string text, int longest) => text.Length > longest ? text[..longest] : text;
}
