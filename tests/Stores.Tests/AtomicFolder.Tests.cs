using System.Globalization;

namespace Amparo.Stores.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("amparo-folder-").FullName;

    private string Place => Path.Combine(_root, "out");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Makes_the_folder_and_those_above_it()
    {
        var deep = Path.Combine(_root, "a", "b");
        AtomicFolder.Write(deep, folder => File.WriteAllText(Path.Combine(folder, "x"), "new"));
        File.ReadAllText(Path.Combine(deep, "x")).ShouldBe("new");
    }

    [Fact]
    public void Replaces_a_folder_whole_so_that_no_old_file_survives()
    {
        AtomicFolder.Write(Place, folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        AtomicFolder.Write(Place, folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Directory.GetFileSystemEntries(Place).Select(Path.GetFileName).ShouldBe(["new"]);
        Directory.GetFileSystemEntries(_root).ShouldBe([Place]);
    }

    [Fact]
    public void Keeps_the_old_folder_if_filling_fails_and_leaves_nothing_beside_it()
    {
        AtomicFolder.Write(Place, folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        Should.Throw<InvalidDataException>(() => AtomicFolder.Write(Place, folder =>
        {
            File.WriteAllText(Path.Combine(folder, "half"), "");
            throw new InvalidDataException();
        }));
        Directory.GetFileSystemEntries(Place).Select(Path.GetFileName).ShouldBe(["old"]);
        Directory.GetFileSystemEntries(_root).ShouldBe([Place]);
    }

    [Fact]
    public void Refuses_a_file_in_the_folders_place()
    {
        File.WriteAllText(Place, "a file");
        Should.Throw<IOException>(() => AtomicFolder.Write(Place, _ => { }));
        File.ReadAllText(Place).ShouldBe("a file");
    }

    [Fact]
    public void Removes_what_a_dead_process_left_and_spares_what_a_living_one_fills()
    {
        // No process has this number: Linux' largest is 2^22.
        Directory.CreateDirectory($"{Place}.2000000000-0123456789abcdef0123456789abcdef.new.tmp");
        var living = string.Create(CultureInfo.InvariantCulture, $"{Place}.{Environment.ProcessId}-0123456789abcdef0123456789abcdef.new.tmp");
        Directory.CreateDirectory(living);
        AtomicFolder.Write(Place, _ => { });
        Directory.GetFileSystemEntries(_root).Order(StringComparer.Ordinal).ShouldBe([Place, living]);
    }

    [Theory]
    [InlineData("2000000000.tmp")]
    [InlineData("2000000000-.new.tmp")]
    [InlineData("2000000000-2024.old.tmp")]
    [InlineData("2000000000-0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("2000000000-0123456789abcdef0123456789abcdef.copy.tmp")]
    [InlineData("2000000000-0123456789abcdef0123456789abcdeg.new.tmp")]
    [InlineData("x.2000000000-0123456789abcdef0123456789abcdef.old.tmp")]
    [InlineData("0-0123456789abcdef0123456789abcdef.new.tmp")]
    public void Leaves_alone_a_folder_whose_name_only_resembles_its_own(string ending)
    {
        var other = $"{Place}.{ending}";
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "kept"), "");
        AtomicFolder.Write(Place, _ => { });
        File.Exists(Path.Combine(other, "kept")).ShouldBeTrue();
    }

    [Fact]
    public void Brings_back_an_old_folder_whose_replacement_never_arrived()
    {
        var away = $"{Place}.2000000000-0123456789abcdef0123456789abcdef.old.tmp";
        Directory.CreateDirectory(away);
        File.WriteAllText(Path.Combine(away, "old"), "");
        Should.Throw<InvalidDataException>(() => AtomicFolder.Write(Place, _ => throw new InvalidDataException()));
        Directory.GetFileSystemEntries(Place).Select(Path.GetFileName).ShouldBe(["old"]);
    }

    [Fact]
    public void Follows_a_link_instead_of_replacing_it()
    {
        var real = Path.Combine(_root, "real");
        Directory.CreateDirectory(real);
        Directory.CreateSymbolicLink(Place, real);
        AtomicFolder.Write(Place, folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Directory.GetFileSystemEntries(real).Select(Path.GetFileName).ShouldBe(["new"]);
        new DirectoryInfo(Place).LinkTarget.ShouldBe(real);
    }
}
