using System.Runtime.Versioning;
using Amparo.TestSupport;

namespace Amparo.Stores.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amparo-file-").FullName;

    private string Target => Path.Combine(_folder, "report.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_put_in_place_and_nothing_is_left_beside_it()
    {
        AtomicFile.Write(Target, stream => stream.Write("new"u8));

        File.ReadAllText(Target).ShouldBe("new");
        Directory.GetFiles(_folder).ShouldBe([Target]);
    }

    [Fact]
    public void A_relative_path_is_taken_from_the_working_folder()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Target);

        AtomicFile.Write(relative, stream => stream.Write("new"u8));

        File.ReadAllText(Target).ShouldBe("new");
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        File.WriteAllText(Target, "old");

        Should.Throw<InvalidDataException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidDataException();
        }));

        File.ReadAllText(Target).ShouldBe("old");
        Directory.GetFiles(_folder).ShouldBe([Target]);
    }

    [Fact]
    public void A_name_with_an_asterisk_cleans_up_after_itself_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        var other = Left("a-b.0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2));

        AtomicFile.Write(Path.Combine(_folder, "a*b"), stream => stream.Write("new"u8));

        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public void A_missing_folder_has_its_code()
    {
        var error = Should.Throw<IOException>(() => AtomicFile.Write(Path.Combine(_folder, "none", "x"), _ => { }));

        StoreProblems.From(error, "x")!.Code.ShouldBe(StoreProblems.FolderMissing);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_has_its_code()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses a folder of the Linux kernel that not even root may write.");

        var error = Should.Throw<Exception>(() => AtomicFile.Write("/sys/amparo", _ => { }));

        StoreProblems.From(error, "amparo")!.Code.ShouldBe(StoreProblems.NotWritable);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused_and_stays()
    {
        Directory.CreateDirectory(Target);

        var error = Should.Throw<Exception>(() => AtomicFile.Write(Target, stream => stream.Write("new"u8)));

        StoreProblems.From(error, "report.txt").ShouldNotBeNull();
        Directory.Exists(Target).ShouldBeTrue();
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_has_its_code_and_leaves_the_old_file()
    {
        // A disk of 128 kB on which report.txt says "old"; the new text has 300.
        var run = await SmallDisk.RunAsync(128, ("atomic-file-once", Path.Combine(_folder, "report.txt")));

        run.Error.Trim().ShouldBe($"{StoreProblems.DiskFull} report.txt");
        run.ExitCode.ShouldBe(3);
        run.Output.ShouldBe("old\nreport.txt\n");
    }

    [Fact]
    public void An_error_of_the_system_while_writing_leaves_the_old_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses /dev/full.");
        File.WriteAllText(Target, "old");

        var error = Should.Throw<IOException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.WriteByte(1);
            full.Flush();
        }));

        StoreProblems.From(error, "report.txt")!.Code.ShouldBe(StoreProblems.DiskFull);
        File.ReadAllText(Target).ShouldBe("old");
        Directory.GetFiles(_folder).ShouldBe([Target]);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_about_persons_is_for_its_owner_alone_from_its_first_byte()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        UnixFileMode whileWriting = default;

        AtomicFile.Write(
            Target,
            stream => whileWriting = File.GetUnixFileMode(Directory.GetFiles(_folder, "*.tmp").Single()),
            new AtomicFileOptions { OwnerOnly = true });

        whileWriting.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_replaced_file_keeps_the_rights_it_had()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        AtomicFile.Write(Target, stream => stream.Write("new"u8));

        File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_nothing_else()
    {
        var abandoned = Left("report.txt.0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2));
        var otherFiles = Left("other.txt.0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2));
        var longer = Left("report.txt.old.0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2));
        string[] alike =
        [
            Left("report.txt.0123456789ABCDEF0123456789ABCDEF.tmp", TimeSpan.FromMinutes(2)),
            Left("report.txt.0123456789abcdef0123456789abcde.tmp", TimeSpan.FromMinutes(2)),
            Left("report.txt-0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2)),
            Left(".0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2)),
        ];
        var young = Left("report.txt.1123456789abcdef0123456789abcdef.tmp", TimeSpan.Zero);
        var foreign = Left("report.txt.backup.tmp", TimeSpan.FromMinutes(2));
        var living = Left("report.txt.2123456789abcdef0123456789abcdef.tmp", TimeSpan.FromMinutes(2));
        using var writer = new FileStream(living, FileMode.Open, FileAccess.Write, FileShare.None);

        AtomicFile.Write(Target, stream => stream.Write("new"u8));
        Directory.GetFiles(_folder).ShouldBe([Target, otherFiles, longer, young, foreign, living, .. alike], ignoreOrder: true);

        AtomicFile.RemoveAbandoned(_folder);
        Directory.GetFiles(_folder).ShouldBe([Target, young, foreign, living, .. alike], ignoreOrder: true);
        File.Exists(abandoned).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_folder_holds_nothing_to_remove() => AtomicFile.RemoveAbandoned(Path.Combine(_folder, "none"));

    [Fact]
    public async Task Two_writers_of_one_file_leave_the_whole_text_of_one_of_them()
    {
        await Parallel.ForAsync(0, 24, TestContext.Current.CancellationToken, (version, _) =>
        {
            AtomicFile.Write(Target, stream => stream.Write(VersionedText.Make(version)));
            return ValueTask.CompletedTask;
        });

        VersionedText.VersionOf(await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        Directory.GetFiles(_folder).ShouldBe([Target]);
    }

    [Fact]
    public async Task A_process_killed_at_any_moment_leaves_the_old_text_or_the_new_one()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 25; round++)
        {
            AtomicFile.Write(Target, stream => stream.Write(VersionedText.Make(0)));
            using var writer = KillableProcess.Start("atomic-file", Target);
            (await writer.ReadLineAsync()).ShouldBe("ready");

            // Readers beside the writer see whole texts too.
            for (var reading = random.Next(12); reading >= 0; reading--)
            {
                VersionedText.VersionOf(await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken)).ShouldNotBeNull();
                await Task.Delay(random.Next(8), TestContext.Current.CancellationToken);
            }

            writer.HasExited.ShouldBeFalse();
            await writer.KillAsync();

            VersionedText.VersionOf(await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        }

        foreach (var left in Directory.GetFiles(_folder, "*.tmp"))
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromMinutes(2));
        AtomicFile.RemoveAbandoned(_folder);
        Directory.GetFiles(_folder).ShouldBe([Target]);
    }

    private string Left(string name, TimeSpan age)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, "half");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow - age);
        return file;
    }
}
