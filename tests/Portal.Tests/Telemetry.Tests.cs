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
            await AskAsync();

        var pages = exporter.Items.Where(item => item.GetTagItem("http.route") is "/es/paises/{code}").ToList();
        pages.ShouldNotBeEmpty();
        foreach (var item in exporter.Items)
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
            reader.Collect();
        }

        exporter.Items.ShouldContain(metric => metric.Name == "http.server.request.duration");
        exporter.Tags.Select(tag => tag.Key).Distinct().ShouldBeSubsetOf(NothingAboutReaders.Kept);
        exporter.Tags.ShouldContain(tag => Equals(tag.Value, "/es/paises/{code}"));
        exporter.Tags.ShouldAllBe(tag => !$"{tag.Value}".Contains(Planted, StringComparison.Ordinal));
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
        public List<T> Items { get; } = [];

        public List<KeyValuePair<string, object?>> Tags { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch)
            {
                Items.Add(item);
                if (item is not Metric metric)
                    continue;
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    foreach (var tag in point.Tags)
                        Tags.Add(tag);
                }
            }

            return ExportResult.Success;
        }
    }
}
