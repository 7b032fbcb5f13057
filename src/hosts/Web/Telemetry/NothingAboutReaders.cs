using System.Diagnostics;
using OpenTelemetry;

namespace Amparo.Web.Telemetry;

/// <summary>Lets only what the service did leave a trace; whatever could tell who asked, or for what words, is removed before export.</summary>
/// <remarks>An allow-list, since the framework adds tags from version to version.</remarks>
internal sealed class NothingAboutReaders : BaseProcessor<Activity>
{
    /// <summary>The tags that stay: method, route template, status, kind of failure.</summary>
    public static readonly string[] Kept = ["http.request.method", "http.route", "http.response.status_code", "error.type"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(tag => tag.Key).Except(Kept, StringComparer.Ordinal).ToList())
            data.SetTag(tag, value: null);
        var route = data.GetTagItem("http.route") as string;
        data.DisplayName = $"{data.GetTagItem("http.request.method")} {route}".Trim();
        // A client can write anything into the trace state that it sends.
        data.TraceStateString = null;
        if (data.Status == ActivityStatusCode.Error)
            data.SetStatus(ActivityStatusCode.Error);
    }
}
