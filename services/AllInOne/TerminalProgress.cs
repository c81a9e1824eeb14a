using JobDating.Contracts.Flow;
using JobDating.Registration.Imports;

namespace JobDating.AllInOne;

/// <summary>An import on a terminal: one line that moves while it runs (lines that stay, where stderr is a file), findings as they come.</summary>
internal sealed class TerminalProgress
{
    private readonly bool _moving = !Console.IsErrorRedirected;
    private string _line = "";

    public void Found(IReadOnlyList<Finding> findings)
    {
        Clear();
        foreach (var finding in findings)
            Console.Error.WriteLine(FindingText.Line(finding));
    }

    /// <summary>What was shown last stays.</summary>
    public void End() => Console.Error.Write(_line.Length > 0 ? "\n" : "");

    public void Written(string file, int rows) => Show($"{file}: {rows}");

    public void Waiting(int taken, int expected) => Show($"{taken} / {expected}");

    public void End(CheckedArchive check, bool dryRun)
    {
        Clear();
        var words = Registration.RegistrationTexts.Words;
        Console.Error.WriteLine(check.Errors > 0 ? words["Import.Refused", check.Errors, check.Notices]
            : dryRun ? words["Import.DryRunFine", check.EditionCode, check.Rows.Values.Sum(), check.Notices]
            : words["Import.Done", check.EditionCode, check.Rows.Values.Sum(), check.Notices]);
    }

    private void Show(string line)
    {
        if (!_moving || line == _line)
            return;
        Console.Error.Write($"\r{line.PadRight(_line.Length)}");
        _line = line;
    }

    private void Clear()
    {
        if (_line.Length > 0)
            Console.Error.Write($"\r{new string(' ', _line.Length)}\r");
        _line = "";
    }
}
