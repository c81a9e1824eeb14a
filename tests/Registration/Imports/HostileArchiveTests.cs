using System.Text;
using CsCheck;
using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

/// <summary>Whatever bytes an archive is made of: the check ends, throws nothing, and every finding has its sentence and its place. In the long form a million.</summary>
public sealed class HostileArchiveTests
{
    private static readonly string[] _pieces =
    [
        "\"", "\"\"", ";", ",", "\n", "\r\n", "\r", "\0", "\uFEFF", "'", "=1+1", "2023-02-30", "2023-03-26T02:30", "C1", "ronchin", " ", "\t",
        WrittenArchive.Acme, "held", "code", "-1", "99999999999", "é", "\u2028", "oui",
    ];

    private static readonly string[] _good =
    [
        "sites.csv", "code,name,date,opens_at\nronchin,Ronchin,2023-04-11,09:00\n",
        "establishments.csv", $"siret,company_name\n{WrittenArchive.Acme},Acme\n",
        "candidates.csv", "code;last_name;first_name;birth_date\nC1;Lovelace;\"Ada \"\"King\"\"\";1915-12-10\nC2;Hopper;Grace;\n",
        "interviews.csv", $"code,site_code,siret,table,candidate_code,starts_at,minutes,status,result\nI1,ronchin,{WrittenArchive.Acme},1,C1,2023-04-11T10:00,10,held,\n",
        "workshop_attendances.csv", "workshop_code,participant_code,attended\nW1,C1,yes\n",
        "followups.csv", "candidate_code,answered_at,source,siret,situation\nC1,2023-09-01T10:00,staff,,neither\n",
    ];

    /// <summary>A change: where in the text (as a part of a thousand), how many bytes go, what comes.</summary>
    private static readonly Gen<(int Where, int Gone, byte[] Come)> _change = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 6],
        Gen.OneOf(Gen.Int[0, _pieces.Length - 1].Select(piece => Encoding.UTF8.GetBytes(_pieces[piece])), Gen.Byte.Array[0, 4]));

    [Fact]
    public void Files_changed_at_random_are_findings_and_nothing_worse() =>
        Gen.Select(Gen.Int[0, _good.Length / 2 - 1], _change.Array[1, 6]).Array[1, 3].Sample(changes =>
        {
            using var archive = Good();
            foreach (var (file, edits) in changes)
                archive.WithBytes(_good[file * 2], Changed(Encoding.UTF8.GetBytes(_good[file * 2 + 1]), edits));
            return IsSound(archive.Folder);
        }, iter: RandomInputs.Count(1000, 200_000));

    [Fact]
    public void Any_bytes_as_a_file_are_findings_and_nothing_worse() =>
        Gen.Select(Gen.Int[0, ArchiveFormat.Files.Count - 1].Select(file => ArchiveFormat.Files[file].Name), Gen.Byte.Array[0, 200]).Sample((file, bytes) =>
        {
            using var archive = Good().WithBytes(file, bytes);
            return IsSound(archive.Folder);
        }, iter: RandomInputs.Count(500, 200_000));

    [Fact]
    public void A_zip_changed_at_random_is_findings_and_nothing_worse()
    {
        using var good = Good();
        var bytes = File.ReadAllBytes(good.Zip("tour/"));
        _change.Array[0, 4].Sample(edits =>
        {
            using var archive = new WrittenArchive().WithBytes("changed.zip", Changed(bytes, edits));
            return IsSound(Path.Combine(archive.Folder, "changed.zip"));
        }, iter: RandomInputs.Count(1000, 600_000));
    }

    private static WrittenArchive Good()
    {
        var archive = new WrittenArchive();
        for (var i = 0; i < _good.Length; i += 2)
            archive.WithText(_good[i], _good[i + 1]);
        return archive;
    }

    private static byte[] Changed(byte[] bytes, (int Where, int Gone, byte[] Come)[] edits)
    {
        foreach (var (where, gone, come) in edits)
        {
            var at = bytes.Length * where / 1000;
            bytes = [.. bytes[..at], .. come, .. bytes[Math.Min(at + gone, bytes.Length)..]];
        }
        return bytes;
    }

    private static bool IsSound(string path)
    {
        var check = WrittenArchive.CheckAsync(path).GetAwaiter().GetResult();
        return check.Findings.All(finding => finding.Line >= 0 && finding.Value.Length <= 200 && FindingText.Line(finding).Length > 0
            && (finding.FileName.Length == 0 || ArchiveFormat.Find(finding.FileName) is not null));
    }
}
