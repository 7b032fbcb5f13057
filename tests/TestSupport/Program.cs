using Amparo.Contracts.Portal;
using Amparo.Portal;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.TestSupport;

/// <summary>The writers that tests kill, by name: each says <c>ready</c> and then writes as fast as it can.</summary>
internal static class Program
{
    /// <summary>The program's file, copied beside the tests that refer to this project.</summary>
    internal static string Assembly => Path.Combine(AppContext.BaseDirectory, "Amparo.TestSupport.dll");

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["atomic-file", var path]:
                return WriteFiles(path);
            case ["atomic-file-once", var path]:
                return WriteOnce(path);
            case ["migrate", var databaseFile]:
                return await MigrateAsync(Path.GetDirectoryName(databaseFile)!);
            case ["publish", var dataFolder, var releases]:
                return await PublishAsync(dataFolder, releases);
            case ["publish-from-a-desk", var dataFolder, var key, var text]:
                return await PublishFromDeskAsync(dataFolder, (Guid.Parse(key), text));
            default:
                return 2;
        }
    }

    /// <summary>Writes versions of a file one after the other, for ever.</summary>
    private static int WriteFiles(string path)
    {
        Console.WriteLine("ready");
        for (var version = 0; ; version++)
        {
            var text = VersionedText.Make(version);
            AtomicFile.Write(path, stream => stream.Write(text));
        }
    }

    private static int WriteOnce(string path)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(VersionedText.Make(1)));
            return 0;
        }
        catch (Exception error) when (StoreProblems.From(error, Path.GetFileName(path)) is { } problem)
        {
            return Refuse([problem]);
        }
    }

    private static async Task<int> MigrateAsync(string dataFolder)
    {
        Console.WriteLine("ready");
        var report = await StoreMigrations.ApplyAsync(
            StoreAddress.InFolder(dataFolder).Value, [SlowMigrations.Set], SystemClock.Instance.GetCurrentInstant(), CancellationToken.None);
        return report.Succeeded ? 0 : Refuse(report.Problems);
    }

    private static async Task<int> PublishAsync(string dataFolder, string releases)
    {
        await using var services = new ServiceCollection().AddPortalStore(StoreAddress.InFolder(dataFolder).Value).BuildServiceProvider();
        Console.WriteLine("ready");
        var published = await PortalStartup.PublishAsync(services, releases, CancellationToken.None);
        return published.Succeeded ? 0 : Refuse(published.Problems);
    }

    /// <summary>Publishes forty large registers under one key.</summary>
    private static async Task<int> PublishFromDeskAsync(string dataFolder, (Guid Key, string Text) asked)
    {
        await using var services = new ServiceCollection().AddPortalStore(StoreAddress.InFolder(dataFolder).Value).BuildServiceProvider();
        Console.WriteLine("ready");
        var published = await services.GetRequiredService<IPublications>()
            .PublishAsync(asked.Key, (standing, now) => LargeRegisters.Pass((standing, now), asked.Text), CancellationToken.None);
        return published.Succeeded ? 0 : Refuse(published.Problems);
    }

    private static int Refuse(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return 3;
    }
}
