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
        // Where it broke, without telling where the program was built.
        log.Lines.ShouldContain(line => line.Contains("BrokenSource.CurrentAsync", StringComparison.Ordinal));
        log.Lines.ShouldAllBe(line => !line.Contains(".cs", StringComparison.Ordinal) && !line.Contains("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "/es", "Esta dirección no es válida")]
    [InlineData("a:99999", "/en", "This address is not valid")]
    [InlineData("a:-1", "/es/paises/gt", "Esta dirección no es válida")]
    [InlineData("a:b:c", "/health", "Esta dirección no es válida")]
    [InlineData("a@b", "/en/nothing", "This address is not valid")]
    [InlineData("a/b", "/es", "Esta dirección no es válida")]
    [InlineData("a?b", "/es", "Esta dirección no es válida")]
    [InlineData("[::1", "/es", "Esta dirección no es válida")]
    [InlineData("a b", "/es", "Esta dirección no es válida")]
    [InlineData("xn--999999999", "/es", "Esta dirección no es válida")]
    public async Task A_host_that_no_address_can_be_made_of_is_refused_without_a_failure(string name, string path, string words)
    {
        var log = new KeptLog();
        await using var host = new EmptyHost();
        await using var logged = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(log)));
        var answer = await logged.Server.SendAsync(context =>
        {
            context.Request.Path = path;
            context.Request.Host = new Microsoft.AspNetCore.Http.HostString(name);
        }, TestContext.Current.CancellationToken);
        answer.Response.StatusCode.ShouldBe(400);
        answer.Response.Headers.CacheControl.ToString().ShouldBe("no-store");
        using var reader = new StreamReader(answer.Response.Body);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain(words);
        log.Lines.ShouldAllBe(line => !line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:5080")]
    [InlineData("[::1]:5080")]
    [InlineData("192.0.2.7")]
    [InlineData("amparo_web:8080")]
    [InlineData("xn--and-6ma2c.example")]
    public async Task A_host_that_can_be_asked_for_is_answered(string name)
    {
        await using var host = new EmptyHost();
        var answer = await host.Server.SendAsync(context =>
        {
            context.Request.Path = "/es";
            context.Request.Host = new Microsoft.AspNetCore.Http.HostString(name);
        }, TestContext.Current.CancellationToken);
        answer.Response.StatusCode.ShouldBe(200);
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
