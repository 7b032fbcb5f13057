using System.Net.Sockets;
using Amparo.Collaborative.Access;
using Amparo.Platform;
using Amparo.Vocabulary;
using Amparo.Web.Scanning;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Amparo.Web.Starting;

/// <summary>The life of the host from a prepared store to the stop that somebody asks for.</summary>
internal static class Serving
{
    /// <summary>Prepares the store, listens, serves until told to stop, and says on the way what the person at the terminal must know.</summary>
    /// <param name="app">The host.</param>
    /// <param name="options">Its options.</param>
    /// <param name="language">The terminal's language.</param>
    /// <returns>The exit code: 0 after a stop that was asked for, 3 if the host could not start.</returns>
    public static async Task<int> StartAndServe(this WebApplication app, WebOptions options, Language language)
    {
        var problems = await PreparedStore.PrepareAsync(app.Services, options, CancellationToken.None);
        if (problems.Count > 0)
            return Terminal.Refuse(problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (ListeningProblem(failure) is not null)
        {
            return Terminal.Refuse(
                [StartProblems.Describe(new Problem(ListeningProblem(failure)!, app.Configuration["urls"]!), language)], Terminal.Failed);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Terminal.Welcome(addresses);
        if (app.Services.GetService<ScannerWatch>()?.Problem is { } silent)
            Terminal.Warn(WebProblems.Describe(silent, language));
        if (app.Services.GetService<ReviewAccess>() is { } access && addresses.FirstOrDefault() is { } address)
            Terminal.Invite(access, address);
        var second = await PlatformModule.SecondKeyAsync(app.Services, CancellationToken.None);
        if (addresses.FirstOrDefault() is { } first && await PlatformModule.FirstKeyAsync(app.Services, CancellationToken.None) is { } key)
            Terminal.InviteFirst(key, first + PlatformModule.FirstKeyAddress[language]);
        if (second is not null)
            Terminal.InviteSecond(second);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static string? ListeningProblem(Exception failure) => failure switch
    {
        IOException { InnerException: AddressInUseException } => WebProblems.AddressTaken,
        IOException { InnerException: AggregateException } => WebProblems.AddressTaken,
        SocketException or FormatException or UriFormatException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            WebProblems.AddressUnusable,
        _ => null,
    };
}
