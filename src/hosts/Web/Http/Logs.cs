namespace Amparo.Web.Http;

/// <summary>Structured logs: one JSON object a line on the standard error, so that the standard output keeps the words for people.</summary>
internal static class Logs
{
    /// <summary>Replaces the framework's loggers by ours.</summary>
    /// <param name="logging">The host's logging.</param>
    public static void Use(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        // Scopes hold request paths and connection ids: they stay out.
        logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = false;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Information);
        // The framework's own request lines hold the whole URL, and its failures the path: RequestLog and PageFailures speak instead.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.None);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None);
    }
}
