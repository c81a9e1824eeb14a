using CsCheck;
using JobDating.Tests.Registration.Imports;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>An archive that was changed at random comes in whole or not at all.</summary>
public sealed class RandomImportTests
{
    private static readonly string[] _files = ["sites.csv", "establishments.csv", "attendances.csv", "candidates.csv", "edition.csv"];

    /// <summary>One after the other on the same house: what one has left would show in the next.</summary>
    [Fact]
    public async Task What_is_refused_leaves_everything_as_it_was()
    {
        await using var house = await TestHouse.StartAsync();
        using (var good = new WrittenArchive().WithCast())
            Assert.Equal(0, (await house.ImportAsync(good.Folder)).Errors);
        var before = await Dump.AllAsync(house);
        var (refused, taken) = (0, 0);
        Gen.Select(Gen.Int[0, _files.Length - 1], RandomInputs.Change.Array[1, 4]).Sample((file, changes) => RunAsync(file, changes).GetAwaiter().GetResult(), iter: RandomInputs.Count(60, 5000), threads: 1);
        Assert.True(refused > 0 && taken > 0, $"{refused} refused, {taken} taken");
        TestContext.Current.SendDiagnosticMessage($"{refused} archives refused, {taken} taken.");

        async Task<bool> RunAsync(int file, (int, int, byte[])[] changes)
        {
            using var archive = new WrittenArchive().WithCast();
            var path = Path.Combine(archive.Folder, _files[file]);
            archive.WithBytes(_files[file], RandomInputs.Changed(await File.ReadAllBytesAsync(path), changes));
            var isRefused = (await house.ImportAsync(archive.Folder)).Errors > 0;
            var after = await Dump.AllAsync(house);
            if (isRefused)
                refused++;
            else
                taken++;
            var isSound = !isRefused || before.SequenceEqual(after);
            before = after;
            return isSound;
        }
    }
}
