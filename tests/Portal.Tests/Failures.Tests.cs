using System.Net;
using Amparo.Portal.Releases;
using Amparo.Portal.Tests.Samples;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amparo.Portal.Tests;

public sealed class FailuresTests
{
    private const string Planted = "juana-perez-1984";

    [Theory]
    [InlineData("/es/paises/gt", "Algo ha fallado")]
    [InlineData("/en", "Something has failed")]
    public async Task A_page_that_breaks_says_so_and_quotes_nothing(string path, string words)
    {
        var log = new KeptLog();
        await using var host = new EmptyHost();
        await using var broken = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IReleasedCatalogueSource, BrokenSource>();
            services.AddSingleton<ILoggerProvider>(log);
        }));
        var answer = await broken.CreateClient().GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain(words);
        text.ShouldNotContain(Planted);
        log.Lines.ShouldContain(line => line.Contains("System.InvalidOperationException", StringComparison.Ordinal));
        log.Lines.ShouldAllBe(line => !line.Contains(Planted, StringComparison.Ordinal));
    }

    // What a bug deep below might throw: a message that quotes a person.
    private sealed class BrokenSource : IReleasedCatalogueSource
    {
        public ValueTask<ReleasedCatalogue> CurrentAsync(CancellationToken cancel) => throw new InvalidOperationException(Planted);
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
