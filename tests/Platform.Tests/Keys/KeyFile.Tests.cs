using System.Text;
using Amparo.Platform.Keys;
using Amparo.Stores;

namespace Amparo.Platform.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amparo-keys-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(_folder, "data.keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_key_file_is_made_once_for_its_owner_alone()
    {
        var made = KeyFile.OpenOrCreate(Path).Value;
        var opened = KeyFile.OpenOrCreate(Path).Value;

        opened.Newest.Id.ShouldBe(made.Newest.Id);
        opened.CheckpointKey.ToString().ShouldBe(made.CheckpointKey.ToString());
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFiles(_folder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void Beside_a_data_folder_means_beside_and_not_in_it() =>
        KeyFile.DefaultPath(System.IO.Path.Combine(_folder, "data") + "/").ShouldBe(Path);

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_reach_is_refused(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
            return;
        KeyFile.OpenOrCreate(Path).Succeeded.ShouldBeTrue();
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        KeyFile.OpenOrCreate(Path).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileExposed);
        KeyFile.Open(Path).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileExposed);
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_no_key()
    {
        var whole = KeyFile.OpenOrCreate(Path).Value;
        var bytes = File.ReadAllBytes(Path);
        var refused = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(Path, changed);
            var opened = KeyFile.Open(Path);
            if (opened.Succeeded)
            {
                opened.Value.Newest.Id.ShouldBe(whole.Newest.Id);
                opened.Value.CheckpointKey.ToString().ShouldBe(whole.CheckpointKey.ToString());
                whole.CheckpointKey.Verifies([1, 2, 3], opened.Value.Sign([1, 2, 3])).ShouldBeTrue();
            }
            else
            {
                refused++;
                opened.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{PlatformProblems.KeyFileDamaged} data.keys");
            }
        }

        refused.ShouldBeGreaterThan(bytes.Length / 2);
    }

    [Fact]
    public void Half_a_file_is_refused()
    {
        KeyFile.OpenOrCreate(Path).Succeeded.ShouldBeTrue();
        var bytes = File.ReadAllBytes(Path);
        for (var length = 0; length < bytes.Length - 1; length += 7)
        {
            File.WriteAllBytes(Path, bytes[..length]);
            KeyFile.OpenOrCreate(Path).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileDamaged);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"amparo-keys-2\"}")]
    [InlineData("{\"format\":\"amparo-keys-1\",\"masterKeys\":[],\"checkpointKey\":{\"id\":\"\",\"key\":\"\"}}")]
    [InlineData("{\"format\":\"amparo-keys-1\",\"masterKeys\":[{\"id\":\"\",\"key\":\"\"}],\"checkpointKey\":{\"id\":\"\",\"key\":\"\"}}")]
    [InlineData("{\"format\":\"amparo-keys-1\",\"masterKeys\":[{\"id\":7,\"key\":null}],\"checkpointKey\":3}")]
    public void What_is_no_key_file_is_refused(string text)
    {
        KeyFile.OpenOrCreate(Path).Succeeded.ShouldBeTrue();
        File.WriteAllText(Path, text, Encoding.UTF8);

        KeyFile.Open(Path).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileDamaged);
    }

    [Fact]
    public void Where_there_is_none_it_is_said()
    {
        KeyFile.Open(Path).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileMissing);
        KeyFile.OpenOrCreate(System.IO.Path.Combine(_folder, "no", "where.keys")).Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.FolderMissing);
    }

    [Fact]
    public async Task Of_programs_that_start_at_once_one_makes_it()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyFile.OpenOrCreate(Path).Value.Newest.Id, Cancel)));

        ids.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Master_keys_are_added_behind_the_others_also_by_several_programs()
    {
        var first = KeyFile.OpenOrCreate(Path).Value;
        var oldest = first.Newest.Id;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => KeyFile.Open(Path).Value.AddMasterKey().Problems.ShouldBeEmpty(), Cancel)));

        var opened = KeyFile.Open(Path).Value;
        opened.Count.ShouldBe(5);
        opened.Find(oldest).ShouldNotBeNull();
        first.Count.ShouldBe(1);
        first.Find(opened.Newest.Id).ShouldNotBeNull();
        first.Count.ShouldBe(5);
        first.Find("0000000000000000").ShouldBeNull();
    }
}
