using System.Diagnostics;
using Amparo.Portal.Tests.Samples;
using Amparo.Web.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Amparo.Portal.Tests;

public sealed class TelemetryTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private const string Planted = "juana-perez-1984";

    [Fact]
    public async Task Traces_carry_the_route_and_nothing_about_who_asked()
    {
        var exporter = new Kept<Activity>();
        using (TelemetryStart.Traces().AddProcessor(new SimpleActivityExportProcessor(exporter)).Build())
        {
            await AskAsync();
            await UntilAsync(() => exporter.Seen().Any(item => item.GetTagItem("http.route") is "/es/paises/{code}"));
        }

        foreach (var item in exporter.Seen())
        {
            item.TagObjects.Select(tag => tag.Key).ShouldBeSubsetOf(NothingAboutReaders.Kept);
            $"{item.DisplayName} {item.TraceStateString} {item.StatusDescription} {string.Join(' ', item.TagObjects)}".ShouldNotContain(Planted);
            item.Events.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Metrics_count_by_route_and_status_only()
    {
        var exporter = new Kept<Metric>();
        using (var reader = new BaseExportingMetricReader(exporter))
        using (TelemetryStart.Metrics().AddReader(reader).Build())
        {
            await AskAsync();
            await UntilAsync(() => reader.Collect() && exporter.SeenTags().Any(tag => Equals(tag.Value, "/es/paises/{code}")));
        }

        var tags = exporter.SeenTags();
        exporter.Seen().ShouldContain(metric => metric.Name == "http.server.request.duration");
        tags.Select(tag => tag.Key).Distinct().ShouldBeSubsetOf(NothingAboutReaders.Kept);
        tags.ShouldAllBe(tag => !$"{tag.Value}".Contains(Planted, StringComparison.Ordinal));
    }

    // A reader has the answer in hand before the server has ended the request and tells of it.
    private static async Task UntilAsync(Func<bool> told)
    {
        for (var attempt = 0; !told(); attempt++)
        {
            attempt.ShouldBeLessThan(600, "The server told nothing of the request within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    private async Task AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/es/paises/gt?name={Planted}");
        request.Headers.TryAddWithoutValidation("User-Agent", Planted);
        request.Headers.TryAddWithoutValidation("tracestate", $"vendor={Planted}");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
        request.Headers.TryAddWithoutValidation("baggage", $"name={Planted}");
        await host.Client().SendAsync(request, TestContext.Current.CancellationToken);
        await host.Client().GetAsync($"/{Planted}", TestContext.Current.CancellationToken);
    }

    private sealed class Kept<T> : BaseExporter<T>
        where T : class
    {
        private readonly Lock _lock = new();
        private readonly List<T> _items = [];
        private readonly List<KeyValuePair<string, object?>> _tags = [];

        public List<T> Seen()
        {
            lock (_lock)
                return [.. _items];
        }

        public List<KeyValuePair<string, object?>> SeenTags()
        {
            lock (_lock)
                return [.. _tags];
        }

        public override ExportResult Export(in Batch<T> batch)
        {
            lock (_lock)
            {
                foreach (var item in batch)
                {
                    _items.Add(item);
                    if (item is Metric metric)
                        KeepTags(metric);
                }
            }

            return ExportResult.Success;
        }

        private void KeepTags(Metric metric)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                foreach (var tag in point.Tags)
                    _tags.Add(tag);
            }
        }
    }
}
