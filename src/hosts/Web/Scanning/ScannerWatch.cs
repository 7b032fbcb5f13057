using Amparo.Scanning;
using Amparo.Vocabulary;
using Amparo.Web.Starting;

namespace Amparo.Web.Scanning;

/// <summary>Looks every quarter of a minute whether the scanner answers, so that whoever watches the host learns of it before an officer does.</summary>
/// <remarks>By itself and not when somebody asks for the host's health: strangers may ask that, and neither they wait for the scanner nor do they keep it busy.</remarks>
/// <param name="scanner">The scanner.</param>
/// <param name="logger">Is told of each change.</param>
internal sealed partial class ScannerWatch(MalwareScanner scanner, ILogger<ScannerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private Problem? _problem;

    /// <summary>That the scanner did not answer when it was looked at last; null where it did.</summary>
    public Problem? Problem => Volatile.Read(ref _problem);

    /// <summary>Looks once.</summary>
    /// <param name="cancel">Cancels.</param>
    public async Task LookAsync(CancellationToken cancel)
    {
        var problem = await scanner.AnswersAsync(cancel) ? null : new Problem(WebProblems.ScannerSilent, "scanner");
        var before = Interlocked.Exchange(ref _problem, problem);
        if (problem is not null && before is null)
            Silent(logger, problem.Code);
        else if (problem is null && before is not null)
            Answering(logger);
    }

    /// <inheritdoc/>
    /// <remarks>The first look is over before the host listens: what it says of the scanner is known by then.</remarks>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pauses = new PeriodicTimer(Pause);
        while (await pauses.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Code} the scanner does not answer")]
    private static partial void Silent(ILogger logger, string code);

    [LoggerMessage(2, LogLevel.Information, "the scanner answers again")]
    private static partial void Answering(ILogger logger);
}

/// <summary>Gives the host its scanner.</summary>
internal static class ScannerServices
{
    /// <summary>Adds the scanner, and the watch over it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="scanner">The scanner.</param>
    public static void AddScanner(this IServiceCollection services, MalwareScanner scanner)
    {
        services.AddSingleton(scanner);
        services.AddSingleton<ScannerWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ScannerWatch>());
    }
}
