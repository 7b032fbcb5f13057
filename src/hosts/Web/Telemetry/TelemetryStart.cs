using System.Diagnostics;
using Amparo.Vocabulary;
using Amparo.Web.Starting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Amparo.Web.Telemetry;

/// <summary>Traces and metrics by OTLP, only where an operator names a collector; otherwise nothing is gathered.</summary>
internal static class TelemetryStart
{
    /// <summary>The activities that Amparo itself starts.</summary>
    public static readonly ActivitySource Activities = new("Amparo");

    // As the exporter reads them.
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Whether a collector may be spoken to: by TLS, or within this machine.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <returns><c>WEB-009</c> with the variable's name; null where nothing stands against it.</returns>
    public static Problem? Check(IConfiguration configuration) => Endpoints
        .Where(name => !string.IsNullOrWhiteSpace(configuration[name])
            && !(Uri.TryCreate(configuration[name], UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)))
        .Select(name => new Problem(WebProblems.CollectorInClear, name)).FirstOrDefault();

    /// <summary>Adds the exporters if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the exporter reads it, and the other OTEL variables, itself.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        services.AddHostedService<TelemetryService>();
    }

    /// <summary>Traces of requests, stripped of everything about who asked.</summary>
    public static TracerProviderBuilder Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(Describe)
        .AddSource("Microsoft.AspNetCore", Activities.Name)
        .AddProcessor<NothingAboutReaders>();

    /// <summary>Durations and numbers of requests by route template and status.</summary>
    public static MeterProviderBuilder Metrics() => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(Describe)
        .AddMeter("Microsoft.AspNetCore.Hosting")
        .AddView(instrument => instrument.Name is "http.server.request.duration" or "http.server.active_requests"
            ? new MetricStreamConfiguration { TagKeys = NothingAboutReaders.Kept }
            : MetricStreamConfiguration.Drop);

    private static void Describe(ResourceBuilder resource) => resource.AddService("amparo-web");

    // Starts with the host and flushes when it stops: the package that would do this does not exist for this framework.
    private sealed class TelemetryService : IHostedService, IDisposable
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Traces().AddOtlpExporter().Build();
            _metrics = Metrics().AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Dispose();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
            _traces = null;
            _metrics = null;
        }
    }
}
